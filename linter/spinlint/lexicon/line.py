"""Texts as the language model reads them: numbered, in one row with their breaks, scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.language_model import Ids, LanguageModel, LogProbabilities, stream
from spinlint.text.spans import Offsets
from spinlint.text.words import Words

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Line:
    """One text, or several in a row, as the language model reads them.

    `numbers`: word numbers; `stream`, `places`: words and breaks in one row, and each word's place there; `score`:
    log P(word | two before) along the stream; `seen`: whether a place and the one before it are a known bigram;
    `bounds`: where the words of each text start, and the end of all; no text but a single one is without words.
    """

    words: Words
    numbers: Ids
    stream: Ids
    places: Ids
    score: LogProbabilities
    seen: Mask
    bounds: Offsets

    def __len__(self) -> int:
        """How many texts stand in the row."""
        return len(self.bounds) - 1

    @cached_property
    def text(self) -> Ids:
        """The number of the text that each word stands in."""
        return np.arange(len(self)).repeat(self.bounds[1:] - self.bounds[:-1])

    def cut(self, parts: Sequence[Words]) -> Iterator[Line]:
        """The line of each text; `parts`: its words."""
        begin = self.places.take(self.bounds[:-1]) - 2 if len(self.places) else np.zeros(1, dtype=np.int64)
        places = self.places - begin.repeat(self.bounds[1:] - self.bounds[:-1])
        ends = [*begin[1:].tolist(), len(self.stream)]
        for mine, first, last, at, end in zip(
            parts, self.bounds[:-1].tolist(), self.bounds[1:].tolist(), begin.tolist(), ends, strict=True
        ):
            words, row = slice(first, last), slice(at, end)
            bounds = np.array((0, last - first))
            yield Line(
                mine, self.numbers[words], self.stream[row], places[words], self.score[row], self.seen[row], bounds
            )


def read_line(words: Words, model: LanguageModel, bounds: Offsets | None = None) -> Line:
    """Number and score all words of a text, or of several that start at `bounds`."""
    bounds = np.array((0, len(words))) if bounds is None else bounds
    numbers = model.number(words)
    text = np.arange(len(bounds) - 1).repeat(bounds[1:] - bounds[:-1])
    row, places = stream(numbers, words.gap, text)
    score = np.zeros(len(row), dtype=np.float32)
    seen = np.zeros(len(row), dtype=bool)
    if len(numbers):
        score[2:], seen[2:] = model.score_and_seen(row[:-2], row[1:-1], row[2:])
        if len(bounds) > 2:  # the breaks before the later texts are not scored either
            breaks = np.concatenate((places.take(bounds[1:-1]) - 1, places.take(bounds[1:-1]) - 2))
            score[breaks], seen[breaks] = 0, False
    return Line(words, numbers, row, places, score, seen, bounds)
