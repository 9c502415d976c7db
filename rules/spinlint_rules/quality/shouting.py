"""QLT104: text in capitals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Document, Finding, Mask, Row, Rule, Severity, option
from spinlint_rules.grams import first_line

_ALL_CAPITALS = 2


@dataclass(frozen=True)
class Shouting(Rule):
    """A large part of the words are written in capitals.

    Advertising, chain letters and old mainframe files look so. Most rules read names by their capitals and see less
    here. Of 2,505 clean documents 3 have more than 30 %.
    """

    code = "QLT104"
    name = "shouting"
    severity = Severity.NOTE
    min_words = 20
    bad = ("<<BUY NOW AND SAVE!>>\nTHIS OFFER ENDS TODAY. OUR BEST TEA, and free delivery TO YOUR DOOR ALL YEAR LONG.",)
    good = (
        "The BBC and the US Navy met NATO officers in the UK. They spoke of radar and of GPS for an hour, and had tea.",
    )

    most: float = option(0.3, "share of the words that may be in capitals (single letters do not count)")

    def may_find(self, row: Row) -> Mask:
        return row.count_where(row.words.kind & _ALL_CAPITALS != 0) / np.maximum(row.sizes, 1) > self.most

    def check(self, document: Document) -> Iterator[Finding]:
        share = np.count_nonzero(document.words.kind & _ALL_CAPITALS) / len(document.words)
        if share > self.most:
            yield self.finding(first_line(document), f"{share:.0%} of the words are in capitals")
