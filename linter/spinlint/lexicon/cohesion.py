"""How well what stands before each break of a document goes with what stands after it.

For every place where a block ends, numbers say how far the vocabulary, the names and the figures on both sides are
the same, how near in meaning the sides are (word vectors), over the whole sides and close to the break, and how the
form changes. The boundary model weighs them; none of them alone tells an appended story from a change of topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.breaks import Breaks, breaks_of, row_of
from spinlint.lexicon.form import FORM, measure_form
from spinlint.lexicon.identity import IDENTITY, Columns, Identity, measure_identity
from spinlint.lexicon.vectors import Matrix, Rows, WordVectors, load_vectors
from spinlint.text.document import Document
from spinlint.text.row import Row, bounds_of
from spinlint.text.spans import Offsets

Numbers = npt.NDArray[Any]

_WINDOWS = (60, 150)
"""Words to either side of a break that are compared."""
COLUMNS = (*IDENTITY, "cosine", "cosine_60", "cosine_150", "within_head", "within_tail", "drop", *FORM)


@dataclass(frozen=True, eq=False, slots=True)
class Cohesion:
    """The breaks of a document: `block` is the block that starts after each, `columns` one row of numbers per break."""

    block: Offsets
    columns: Columns


def measure_cohesion(document: Document) -> Cohesion | None:
    """A fact: the numbers of every break with enough words on both sides; None where there is no such break."""
    identity, vectors = document.fact(measure_identity), load_vectors()
    if identity is None or vectors is None:
        return None
    return measure_cohesions(row_of(document), [(0, identity)], vectors)[0]


def measure_cohesions(row: Row, measured: Sequence[tuple[int, Identity]], vectors: WordVectors) -> list[Cohesion]:
    """The same of several documents of a row, by their numbers there."""
    identities = [identity for _, identity in measured]
    breaks = breaks_of(row, [number for number, _ in measured], [identity.block for identity in identities])
    parts = (*_meaning(identities, vectors, breaks), *measure_form(breaks))
    own = np.concatenate([identity.columns for identity in identities])
    columns = np.concatenate((own, np.stack(parts, axis=1).astype(np.float32)), axis=1)
    return [
        Cohesion(identity.block, columns[first:last])
        for identity, (first, last) in zip(identities, pairwise(breaks.bounds.tolist()), strict=True)
    ]


def _meaning(identities: Sequence[Identity], vectors: WordVectors, breaks: Breaks) -> list[Numbers]:
    """Nearness in meaning, from running sums of the vectors of the informative words."""
    before, count = breaks.before, breaks.count
    bounds = [before, before // 2, (before + count) // 2]
    for width in _WINDOWS:
        bounds += [np.maximum(before - width, 0), np.minimum(before + width, count)]
    sums, start = running_vectors(vectors, [identity.rows for identity in identities])
    meant = [identity.meant + first for identity, first in zip(identities, breaks.first.tolist(), strict=True)]
    places = np.concatenate(meant).searchsorted(np.stack(bounds) + breaks.first.take(breaks.text)) + breaks.text
    here, head_middle, tail_middle, left, right, far_left, far_right = sums[places]
    whole = sums[start[1:] - 1].take(breaks.text, axis=0)
    ones = np.stack((here, here - left, here - far_left, head_middle, tail_middle - here))
    others = np.stack((whole - here, right - here, far_right - here, here - head_middle, whole - tail_middle))
    cosine, close, near, within_head, within_tail = cosines(ones, others)
    return [cosine, close, near, within_head, within_tail, np.minimum(within_head, within_tail) - cosine]


def running_vectors(vectors: WordVectors, rows: Sequence[Rows]) -> tuple[Matrix, Offsets]:
    """Running sums of the weighted vectors of the words of several documents, each from nought on; and where those of
    each start, and the end of the last."""
    start = bounds_of(np.array([len(each) + 1 for each in rows], dtype=np.intp))
    weighted = vectors.weighted(np.concatenate(rows))
    sums = np.empty((int(start[-1]), vectors.dimensions), dtype=np.float32)
    sums[start[:-1]] = 0
    for number, (first, last) in enumerate(pairwise(start.tolist())):
        weighted[first - number : last - number - 1].cumsum(axis=0, out=sums[first + 1 : last])
    return sums, start


def cosines(one: Columns, other: Columns) -> Numbers:
    """The cosine of each pair of vectors, which lie along the last axis."""
    lengths = np.einsum("...j,...j->...", one, one) * np.einsum("...j,...j->...", other, other)
    nearness: Numbers = np.einsum("...j,...j->...", one, other) / np.sqrt(np.maximum(lengths, 1e-9))
    return nearness
