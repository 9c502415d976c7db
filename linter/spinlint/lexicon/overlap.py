"""A first look at a document's breaks, cheap enough for every document: do the informative words of one side recur?

In sound documents they do, so that this spares nine in ten of them the full measurement (see `cohesion`). The price
is paid in precision: words are told apart by 14 bits of their keys, and only their overlap is looked at.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.vectors import SLOT_BITS, load_vectors
from spinlint.text.document import Document
from spinlint.text.spans import Offsets
from spinlint.text.words import Keys

Numbers = npt.NDArray[np.float64]

_LEAST_IDF = 3.5
_UNKNOWN_IDF = 9.0
_STEPS = 20
"""Steps of the rounded IDF per unit: 9.0 is 180."""
_TO_SLOT = np.uint64(64 - SLOT_BITS)
_SHIFT, SLOTS = np.uint64(50), 1 << 14


@lru_cache(maxsize=1)
def _weights() -> npt.NDArray[np.uint8]:
    """The rounded IDF of the word in each slot, 0 for words that say little; unknown words count as rare."""
    vectors = load_vectors()
    table = np.full(1 << SLOT_BITS, round(_UNKNOWN_IDF * _STEPS), dtype=np.uint8)
    if vectors is not None:
        idf = np.where(vectors.idf > _LEAST_IDF, np.minimum(vectors.idf, 12) * _STEPS, 0)
        # Backwards, so that of two words in one slot the more frequent one counts.
        table[(vectors.keys >> np.uint64(64 - SLOT_BITS))[::-1]] = idf.astype(np.uint8)[::-1]
    return table


def informative(document: Document) -> tuple[Offsets, Numbers, Offsets]:
    """A fact: the words that say something, what each weighs, and the 14 bits by which they are told apart."""
    return weigh_words(document.words.key)


def weigh_words(keys: Keys) -> tuple[Offsets, Numbers, Offsets]:
    """As `informative`, by the keys of words."""
    weight = _weights().take(keys >> _TO_SLOT)
    telling = weight.nonzero()[0]
    return telling, weight.take(telling).astype(np.float64), (keys.take(telling) >> _SHIFT).view(np.int64)


def overlap(document: Document, place: Offsets) -> Numbers:
    """For each place (index of a word): the share of the informative words from there on that stood before it."""
    telling, told, slot = document.fact(informative)
    count = len(telling)
    if not count:
        return np.ones(len(place))
    # Written backwards, so that what remains is where each word stands first.
    seen = np.empty(SLOTS, dtype=np.int16 if count < 1 << 15 else np.intp)
    seen[slot[::-1]] = np.arange(count - 1, -1, -1)
    moved = np.bincount(seen.take(slot), told, count) - told
    links, total = np.zeros(count + 1), np.zeros(count + 1)  # up to before each word
    moved.cumsum(out=links[1:])
    told.cumsum(out=total[1:])
    at = telling.searchsorted(place)
    shared: Numbers = links.take(at) / np.maximum(total[-1] - total.take(at), 1)
    return shared


def evidence(shared: Numbers, place: Offsets, count: int | Offsets) -> Numbers:
    """What the gate's verdict is a linear function of, one row per break: overlap and lengths."""
    head, tail = np.log(place) - 5, np.log(count - place) - 5
    columns = np.empty((6, len(place)))
    columns[0], columns[1], columns[2] = shared, head, tail
    columns[3], columns[4], columns[5] = np.minimum(head, tail), head * tail, shared * tail
    return columns.T
