"""How well wordings would stand where others are printed, by what their neighbours say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.language_model import NUMBER, Ids
from spinlint.lexicon.lexicon import Lexicon
from spinlint.lexicon.line import Line
from spinlint.text import characters
from spinlint.text.words import read_words

Floats = npt.NDArray[np.floating[Any]]
Flags = npt.NDArray[np.bool_]

MOST_PARTNERS = 12
"""Words that a neighbour may have been printed for."""


@dataclass(frozen=True, eq=False)
class Fit:
    """What the neighbours say, one number for each wording, in nats.

    `left`, `right`: how much more often the wording stands beside its neighbour than chance has it; `gain`: how much
    better both neighbours like it than what is printed, however rare either is by itself; `seen`, `printed_seen`: shape
    (2, n), whether wording and left (right) neighbour are a known bigram; `term`: whether the wording makes an
    established term with a neighbour, or with what that may have been printed for.
    """

    left: Floats
    right: Floats
    gain: Floats
    seen: Flags
    printed_seen: Flags
    term: Flags


def fit_wordings(line: Line, lexicon: Lexicon, first: Ids, last: Ids, wordings: Sequence[str]) -> Fit:
    """Ask the language model for all of them at once. `first`, `last`: words that are printed, both included."""
    count, usual = len(wordings), lexicon.model.frequency
    first, last = line.places.take(first), line.places.take(last)
    around = tuple(line.stream.take(at) for at in (first - 2, first - 1, last + 1, last + 2))
    written = tuple(np.array([_ends_of(each, lexicon) for each in wordings]).T)
    printed = _ends(line.stream, first, last)
    scores, seen = _beside(around, printed, written, lexicon)
    scores[0] -= usual.take(np.concatenate((printed[0], written[0])))
    total = scores.sum(axis=0)
    left, right = scores[0, count:], scores[1, count:] - usual.take(around[2])
    gain = total[count:] - total[:count]
    term = _makes_term(around, written, lexicon)
    return Fit(left, right, gain, seen[:, count:], seen[:, :count], term)


Ends = tuple[Ids, ...]  # of as many wordings as there are places
"""First word, the one before the last (-1 where there is a single one), and the last word of each wording."""


def _ends(stream: Ids, first: Ids, last: Ids) -> Ends:
    return stream.take(first), np.where(first == last, -1, stream.take(last - 1)), stream.take(last)


@lru_cache(maxsize=4096)
def _ends_of(wording: str, lexicon: Lexicon) -> tuple[int, int, int]:
    numbers = lexicon.model.number(read_words(characters.encode(wording))).tolist()
    return numbers[0], -1 if len(numbers) == 1 else numbers[-2], numbers[-1]


def _beside(around: Ends, printed: Ends, written: Ends, lexicon: Lexicon) -> tuple[Floats, Flags]:
    """Log probabilities of first word after the left neighbour, right neighbour after the last word, and the one
    beyond it: shape (3, 2n), printed wordings first; and whether the first two are known bigrams: shape (2, 2n)."""
    before, left, right, beyond = (np.concatenate((each, each)) for each in around)
    first, above, last = (np.concatenate(each) for each in zip(printed, written, strict=True))
    above = np.where(above < 0, left, above)
    scores, seen = lexicon.model.score_and_seen(
        np.concatenate((before, above, last)),
        np.concatenate((left, last, right)),
        np.concatenate((first, right, beyond)),
    )
    scores, seen = scores.reshape(3, -1), seen.reshape(3, -1)
    scores[2][right < NUMBER] = 0  # what follows a stop has nothing to do with what is before it
    return scores, seen[:2]


def _makes_term(around: Ends, written: Ends, lexicon: Lexicon) -> Flags:
    """Whether each wording makes an established term with a neighbour, as it stands or as what it may have been printed
    for: "picture dealing with" is "image processing"."""
    _, left, right, _ = around
    count = len(left)
    neighbours = lexicon.channel.candidates(np.concatenate((left, right)), MOST_PARTNERS)
    row = np.concatenate((np.arange(2 * count), neighbours.row))
    neighbour = np.concatenate((left, right, neighbours.written))
    wording = np.concatenate((written[0], written[2])).take(row)
    is_left = row < count
    known = lexicon.is_term(np.where(is_left, neighbour, wording), np.where(is_left, wording, neighbour))
    return np.bincount(row % count, known, minlength=count) > 0
