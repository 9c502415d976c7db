"""How well what stands before each break of a document goes with what stands after it.

For every place where a block ends, numbers say how far the vocabulary, the names and the figures on both sides are
the same, how near in meaning the sides are (word vectors), over the whole sides and close to the break, and how the
form changes. The boundary model weighs them; none of them alone tells an appended story from a change of topic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.form import FORM, measure_form
from spinlint.lexicon.identity import IDENTITY, Columns, Identity, measure_identity, running
from spinlint.lexicon.vectors import WordVectors, load_vectors
from spinlint.text.blocks import find_blocks
from spinlint.text.document import Document
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
    place = document.fact(find_blocks).first.take(identity.block)
    parts = (*_meaning(identity, vectors, place, len(document.words)), *measure_form(document, identity.block))
    columns = np.concatenate((identity.columns, np.stack(parts, axis=1).astype(np.float32)), axis=1)
    return Cohesion(identity.block, columns)


def _meaning(identity: Identity, vectors: WordVectors, place: Offsets, count: int) -> list[Numbers]:
    """Nearness in meaning, from running sums of the vectors of the informative words."""
    bounds = [place, place // 2, (place + count) // 2]
    for width in _WINDOWS:
        bounds += [np.maximum(place - width, 0), np.minimum(place + width, count)]
    sums = running(vectors.weighted(identity.rows))
    at = sums[identity.meant.searchsorted(np.stack(bounds))]
    here, head_middle, tail_middle, left, right, far_left, far_right = at
    ones = np.stack((here, here - left, here - far_left, head_middle, tail_middle - here))
    others = np.stack((sums[-1] - here, right - here, far_right - here, here - head_middle, sums[-1] - tail_middle))
    cosine, close, near, within_head, within_tail = cosines(ones, others)
    return [cosine, close, near, within_head, within_tail, np.minimum(within_head, within_tail) - cosine]


def cosines(one: Columns, other: Columns) -> Numbers:
    """The cosine of each pair of vectors, which lie along the last axis."""
    lengths = np.einsum("...j,...j->...", one, one) * np.einsum("...j,...j->...", other, other)
    nearness: Numbers = np.einsum("...j,...j->...", one, other) / np.sqrt(np.maximum(lengths, 1e-9))
    return nearness
