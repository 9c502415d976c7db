"""Which documents of a row hold something that stands twice: what the rules ask before they look at one alone."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from spinlint import Mask, Row
from spinlint_rules.duplication.seeds import crowded, find_crowded, row_seeds

_LOW = (1 << 32) - 1


def may_repeat(row: Row) -> Mask:
    """A fact: the documents with a place where seeds crowd; each of them is told its own."""
    codes = crowded(row.fact(row_seeds))
    text = row.text.take(codes & _LOW)
    order = text.argsort(kind="stable")
    codes, text = codes.take(order), text.take(order)
    codes -= row.bounds.take(text)
    bounds = [0, *((text[1:] != text[:-1]).nonzero()[0] + 1).tolist(), len(text)]
    for first, last in pairwise(bounds if len(text) else ()):
        row.documents[text[first]].tell(find_crowded, codes[first:last])
    answer = np.zeros(len(row), dtype=bool)
    answer[text] = True
    return answer
