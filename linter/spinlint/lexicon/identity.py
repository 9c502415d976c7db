"""How far the same words, names and figures stand on both sides of each break of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.overlap import informative
from spinlint.lexicon.vectors import Rows, load_vectors
from spinlint.text.blocks import find_blocks
from spinlint.text.document import Document
from spinlint.text.spans import Offsets
from spinlint.text.words import CAPITALISED, NUMERIC, STRONG, Keys, Words

Columns = npt.NDArray[np.float32]
Numbers = npt.NDArray[Any]

LEAST_WORDS = 30
"""Words that must stand on either side of a break."""
_RARE_IDF = 6.0
_UNKNOWN_IDF = 9.0
"""IDF of a word that the vectors do not know: rarer than one in 100,000."""
_APART = np.uint64(0x9E3779B97F4A7C15)
_CLOSE = 100
"""Words to either side of a break that are close to it."""

IDENTITY = (
    *("overlap", "rare_overlap", "name_overlap", "number_overlap", "overlap_back"),
    *("rare_links", "name_links", "names_after"),
    *("new_before", "new_after"),
    *("log_head", "log_tail", "log_least", "head_share", "log_breaks"),
)


@dataclass(frozen=True, eq=False, slots=True)
class Identity:
    """The breaks of a document: `block` is the block that starts after each, `columns` one row of IDENTITY per break.

    `meant`, `rows`: the informative words that the word vectors know, with their rows there.
    """

    block: Offsets
    columns: Columns
    meant: Offsets
    rows: Rows


def find_breaks(document: Document) -> Offsets:
    """A fact: the blocks before which a break is worth a look: enough words stand on both sides."""
    first = document.fact(find_blocks).first
    breaks: Offsets = ((first >= LEAST_WORDS) & (first <= len(document.words) - LEAST_WORDS)).nonzero()[0]
    return breaks


def measure_identity(document: Document) -> Identity | None:
    """A fact: the numbers of every break; None where there is no break, or no informative word."""
    block, words = document.fact(find_breaks), document.words
    telling, _, _ = document.fact(informative)
    place = document.fact(find_blocks).first.take(block)
    bounds = np.array([0, len(words)])
    (measured,) = measure_identities(words, telling, bounds, [block], place) if len(block) else (None,)
    return measured


def measure_identities(
    words: Words, telling: Offsets, bounds: Offsets, blocks: Sequence[Offsets], place: Offsets
) -> list[Identity | None]:
    """The same of several documents of a row.

    `telling`: their informative words in the row; `bounds`: the words at which each starts and, at odd places, ends;
    `blocks`: the breaks of each; `place`: the words before which all of these breaks lie, in the row. What is summed
    are multiples of 1/512 (word weights) and counts, so that no sum depends on what stands before it.
    """
    vectors = load_vectors()
    if vectors is None or not len(telling):
        return [None] * len(blocks)
    keys, kind = words.key.take(telling), words.kind.take(telling)
    rows = vectors.rows(keys)
    figure = (kind & NUMERIC) != 0
    table = np.empty((4, len(keys)))
    table[0] = np.where(rows >= 0, vectors.idf.take(rows), np.float32(_UNKNOWN_IDF))
    table[0, figure] = 0
    table[1], table[3] = table[0] > _RARE_IDF, figure
    table[2] = ((kind & CAPITALISED) != 0) & (words.gap.take(telling) != STRONG) & ~figure
    sizes = np.array([len(each) for each in blocks], dtype=np.intp)
    cuts = telling.searchsorted(bounds)
    count = cuts[1::2] - cuts[::2]
    if len(blocks) > 1:  # a word of another document is another word
        keys ^= (np.arange(len(blocks), dtype=np.uint64) * _APART).repeat(count)
    least, most = bounds[::2].repeat(sizes), bounds[1::2].repeat(sizes)
    near = np.stack((place, np.maximum(place - _CLOSE, least), np.minimum(place + _CLOSE, most)))
    inside = telling.searchsorted(near), cuts[::2].repeat(sizes), cuts[1::2].repeat(sizes)
    parts = (*_links(keys, table, *inside), *_lengths(place - least, most - least, sizes.repeat(sizes)))
    columns = np.stack(parts, axis=1).astype(np.float32)
    meant = ((rows >= 0) & ~figure).nonzero()[0]
    known, rows = telling.take(meant), rows.take(meant)
    ends, known_cuts = sizes.cumsum().tolist(), known.searchsorted(bounds).tolist()
    measured: list[Identity | None] = []
    for number, (block, end, start) in enumerate(zip(blocks, ends, bounds[::2].tolist(), strict=True)):
        here = slice(known_cuts[2 * number], known_cuts[2 * number + 1])
        own = columns[end - len(block) : end]
        measured.append(Identity(block, own, known[here] - start, rows[here]) if count[number] else None)
    return measured


def _links(keys: Keys, table: Numbers, near: Offsets, first_of: Offsets, end_of: Offsets) -> list[Columns]:
    """How much of what follows a break stood before it: informative words, rare words, names, figures; and how new the
    words close to it are.

    `table`: what each informative word weighs, and whether it is rare, a name, a figure; `near`: the words at each
    break, and where those close to it start and end; `first_of`, `end_of`: where those of its document do.
    """
    order = keys.argsort()
    ordered = keys.take(order)
    start = np.append(True, ordered[1:] != ordered[:-1]).nonzero()[0]
    many = np.append(start[1:], len(order)) - start
    first, last = np.minimum.reduceat(order, start), np.maximum.reduceat(order, start)
    # What each word weighs where it stands, and moved to where it first stood: the difference of the running sums is
    # the weight of the later words that stood already.
    sums = np.zeros((10, len(keys) + 1))
    words = sums[:, 1:]
    words[:4] = table
    words[4:8, first] = table.take(first, axis=1) * many
    words[6, first] = np.add.reduceat(table[2].take(order), start)
    words[8, last] = words[4].take(first)
    words[9, first] = 1 - table[3].take(first)
    words.cumsum(axis=1, out=words)
    at, from_, until = near
    before = sums.take(at, axis=1) - sums.take(first_of, axis=1)
    weight, _, _, _, *moved, ended, _ = before.astype(np.float32)
    after = (sums.take(end_of, axis=1) - sums.take(at, axis=1))[:4].astype(np.float32)
    links = np.array(moved) - before[:4].astype(np.float32)
    return [
        links[0] / np.maximum(after[0], 1),
        (links[1] + 0.3) / (after[1] + 2),
        (links[2] + 0.3) / (after[2] + 1.5),
        (links[3] + 0.3) / (after[3] + 3),
        (weight - ended) / np.maximum(weight, 1),
        np.log1p(links[1]),
        np.log1p(links[2]),
        np.log1p(after[2]),
        _share_new(sums, from_, at),
        _share_new(sums, at, until),
    ]


def _share_new(sums: Numbers, start: Offsets, end: Offsets) -> Columns:
    """The share of the informative words between two places, but for figures, that stand there first."""
    fresh, figures = (sums[row].take(end) - sums[row].take(start) for row in (9, 3))
    share: Columns = fresh.astype(np.float32) / np.maximum(end - start - figures, 1).astype(np.float32)
    return share


def running(table: Columns) -> Columns:
    """Sums of the rows before each row, and of all at the end."""
    sums = np.zeros((len(table) + 1, table.shape[1]), dtype=np.float32)
    table.cumsum(axis=0, out=sums[1:])
    return sums


def _lengths(place: Offsets, count: Offsets, breaks: Offsets) -> list[Numbers]:
    head, tail = np.log(place), np.log(count - place)
    return [head, tail, np.minimum(head, tail), place / count, np.log(breaks + 1)]
