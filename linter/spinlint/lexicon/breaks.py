"""The breaks of several documents of a row, side by side: what is measured of them is measured of all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from spinlint.text.blocks import RowBlocks, find_blocks, row_blocks
from spinlint.text.document import Document
from spinlint.text.row import Row, bounds_of
from spinlint.text.spans import Offsets


@dataclass(frozen=True, eq=False, slots=True)
class Breaks:
    """Some documents of a row with their breaks.

    By document: `numbers` in the row, `first` and `end` of its words there, `bounds` of its breaks among all, and the
    end of the last. By break: `text` (which of the documents), the `block` of the row that starts after it, and the
    word of the row with which that starts (`place`).
    """

    row: Row
    blocks: RowBlocks
    numbers: Offsets
    first: Offsets
    end: Offsets
    bounds: Offsets
    text: Offsets
    block: Offsets
    place: Offsets

    @property
    def before(self) -> Offsets:
        """Words of the document before each break."""
        before: Offsets = self.place - self.first.take(self.text)
        return before

    @property
    def count(self) -> Offsets:
        """Words of the document of each break."""
        count: Offsets = (self.end - self.first).take(self.text)
        return count


def breaks_of(row: Row, numbers: Sequence[int], own: Sequence[Offsets]) -> Breaks:
    """The breaks of the documents with these numbers, of each those before the blocks `own` of its own."""
    blocks, number = row.fact(row_blocks), np.array(numbers, dtype=np.intp)
    sizes = np.array([len(each) for each in own], dtype=np.intp)
    text = np.arange(len(number)).repeat(sizes)
    block = np.concatenate(own) + blocks.bounds.take(number).take(text)
    first, end = row.bounds.take(number), row.bounds.take(number + 1)
    return Breaks(row, blocks, number, first, end, bounds_of(sizes), text, block, blocks.first.take(block))


def row_of(document: Document) -> Row:
    """A document as a row of its own."""
    words, blocks = document.words, document.fact(find_blocks)
    row = Row((document,), document.prose, document.codes, words, np.zeros(1, dtype=np.intp), np.array([0, len(words)]))
    columns = blocks.start, blocks.end, np.append(blocks.first, len(words)), blocks.digest
    row.tell(row_blocks, RowBlocks(*columns, np.zeros(len(blocks), dtype=np.intp), np.array([0, len(blocks)])))
    return row
