"""Which blocks of a text are linked by informative words: of one document, or of all documents of a row at once.

All of it is sums over blocks, so that a row of documents costs few more array calls than a single one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.overlap import SLOTS, Informative, informative
from spinlint.text.blocks import find_blocks
from spinlint.text.document import Document
from spinlint.text.spans import Offsets

Numbers = npt.NDArray[np.float64]

REACH = 3
"""How many blocks in a row are looked at as one."""


@dataclass(frozen=True, eq=False, slots=True)
class Linkage:
    """What informative words weigh, by block.

    `total`, `first`, `ended`: sums before each block, and over all at the end, of the words by where they stand, by
    where the same word stands first in its document, and by where it stands last; `within`: for each distance up to
    REACH - 1, the weight of the words, by the block in which they stand first, that stand so many blocks below it.
    """

    total: Numbers
    first: Numbers
    ended: Numbers
    within: tuple[Numbers, ...]

    def across(self, block: Offsets, end: Offsets | int, start: Offsets | int = 0) -> tuple[Numbers, Numbers]:
        """For each block of documents that reach from block `start` to before block `end`: the share of the words from
        it on that stood before it, and of those before it that come back."""
        here = self.total.take(block)
        shared: Numbers = (self.first.take(block) - here) / np.maximum(self.total.take(end) - here, 1)
        back: Numbers = (here - self.ended.take(block)) / np.maximum(here - self.total.take(start), 1)
        return shared, back

    def outside(self, first: Offsets, size: int) -> tuple[Numbers, Numbers]:
        """For runs of `size` blocks from `first` on: the weight of their words that stand above them, and of words
        below them that stood in them first; and the weight of all their words."""
        until = first + size
        weight = self.total.take(until) - self.total.take(first)
        inside = np.zeros(len(first))
        for distance in range(size):
            for step in range(size - distance):
                inside += self.within[distance].take(first + step)
        links: Numbers = weight + self.first.take(until) - self.first.take(first) - 2 * inside
        return links, weight


def link_blocks(words: Informative, bounds: Offsets, text: Offsets | None = None) -> Linkage:
    """The links by informative words between blocks that start at the words `bounds[:-1]`; the last one ends before
    `bounds[-1]`.

    `text`: the number of the document of each block, where they are of several.
    """
    telling, told, slot = words
    count = len(bounds) - 1
    home = np.arange(count).repeat(np.diff(telling.searchsorted(bounds)))
    texts = 1
    if text is not None:
        slot = slot + text.take(home) * SLOTS
        texts = int(text[-1]) + 1
    seen = np.empty(SLOTS * texts, dtype=np.int32)  # half the memory is half the time
    seen[slot[::-1]] = home[::-1]  # backwards, so that what remains is where each word stands first
    first = seen.take(slot)
    seen[slot] = home  # forwards: where it stands last
    last = seen.take(slot)
    below = home - first
    within: list[Numbers] = []
    for distance in range(REACH):
        there = (below == distance).nonzero()[0]
        weight = np.bincount(home.take(there) - distance, told.take(there), count)
        within.append(weight.astype(np.float64, copy=False))
    return Linkage(_before(home, told, count), _before(first, told, count), _before(last, told, count), tuple(within))


def _before(block: npt.NDArray[np.signedinteger], told: Numbers, count: int) -> Numbers:
    sums = np.zeros(count + 1)
    np.bincount(block, told, count).cumsum(out=sums[1:])
    return sums


def linkage(document: Document) -> Linkage:
    """A fact: the links between the blocks of a document."""
    return link_blocks(document.fact(informative), np.append(document.fact(find_blocks).first, len(document.words)))
