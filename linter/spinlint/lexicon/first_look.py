"""The first look at the breaks of a row of documents: `may_break` and `informative`, for all of them at once."""

from __future__ import annotations

import numpy as np

from spinlint.lexicon.boundary import load_model, may_break, passes
from spinlint.lexicon.cohesion import LEAST_WORDS
from spinlint.lexicon.overlap import SLOTS, Numbers, evidence, informative, weigh_words
from spinlint.text.blocks import find_blocks, tell_blocks
from spinlint.text.row import Row
from spinlint.text.spans import Offsets


def tell_breaks(row: Row) -> None:
    """Tell each document its blocks, its informative words, and whether another text may start in it."""
    tell_blocks(row)
    telling, told, slot = weigh_words(row.words.key)
    bounds = telling.searchsorted(row.bounds)
    for document, before, first, last in zip(
        row.documents, row.bounds.tolist(), bounds[:-1].tolist(), bounds[1:].tolist(), strict=False
    ):
        document.tell(informative, (telling[first:last] - before, told[first:last], slot[first:last]))
    firsts = [document.fact(find_blocks).first for document in row.documents]
    place = np.concatenate(firsts)
    text = np.arange(len(row)).repeat([len(first) for first in firsts])
    inside = ((place >= LEAST_WORDS) & (place <= row.sizes.take(text) - LEAST_WORDS)).nonzero()[0]
    place, text = place.take(inside), text.take(inside)
    model = load_model()
    answer = np.zeros(len(row), dtype=bool)
    if model is not None and len(place):
        at = telling.searchsorted(place + row.bounds.take(text))
        shared = _overlaps(told, slot, bounds, at, text)
        answer[text[passes(evidence(shared, place, row.sizes.take(text)), model)]] = True
    for document, may in zip(row.documents, answer.tolist(), strict=True):
        document.tell(may_break, may)


def _overlaps(told: Numbers, slot: Offsets, bounds: Offsets, at: Offsets, text: Offsets) -> Numbers:
    """As `overlap`, for places of several documents: `at` among the informative words, which start at `bounds`."""
    count = len(told)
    own = np.arange(len(bounds) - 1).repeat(bounds[1:] - bounds[:-1]) * SLOTS + slot
    seen = np.empty((len(bounds) - 1) * SLOTS, dtype=np.int32)
    seen[own[::-1]] = np.arange(count - 1, -1, -1)  # backwards: what remains is where each word stands first
    moved = np.bincount(seen.take(own), told, count) - told
    links, total = np.zeros(count + 1), np.zeros(count + 1)  # whole numbers: the same sums in any company
    moved.cumsum(out=links[1:])
    told.cumsum(out=total[1:])
    shared: Numbers = links.take(at) / np.maximum(total.take(bounds.take(text + 1)) - total.take(at), 1)
    shared[bounds.take(text + 1) == bounds.take(text)] = 1.0
    return shared
