"""Places where the same words stand on both sides of a joining word: "safe and safe", "from London to London"."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spinlint import Document, Mask, Row, Span, word_key

JOINERS = {word_key(word): word for word in ("and", "or", "nor", "to")}
_STRONG = 2  # the gap before a word that a sentence or clause end precedes


@dataclass(frozen=True, slots=True)
class Mirror:
    """Words `first` to `first + length - 1` are repeated after one joining word. `length` is 1 or 2."""

    first: int
    length: int
    joiner: str

    @property
    def last(self) -> int:
        """The last word of the second side."""
        return self.first + 2 * self.length

    def left(self, document: Document) -> Span:
        """The place of the first side."""
        return document.words.span(self.first, self.first + self.length - 1)

    def right(self, document: Document) -> Span:
        """The place of the second side."""
        return document.words.span(self.last - self.length + 1, self.last)


def mirroring(row: Row) -> Mask:
    """Which documents of a row hold a mirror; to be asked as `row.fact(mirroring)`."""
    key, gap = row.words.key, row.words.gap
    same = (key[:-2] == key[2:]).nonzero()[0]
    near = [first for first in same.tolist() if int(key[first + 1]) in JOINERS]
    pairs = key[:-3] == key[3:]
    far = (pairs[:-1] & pairs[1:]).nonzero()[0].tolist()
    near += [first for first in far if int(key[first + 2]) in JOINERS]
    places = np.array(near, dtype=np.intp)
    return row.having(places[(gap.take(places + 1) != _STRONG) & (gap.take(places + 2) != _STRONG)])


def find_mirrors(document: Document) -> tuple[Mirror, ...]:
    """All mirrors in order, the longer one where two end at one word; no sentence or clause ends within one."""
    key, gap = document.words.key, document.words.gap
    pairs = key[:-3] == key[3:]
    found: dict[int, Mirror] = {}
    for length, alike in ((2, pairs[:-1] & pairs[1:]), (1, key[:-2] == key[2:])):
        for first in alike.nonzero()[0].tolist():
            joiner = JOINERS.get(int(key[first + length]))
            last = first + 2 * length
            if joiner and last not in found and not (gap[first + 1 : last + 1] == _STRONG).any():
                found[last] = Mirror(first, length, joiner)
    return tuple(sorted(found.values(), key=lambda mirror: mirror.first))
