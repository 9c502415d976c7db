"""QLT103: more figures than words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Document, Finding, Mask, Row, Rule, Severity, option
from spinlint_rules.grams import first_line

_NUMERIC = 4


@dataclass(frozen=True)
class MostlyFigures(Rule):
    """A large part of the words are numbers or codes.

    It is a table, a log or a price list rather than prose, and what is said of its wording means little. The Gopher
    corpus asked for a letter in 80 % of the words (Rae et al. 2021, table A1; `GopherQualityFilter` in datatrove). With
    codes such as "B2" counted as figures, 15 of 2,505 clean documents exceed 30 %: earnings and release tables.
    """

    code = "QLT103"
    name = "mostly-figures"
    severity = Severity.NOTE
    min_words = 20
    bad = (
        "<<Profit 42 cts against 21 cts>>\nNet 19 million against 9.5\nSales 101.2 against 65\nShares 46 against 46",
    )
    good = ("In 2019 the company had 42 shops and 311 people, twice as many as in 2015, none of them in debt.",)

    most: float = option(0.3, "share of the words that may hold a digit")

    def may_find(self, row: Row) -> Mask:
        return row.count_where(row.words.kind & _NUMERIC != 0) / np.maximum(row.sizes, 1) > self.most

    def check(self, document: Document) -> Iterator[Finding]:
        share = np.count_nonzero(document.words.kind & _NUMERIC) / len(document.words)
        if share > self.most:
            yield self.finding(first_line(document), f"{share:.0%} of the words are figures")
