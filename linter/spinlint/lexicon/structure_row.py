"""What a row of documents can be asked at once about foreign content, and which documents are worth more looks.

Every answer is also told to the documents, so that nothing asks them again (the score hears of breaks, too).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.boundary import load_model, passes_gate
from spinlint.lexicon.cues import LONGEST, Cue, find_cues, may_announce
from spinlint.lexicon.foreign_block import Runs, find_foreign_block, links_of, load_looks, measure_links
from spinlint.lexicon.identity import LEAST_WORDS
from spinlint.lexicon.linkage import Linkage, link_blocks
from spinlint.lexicon.overlap import evidence
from spinlint.lexicon.page import find_page_tail
from spinlint.text.blocks import find_blocks, tell_blocks
from spinlint.text.row import Row, bounds_of
from spinlint.text.spans import Offsets

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


def tell_structure(row: Row) -> None:
    """Tell each document its blocks, and what needs no second look: for what asks before the rules do."""
    row.fact(row_breaks)
    row.fact(row_runs)
    row.fact(row_cues)


@dataclass(frozen=True, eq=False, slots=True)
class RowBlocks:
    """The blocks of all documents: `first` (and at the end the number of words), as words of the row; `text`: the
    document of each; `bounds`: where those of each document start among them, and the end of the last."""

    first: Offsets
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
    """A fact: the blocks of a row; each document is told its own."""
    tell_blocks(row)
    own = [document.fact(find_blocks).first for document in row.documents]
    sizes = np.array([len(first) for first in own], dtype=np.intp)
    text = np.arange(len(row)).repeat(sizes)
    first = np.append(np.concatenate(own) + row.bounds.take(text), len(row.words))
    return RowBlocks(first, text, bounds_of(sizes))


def row_linkage(row: Row) -> Linkage:
    """A fact: the links between the blocks of each document."""
    blocks = row.fact(row_blocks)
    return link_blocks(row.words.key, blocks.first, blocks.text)


def row_breaks(row: Row) -> Mask:
    """A fact: the documents with a break that passes the first gate (see `passes_gate`)."""
    blocks, model = row.fact(row_blocks), load_model()
    before = blocks.first[:-1] - row.bounds.take(blocks.text)
    count = row.sizes.take(blocks.text)
    block = ((before >= LEAST_WORDS) & (before <= count - LEAST_WORDS)).nonzero()[0]
    worth = np.zeros(len(row), dtype=bool)
    if model is not None and len(block):
        text = blocks.text.take(block)
        overlap = row.fact(row_linkage).across(block, blocks.bounds.take(text + 1), blocks.bounds.take(text))
        above = model.gate.passes(evidence(*overlap, before.take(block), count.take(block), text))
        worth = blocks.having(block[above])
    for document, passed in zip(row.documents, worth.tolist(), strict=True):
        document.tell(passes_gate, passed)
    return worth


def row_titles(row: Row) -> Numbers:
    """A fact: the share of the informative words of each document's first block, by weight, that stand nowhere below it
    (see `TitleFit.absent`); 0 where there is no such word."""
    blocks, linked = row.fact(row_blocks), row.fact(row_linkage)
    first, after = blocks.bounds[:-1], np.minimum(blocks.bounds[:-1] + 1, len(blocks.text))
    weight = linked.total.take(after) - linked.total.take(first)
    absent: Numbers = (linked.ended.take(after) - linked.ended.take(first)) / np.maximum(weight, 1)
    return absent


def row_runs(row: Row) -> Mask:
    """A fact: the documents with a run of blocks that passes the first look (see `find_foreign_block`)."""
    blocks = row.fact(row_blocks)
    if not len(blocks.text):
        return np.zeros(len(row), dtype=bool)
    runs, text = links_of(row.fact(row_linkage), blocks.first, blocks.bounds, row.bounds)
    looks = load_looks()
    worth = np.zeros(len(row), dtype=bool)
    if looks is not None:
        worth[text[looks.links.score(runs.links) > looks.links.threshold]] = True
    for number in (~worth).nonzero()[0].tolist():
        row.documents[number].tell(find_foreign_block, None)
    for number in worth.nonzero()[0].tolist():
        here = (text == number).nonzero()[0]
        offset = int(blocks.bounds[number])
        own: Runs | None = Runs(runs.first.take(here) - offset, runs.until.take(here) - offset, runs.links[here])
        row.documents[number].tell(measure_links, own)
    return worth


def row_cues(row: Row) -> Mask:
    """A fact: the documents with a line that may announce a part of a page (see `find_cues`)."""
    blocks = row.fact(row_blocks)
    if not len(blocks.text):
        return np.zeros(len(row), dtype=bool)
    short = blocks.size <= LONGEST
    short &= np.logical_or.reduceat(may_announce(row.words.key), blocks.first[:-1])
    worth = blocks.having(short.nonzero()[0])
    if "©" in row.prose:
        worth |= np.array(["©" in document.prose for document in row.documents])
    none: tuple[Cue, ...] = ()
    for number in (~worth).nonzero()[0].tolist():
        row.documents[number].tell(find_cues, none)
        row.documents[number].tell(find_page_tail, None)
    return worth
