"""QLT102: more marks than words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spinlint import Document, Finding, Mask, Row, Rule, Severity, option
from spinlint_rules.grams import first_line

_POINT, _ELLIPSIS = ord("."), ord("…")


@dataclass(frozen=True)
class MostlySymbols(Rule):
    """There is a hash sign or an ellipsis for every few words.

    Such texts are lists of tags, clipped teasers, or what is left of a page whose middle was cut out. The bound, one in
    ten words, is that of the Gopher corpus (Rae et al. 2021, table A1; `GopherQualityFilter` in datatrove). Of 2,505
    clean documents 3 exceed it, all from Usenet.
    """

    code = "QLT102"
    name = "mostly-symbols"
    severity = Severity.NOTE
    min_words = 15
    bad = ("<<#travel #beach #sun #fun>>\nA day at sea #boat #blue #sea and ... then we had ... lunch ... by a wall.",)
    good = ("We had a day at sea ... and then lunch by the old harbour, where the boats are #1 in colour.",)

    most: float = option(0.1, "hash signs and ellipses per word")

    def may_find(self, row: Row) -> Mask:
        return row.sign_count("#") + row.fact(row_ellipses) > self.most * row.sizes

    def check(self, document: Document) -> Iterator[Finding]:
        hashes, dots = document.prose.count("#"), document.fact(count_ellipses)
        if hashes + dots > self.most * len(document.words):
            message = f"{hashes} hash signs and {dots} ellipses in {len(document.words)} words"
            yield self.finding(first_line(document), message)


def row_ellipses(row: Row) -> npt.NDArray[np.intp]:
    """For each document of a row, at least as many as `count_ellipses` finds; to be asked as a fact of the row."""
    code = row.codes.take(row.signs)
    points = row.signs[code == _POINT]
    three = points[2:][points[2:] - points[:-2] == 2]
    return np.bincount(row.at(np.concatenate((three, row.signs[code == _ELLIPSIS]))), minlength=len(row))


def count_ellipses(document: Document) -> int:
    """Three dots in a row, or the character for them."""
    return document.prose.count("...") + document.prose.count("…")
