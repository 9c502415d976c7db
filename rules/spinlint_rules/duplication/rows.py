"""Which documents of a row hold something that stands twice: what the rules ask before they look at one alone."""

from __future__ import annotations

import numpy as np

from spinlint import Mask, Row
from spinlint_rules.duplication.seeds import Keys, Offsets, crowded, row_seeds

_LOW = (1 << 32) - 1


def may_repeat(row: Row) -> Mask:
    """A fact: the documents with a place where seeds crowd."""
    return row.having(crowded(row.fact(row_seeds)) & _LOW)


def row_blocks(row: Row) -> tuple[Offsets, Keys, Offsets]:
    """A fact: of all blocks of all documents the first word, the sum of the word keys, the number of the document."""
    words = row.words
    first = words.start.searchsorted(row.paragraphs.start)
    first = first[np.append(first[1:], len(words)) > first]
    if not len(first):
        return first, words.key[:0], first
    return first, np.add.reduceat(words.key, first), row.text.take(first)
