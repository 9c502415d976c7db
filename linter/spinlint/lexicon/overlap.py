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
Informative = tuple[Offsets, Numbers, Offsets]

_LEAST_IDF = 3.5
_UNKNOWN_IDF = 9.0
_STEPS = 20
"""Steps of the rounded IDF per unit: 9.0 is 180."""
_TO_SLOT = np.uint64(64 - SLOT_BITS)
_USUAL = 0.3
"""Overlap at a break of a sound document (dev/clean_panel, in the median)."""
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


def informative(document: Document) -> Informative:
    """A fact: the words that say something, what each weighs, and the 14 bits by which they are told apart."""
    return weigh(document.words.key)


def weigh(keys: Keys) -> Informative:
    """Likewise, of words with these keys."""
    weight = _weights().take(keys >> _TO_SLOT)
    telling = weight.nonzero()[0]
    return telling, weight.take(telling).astype(np.float64), (keys.take(telling) >> _SHIFT).view(np.int64)


def evidence(shared: Numbers, back: Numbers, place: Offsets, count: Offsets, text: Offsets) -> Numbers:
    """What the gate's verdict is a linear function of, one column per break: overlap both ways, lengths, and depth
    among the other breaks of the document (two breaks of the usual overlap are added to them).

    `place`, `count`: the words before the break, and of the document; `text`: the number of its document.
    """
    head, tail = np.log(place) - 5, np.log(count - place) - 5
    others = (np.bincount(text, shared) + 2 * _USUAL).take(text) - shared
    among = others / (np.bincount(text).take(text) + 1)
    least = np.minimum(head, tail)
    return np.stack((shared, head, tail, least, head * tail, shared * tail, among, back, back * head))
