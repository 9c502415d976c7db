"""Several documents in one row: an array operation has its price, and one over a row of pages pays it once.

What a document gets this way is what it would have worked out alone, to the last bit: texts stand in the row with a
line end between them, no word reaches across it, and a document's own offsets count from the start of its text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

from spinlint.text import characters
from spinlint.text.characters import Codes
from spinlint.text.sentences import find_sentences
from spinlint.text.spans import Offsets, Spans
from spinlint.text.words import Words, read_words

if TYPE_CHECKING:
    from spinlint.text.document import Document

Fact = TypeVar("Fact")
Mask = npt.NDArray[np.bool_]

LENGTH = 1 << 18
"""Characters that are read at once: what a batch of `screen` holds. Half as many cost as much, a fifth a quarter more
(measured on documents of 4.5 KB: beyond some 30 of them the price of a call no longer counts)."""
MOST = 256
"""Documents in a row."""
_BETWEEN = "\n"
_SIGN = np.ones(0x110000, dtype=bool)
"""By code point: whether a character is a sign (see `Row.signs`)."""
_SIGN[:128] = [chr(code) not in "-\n\r\t " and not chr(code).isalnum() for code in range(128)]


@dataclass(frozen=True, eq=False)
class Row:
    """Documents that are read together.

    `prose`, `codes`: of all of them, a line end between two; `words`: theirs, with offsets into the row; `start`: where
    each text starts in the row; `bounds`: where the words of each start in the table, and the end of all.
    """

    documents: Sequence[Document]
    prose: str
    codes: Codes
    words: Words
    start: Offsets
    bounds: Offsets
    _facts: dict[Callable[[Any], Any], Any] = field(default_factory=dict, init=False, repr=False)

    def __len__(self) -> int:
        return len(self.documents)

    def fact(self, compute: Callable[[Row], Fact]) -> Fact:
        """The value of `compute(self)`, computed at the first call and kept, as `Document.fact` does."""
        if compute not in self._facts:
            self._facts[compute] = compute(self)
        return cast(Fact, self._facts[compute])

    def tell(self, compute: Callable[[Row], Fact], value: Fact) -> None:
        """Make `value` the fact that `compute` would work out."""
        self._facts[compute] = value

    @cached_property
    def text(self) -> Offsets:
        """The number of the document that each word stands in."""
        return np.arange(len(self)).repeat(self.sizes)

    @cached_property
    def sizes(self) -> Offsets:
        """How many words each document has."""
        return self.bounds[1:] - self.bounds[:-1]

    def count(self, words: Offsets) -> Offsets:
        """How many of the words at these places each document has."""
        return np.bincount(self.text.take(words), minlength=len(self))

    def count_where(self, mask: Mask) -> Offsets:
        """How many of its words each document has for which the mask (one answer per word of the row) is true."""
        return self.count(mask.nonzero()[0])

    def having(self, words: Offsets) -> Mask:
        """Which documents have at least one of the words at these places."""
        answer = np.zeros(len(self), dtype=bool)
        answer[self.text.take(words)] = True
        return answer

    def holding(self, places: Offsets) -> Mask:
        """Which documents have at least one of the characters at these places of the row."""
        answer = np.zeros(len(self), dtype=bool)
        answer[self.at(places)] = True
        return answer

    def at(self, places: Offsets) -> Offsets:
        """The number of the document that each of the characters at these places of the row stands in."""
        numbers: Offsets = self.start.searchsorted(places, side="right") - 1
        return numbers

    @cached_property
    def paragraphs(self) -> Spans:
        """Those of all documents, as places in the row."""
        parts = [document.paragraphs for document in self.documents]
        moved = self.start.repeat([len(part) for part in parts])
        return Spans(
            np.concatenate([part.start for part in parts]) + moved, np.concatenate([part.end for part in parts]) + moved
        )

    @cached_property
    def sentences(self) -> Spans:
        """Those of all documents, as places in the row; each document is told its own."""
        sentences = find_sentences(self.prose, self.codes, self.words, self.paragraphs)
        bounds = np.append(sentences.start.searchsorted(self.start), len(sentences))
        moved = self.start.repeat(bounds[1:] - bounds[:-1])
        start, end = sentences.start - moved, sentences.end - moved
        for document, first, last in zip(self.documents, bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            vars(document)["sentences"] = Spans(start[first:last], end[first:last])
        return sentences

    @cached_property
    def signs(self) -> Offsets:
        """The places in the row of all punctuation and symbols but hyphens, and of control characters and all that is
        beyond ASCII."""
        places: Offsets = _SIGN.take(self.codes).nonzero()[0]
        return places

    @cached_property
    def sign_counts(self) -> npt.NDArray[np.intp]:
        """How often each document has each of the ASCII signs: shape (documents, 128), all others under 127."""
        code = np.minimum(self.codes.take(self.signs), 127)
        counts = np.bincount(self.at(self.signs) * 128 + code, minlength=128 * len(self))
        return counts.reshape(-1, 128)

    def sign_count(self, sign: str) -> npt.NDArray[np.intp]:
        """How often each document has an ASCII sign in its prose."""
        count: npt.NDArray[np.intp] = self.sign_counts[:, ord(sign)]
        return count

    @cached_property
    def beyond(self) -> Offsets:
        """The places in the row of the characters beyond ASCII."""
        places: Offsets = self.signs[self.codes.take(self.signs) > 127]
        return places

    @cached_property
    def blanked(self) -> Mask:
        """Which documents have prose that is not their whole text."""
        return np.array([each.prose is not each.text for each in self.documents], dtype=bool)


def in_rows(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """The documents in groups that are worth reading together."""
    row: list[Document] = []
    size = 0
    for document in documents:
        if row and (size + len(document.text) > LENGTH or len(row) == MOST):
            yield row
            row, size = [], 0
        row.append(document)
        size += len(document.text)
    if row:
        yield row


def read_row(documents: Sequence[Document]) -> Row:
    """Read the words of all documents, and tell each its own."""
    prose = [document.prose for document in documents]
    lengths = np.fromiter(map(len, prose), dtype=np.intp, count=len(prose))
    start = bounds_of(lengths + len(_BETWEEN))[:-1]
    joined = prose[0] if len(prose) == 1 else _BETWEEN.join(prose)
    codes = characters.encode(joined)
    words = read_words(codes, start)
    bounds = np.append(words.start.searchsorted(start), len(words))
    row = Row(documents, joined, codes, words, start, bounds)
    folded = characters.decode(characters.fold(codes))
    starts = words.start - start.take(row.text), words.end - start.take(row.text)
    for document, at, length, first, last in zip(
        documents, start.tolist(), lengths.tolist(), bounds[:-1].tolist(), bounds[1:].tolist(), strict=True
    ):
        here, known = slice(first, last), vars(document)
        known["codes"] = codes[at : at + length]
        known["folded"] = folded[at : at + length]
        known["words"] = Words(starts[0][here], starts[1][here], words.key[here], words.kind[here], words.gap[here])
    return row


def join_words(parts: Sequence[Words]) -> tuple[Words, Offsets]:
    """The words of several texts as one table, and where those of each start in it, and their end; offsets stay those
    into each text."""
    bounds = bounds_of(np.fromiter(map(len, parts), dtype=np.intp, count=len(parts)))
    if len(parts) == 1:
        return parts[0], bounds
    row = Words(
        np.concatenate([each.start for each in parts]),
        np.concatenate([each.end for each in parts]),
        np.concatenate([each.key for each in parts]),
        np.concatenate([each.kind for each in parts]),
        np.concatenate([each.gap for each in parts]),
    )
    return row, bounds


def bounds_of(sizes: Offsets) -> Offsets:
    """Where each of several stretches in a row starts, and the end of the last."""
    bounds = np.zeros(len(sizes) + 1, dtype=np.intp)
    sizes.cumsum(out=bounds[1:])
    return bounds
