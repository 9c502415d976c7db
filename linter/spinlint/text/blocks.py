"""The blocks of a document: paragraphs, headings, list items and menu lines, with their words, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from spinlint.text.spans import Offsets, Span
from spinlint.text.words import Keys

if TYPE_CHECKING:
    from spinlint.text.document import Document
    from spinlint.text.row import Row

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, slots=True)
class Blocks:
    """The paragraphs that hold a word, in order, as equally long columns.

    `start`, `end`: code-point offsets; `first`, `last`: its words as a half-open range of the word table;
    `digest`: the sum of its word keys, alike for equal blocks (verify before you believe it).
    """

    start: Offsets
    end: Offsets
    first: Offsets
    last: Offsets
    digest: Keys

    def __len__(self) -> int:
        return len(self.start)

    @property
    def size(self) -> Offsets:
        """Words in each block."""
        return self.last - self.first

    def span(self, index: int, until: int | None = None) -> Span:
        """The span from block `index` to before block `until` (of that block alone without it)."""
        return Span(int(self.start[index]), int(self.end[index if until is None else until - 1]))

    def at_word(self, word: int) -> int:
        """The block that holds a word."""
        return int(np.searchsorted(self.first, word, side="right")) - 1


def find_blocks(document: Document) -> Blocks:
    """A fact: the document's blocks."""
    paragraphs, words = document.paragraphs, document.words
    bounds = np.full(len(paragraphs) + 1, len(words))
    bounds[:-1] = words.start.searchsorted(paragraphs.start)
    first, last = bounds[:-1], bounds[1:]
    spoken = last > first
    if not spoken.all():
        first, last = first[spoken], last[spoken]
        start, end = paragraphs.start[spoken], paragraphs.end[spoken]
    else:
        start, end = paragraphs.start, paragraphs.end
    digest = np.add.reduceat(words.key, first) if len(first) else np.zeros(0, dtype=np.uint64)
    return Blocks(start, end, first, last, digest)


@dataclass(frozen=True, eq=False, slots=True)
class RowBlocks:
    """The blocks of all documents of a row: `start`, `end` as characters of the row; `first` (and at the end the number
    of words) as words of the row; `digest` as in `Blocks`; `text`: the document of each; `bounds`: where those of each
    document start among them, and the end of the last."""

    start: Offsets
    end: Offsets
    first: Offsets
    digest: Keys
    text: Offsets
    bounds: Offsets

    @property
    def size(self) -> Offsets:
        """Words in each block."""
        return self.first[1:] - self.first[:-1]

    def having(self, blocks: Offsets) -> Mask:
        """Which documents have at least one of these blocks."""
        answer = np.zeros(len(self.bounds) - 1, dtype=bool)
        answer[self.text.take(blocks)] = True
        return answer


def row_blocks(row: Row) -> RowBlocks:
    """A fact: the blocks of a row; each document is told its own, as `find_blocks` finds them."""
    paragraphs, words = row.paragraphs, row.words
    home = row.at(paragraphs.start)
    first = words.start.searchsorted(paragraphs.start)
    last = np.minimum(np.append(first[1:], len(words)), row.bounds[1:].take(home))
    spoken = (last > first).nonzero()[0]
    home, first, last = home.take(spoken), first.take(spoken), last.take(spoken)
    digest = np.add.reduceat(words.key, first) if len(first) else np.zeros(0, dtype=np.uint64)
    start, end = paragraphs.start.take(spoken), paragraphs.end.take(spoken)
    bounds = home.searchsorted(np.arange(len(row) + 1))
    blocks = RowBlocks(start, end, np.append(first, len(words)), digest, home, bounds)
    moved, before = row.start.take(home), row.bounds.take(home)
    start, end, first, last = start - moved, end - moved, first - before, last - before
    cuts = bounds.tolist()
    for document, here in zip(row.documents, map(slice, cuts[:-1], cuts[1:]), strict=True):
        document.tell(find_blocks, Blocks(start[here], end[here], first[here], last[here], digest[here]))
    return blocks


def text_of(document: Document, blocks: Blocks, index: int) -> str:
    """A block's folded text (lower case, straight quotes) without the punctuation around it."""
    return document.folded[blocks.start[index] : blocks.end[index]].strip(" .,:;!?-*#|>_=\"'()[]")
