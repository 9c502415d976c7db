"""How far the same words, names and figures stand on both sides of each break of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.overlap import informative
from spinlint.lexicon.vectors import Rows, load_vectors
from spinlint.text.blocks import find_blocks
from spinlint.text.document import Document
from spinlint.text.spans import Offsets
from spinlint.text.words import CAPITALISED, NUMERIC, STRONG, Keys

Columns = npt.NDArray[np.float32]
Numbers = npt.NDArray[Any]

LEAST_WORDS = 30
"""Words that must stand on either side of a break."""
_RARE_IDF = 6.0
_UNKNOWN_IDF = 9.0
"""IDF of a word that the vectors do not know: rarer than one in 100,000."""
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
    vectors = load_vectors()
    block = document.fact(find_breaks)
    if vectors is None or not len(block):
        return None
    words = document.words
    telling, _, _ = document.fact(informative)
    if not len(telling):
        return None
    keys, kind = words.key.take(telling), words.kind.take(telling)
    rows = vectors.rows(keys)
    figure = (kind & NUMERIC) != 0
    weight = np.where(rows >= 0, vectors.idf.take(rows), np.float32(_UNKNOWN_IDF))
    weight[figure] = 0
    table = np.empty((5, len(keys)), dtype=np.float32)
    table[0], table[1], table[3], table[4] = weight, weight > _RARE_IDF, figure, ~figure
    table[2] = ((kind & CAPITALISED) != 0) & (words.gap.take(telling) != STRONG) & ~figure
    place = document.fact(find_blocks).first[block]
    bounds = np.stack((place, np.maximum(place - _CLOSE, 0), np.minimum(place + _CLOSE, len(words))))
    parts = (*_links(keys, table.T.copy(), *telling.searchsorted(bounds)), *_lengths(place, len(words)))
    meant = ((rows >= 0) & ~figure).nonzero()[0]
    return Identity(block, np.stack(parts, axis=1).astype(np.float32), telling.take(meant), rows.take(meant))


def _links(keys: Keys, table: Columns, at: Offsets, from_: Offsets, until: Offsets) -> list[Numbers]:
    """How much of what follows a break stood before it: informative words, rare words, names, figures; and how new the
    words close to it are. `table`: what each word weighs for these, and whether it is informative.
    """
    order = keys.argsort()
    ordered = keys.take(order)
    start = np.append(True, ordered[1:] != ordered[:-1]).nonzero()[0]
    first, last = np.minimum.reduceat(order, start), np.maximum.reduceat(order, start)
    # What each word weighs, moved to where it first stood, less what weighs where it stands: the running sum of the
    # difference is the weight of the later words that stood already.
    every = np.add.reduceat(table[order], start, axis=0)
    moved = np.zeros((len(keys), 7), dtype=np.float32)
    moved[first, :5] = every
    moved[last, 5] = every[:, 0]
    moved[first, 6] = table[first, 4]
    total, moved = running(table), running(moved)
    here = total[at]
    links, after = moved[at, :5] - here, total[-1] - here
    before, fresh = here[:, 0], moved[:, 6]
    return [
        links[:, 0] / np.maximum(after[:, 0], 1),
        (links[:, 1] + 0.3) / (after[:, 1] + 2),
        (links[:, 2] + 0.3) / (after[:, 2] + 1.5),
        (links[:, 3] + 0.3) / (after[:, 3] + 3),
        (before - moved[at, 5]) / np.maximum(before, 1),
        np.log1p(links[:, 1]),
        np.log1p(links[:, 2]),
        np.log1p(after[:, 2]),
        (fresh[at] - fresh[from_]) / np.maximum(here[:, 4] - total[from_, 4], 1),
        (fresh[until] - fresh[at]) / np.maximum(total[until, 4] - here[:, 4], 1),
    ]


def running(table: Columns) -> Columns:
    """Sums of the rows before each row, and of all at the end."""
    sums = np.zeros((len(table) + 1, table.shape[1]), dtype=np.float32)
    table.cumsum(axis=0, out=sums[1:])
    return sums


def _lengths(place: Offsets, count: int) -> list[Numbers]:
    head, tail = np.log(place), np.log(count - place)
    return [head, tail, np.minimum(head, tail), place / count, np.full(len(place), np.log(len(place) + 1))]
