"""What a row of documents can be asked at once about foreign content, and which documents are worth more looks.

Every answer is also told to the documents, so that nothing asks them again (the score hears of breaks, too).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from typing import cast

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.boundary import (
    BoundaryModel,
    Weighed,
    find_boundary,
    load_model,
    may_break,
    weigh_breaks,
    weigh_each,
)
from spinlint.lexicon.cohesion import measure_cohesions
from spinlint.lexicon.cues import LONGEST, Cue, find_cues, kind_of, may_announce
from spinlint.lexicon.foreign_block import Runs, find_foreign_block, links_of, load_looks, measure_links
from spinlint.lexicon.identity import LEAST_WORDS, Identity, measure_identities, measure_identity
from spinlint.lexicon.linkage import Linkage, link_blocks
from spinlint.lexicon.overlap import Informative, evidence, weigh
from spinlint.lexicon.page import find_page_tail
from spinlint.lexicon.vectors import load_vectors
from spinlint.text.blocks import RowBlocks, find_blocks, row_blocks, text_of
from spinlint.text.row import Row, bounds_of
from spinlint.text.spans import Offsets

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


def tell_structure(row: Row) -> None:
    """Tell each document its blocks, and what needs no second look: for what asks before the rules do."""
    row.fact(row_breaks)
    row.fact(row_runs)
    row.fact(row_cues)


def row_informative(row: Row) -> Informative:
    """A fact: the informative words of all documents (see `informative`)."""
    return weigh(row.words.key)


def row_linkage(row: Row) -> Linkage:
    """A fact: the links between the blocks of each document."""
    blocks = row.fact(row_blocks)
    return link_blocks(row.fact(row_informative), blocks.first, blocks.text)


def row_breaks(row: Row) -> Mask:
    """A fact: the documents with a break that passes both gates (see `may_break`); these are told their breaks."""
    worth = np.zeros(len(row), dtype=bool)
    model, vectors = load_model(), load_vectors()
    if model is not None and vectors is not None:
        measured = [(number, identity) for number, identity in _identities(row, model) if identity is not None]
        for number, identity in measured:
            row.documents[number].tell(measure_identity, cast(Identity | None, identity))
        measured = _with_names_apart(measured, model)
        if measured:
            worth[[number for number, _ in measured]] = True
            weighed = weigh_each(measure_cohesions(row, measured, vectors), model)
            for (number, _), breaks in zip(measured, weighed, strict=True):
                row.documents[number].tell(weigh_breaks, cast(Weighed | None, breaks))
    for document, passed in zip(row.documents, worth.tolist(), strict=True):
        document.tell(may_break, passed)
        if not passed:
            document.tell(find_boundary, None)
    return worth


def _with_names_apart(measured: list[tuple[int, Identity]], model: BoundaryModel) -> list[tuple[int, Identity]]:
    """Those of some documents that have a break which passes the second gate."""
    if not measured:
        return measured
    passed = model.names_gate.passes(np.concatenate([identity.columns for _, identity in measured]).T)
    starts = bounds_of(np.array([len(identity.block) for _, identity in measured], dtype=np.intp))[:-1]
    return [*compress(measured, np.logical_or.reduceat(passed, starts).tolist())]


def _identities(row: Row, model: BoundaryModel) -> Iterable[tuple[int, Identity | None]]:
    """The documents with a break that passes the first gate, each with the numbers of all its breaks."""
    blocks = row.fact(row_blocks)
    before = blocks.first[:-1] - row.bounds.take(blocks.text)
    count = row.sizes.take(blocks.text)
    block = ((before >= LEAST_WORDS) & (before <= count - LEAST_WORDS)).nonzero()[0]
    if not len(block):
        return ()
    text = blocks.text.take(block)
    overlap = row.fact(row_linkage).across(block, blocks.bounds.take(text + 1), blocks.bounds.take(text))
    passed = model.gate.passes(evidence(*overlap, before.take(block), count.take(block), text))
    if not passed.any():
        return ()
    chosen = blocks.having(block[passed])
    block = block[chosen.take(text)]
    numbers = chosen.nonzero()[0]
    telling, _, _ = row.fact(row_informative)
    own = blocks.text.take(block).searchsorted(numbers)
    parts = np.split(block - blocks.bounds.take(blocks.text.take(block)), own[1:])
    bounds = np.stack((row.bounds.take(numbers), row.bounds.take(numbers + 1)), axis=1).ravel()
    telling = telling[chosen.take(row.text.take(telling))]
    measured = measure_identities(row.words, telling, bounds, parts, blocks.first.take(block))
    return zip(numbers.tolist(), measured, strict=True)


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
    """A fact: the documents with a line that announces a part of a page (see `find_cues`); each is told its own."""
    blocks = row.fact(row_blocks)
    found: list[list[Cue]] = [[] for _ in row.documents]
    for index in _announcing(row, blocks).tolist():
        number = int(blocks.text[index])
        own = index - int(blocks.bounds[number])
        if kind := kind_of(text_of(row.documents[number], row.documents[number].fact(find_blocks), own)):
            found[number].append(Cue(own, kind))
    signed = "©" in row.prose  # no word: it is looked for where a document is read alone
    for document, cues in zip(row.documents, found, strict=True):
        if not (signed and "©" in document.prose):
            document.tell(find_cues, tuple(cues))
            if not cues:
                document.tell(find_page_tail, None)
    return np.array([bool(document.fact(find_cues)) for document in row.documents], dtype=bool)


def _announcing(row: Row, blocks: RowBlocks) -> Offsets:
    """The blocks of documents of two blocks and more that are short and hold a telling word."""
    short = ((blocks.size <= LONGEST) & (np.diff(blocks.bounds) > 1).take(blocks.text)).nonzero()[0]
    telling = may_announce(row.words.key).nonzero()[0]
    before = telling.searchsorted(blocks.first)
    announcing: Offsets = short[before.take(short + 1) > before.take(short)]
    return announcing
