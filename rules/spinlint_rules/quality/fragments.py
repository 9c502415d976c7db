"""QLT105: lines that are cut off, or a list that is all there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Document, Finding, Mask, Row, Rule, Severity, option
from spinlint_rules.grams import first_line
from spinlint_rules.quality.symbols import count_ellipses, row_ellipses

_BULLETS = frozenset("•●▪‣*-")
_HYPHEN, _BLANK = ord("-"), ord(" ")
_IS_BULLET = np.zeros(0x110000, dtype=bool)
_IS_BULLET[[ord(bullet) for bullet in _BULLETS]] = True


@dataclass(frozen=True)
class MostlyFragments(Rule):
    """Most lines are list items, or many end in an ellipsis.

    A page of teasers ("Read on ...") or a bare list was taken for an article. The bounds are those of the Gopher
    corpus: 90 % list items, 30 % lines that end in an ellipsis (Rae et al. 2021, table A1; `GopherQualityFilter` in
    datatrove); texts of fewer than five lines are left alone. 2 of 2,505 clean documents.
    """

    code = "QLT105"
    name = "mostly-fragments"
    severity = Severity.NOTE
    min_words = 20
    bad = (
        "<<Ferry strike enters its second week ...>>\nHow to plant a pear tree in a pot ...\nThe best soup for winter\n"
        "Mayor opens new bridge ...\nWhat to do when the boiler ...\nContact us",
    )
    good = (
        "She waited ... and waited.\nNobody came.\nThe lamp went out ...\nAt six the bus arrived.\nShe took it.\n"
        "It was empty, and it smelt of rain.",
    )

    least: int = option(5, "lines from which on a text is looked at")
    bullets: float = option(0.9, "share of the lines that may be list items")
    ellipses: float = option(0.3, "share of the lines that may end in an ellipsis")

    def may_find(self, row: Row) -> Mask:
        return (row.fact(row_ellipses) > self.ellipses * self.least) | _may_be_lists(row)

    def check(self, document: Document) -> Iterator[Finding]:
        text = document.text
        if document.fact(count_ellipses) <= self.ellipses * self.least and not _may_be_list(text):
            return
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < self.least:
            return
        cut_off = sum(line.rstrip(')]"”’ ').endswith(("...", "…")) for line in lines) / len(lines)
        listed = sum(_is_item(line.lstrip()) for line in lines) / len(lines)
        if cut_off > self.ellipses:
            yield self.finding(first_line(document), f"{cut_off:.0%} of the lines end in an ellipsis")
        if listed > self.bullets:
            yield self.finding(first_line(document), f"{listed:.0%} of the lines are list items")


def _is_item(line: str) -> bool:
    return line[:1] in _BULLETS and line[1:2].isspace()


def _may_be_lists(row: Row) -> Mask:
    """Which documents of a row have a bullet at the start of a line."""
    codes = row.codes
    bullets = (codes == _HYPHEN).nonzero()[0], row.signs[_IS_BULLET.take(codes.take(row.signs))]
    places = np.concatenate(bullets)
    before, above, after = (codes.take(places + step, mode="clip") for step in (-1, -2, 1))
    opening = (
        (before < _BLANK) | (before > 127) | (before == _BLANK) & ((above <= _BLANK) | (above > 127)) | (places < 2)
    )
    return row.holding(places[opening & ((after <= _BLANK) | (after > 127))])


def _may_be_list(text: str) -> bool:
    """Whether one of three lines taken from the text is a list item: in a bare list nearly all are."""
    for quarter in (1, 2, 3):
        start = text.find("\n", quarter * len(text) // 4) + 1
        if _is_item(text[start : start + 40].lstrip()):
            return True
    return False
