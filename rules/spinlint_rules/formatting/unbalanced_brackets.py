"""FMT103: a bracket without its partner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Document, Finding, Mask, Row, Rule, Severity, Span

# Signs of code, tables and drawings, where brackets follow other laws.
_CODE = frozenset("={}\\|_<>`~#$")
_PAIRS = {"(": ")", "[": "]"}


@dataclass(frozen=True)
class UnbalancedBrackets(Rule):
    """A bracket is opened and not closed in its paragraph, or closed and never opened.

    Where half of a pair is missing, a piece of the sentence often is as well: cut off by a copy, a page end, or a
    program. Look at the source.

    Item marks ("a)", "1)"), emoticons and paragraphs with several loose brackets or signs of code are left alone.
    A note: 1.4 % of 2,505 clean documents have one.
    """

    code = "FMT103"
    name = "unbalanced-brackets"
    severity = Severity.NOTE
    bad = (
        "The new bridge <<(>>built in 1998 was closed for repairs.",
        "They met in spring, as the report says<<]>>, and parted in autumn.",
    )
    good = (
        "The bridge (built in 1998) was closed [by whom?].",
        "We need a) bread, b) salt and 3) time. Nice :) or not :(",
        "It ends here (see below, where the map [of 1998] is).",
    )

    def may_find(self, row: Row) -> Mask:
        loose = np.zeros(len(row), dtype=bool)
        for opening, closing in _PAIRS.items():
            loose |= row.sign_count(opening) != row.sign_count(closing)
        return loose

    def check(self, document: Document) -> Iterator[Finding]:
        prose = document.prose
        for opening, closing in _PAIRS.items():
            if (opening not in prose and closing not in prose) or prose.count(opening) == prose.count(closing):
                continue
            for paragraph in document.paragraphs:
                text = paragraph.cut(prose)
                loose = _loose(text, opening, closing)
                if len(loose) == 1 and _CODE.isdisjoint(text):
                    place = paragraph.start + loose[0]
                    missing = closing if prose[place] == opening else opening
                    yield self.finding(Span(place, place + 1), f"without its {missing!r}", confidence=0.6)


def _loose(text: str, opening: str, closing: str) -> list[int]:
    """Where brackets without partners stand."""
    if text.count(opening) == text.count(closing):
        return []
    still_open: list[int] = []
    loose: list[int] = []
    for place, character in enumerate(text):
        if character == opening:
            still_open.append(place)
        elif character == closing:
            if still_open:
                still_open.pop()
            elif not _marks_item(text, place):
                loose.append(place)
    return loose + [place for place in still_open if not _smiles(text, place)]


def _marks_item(text: str, place: int) -> bool:
    """Whether a closing bracket ends "a)", "12)" or an emoticon."""
    start = place
    while start > 0 and text[start - 1].isalnum() and place - start < 4:
        start -= 1
    mark = text[start:place]
    short = len(mark) == 1 or mark.isdigit() or (mark != "" and set(mark.lower()) <= set("ivx"))
    return (short and (start == 0 or text[start - 1].isspace())) or _smiles(text, place)


def _smiles(text: str, place: int) -> bool:
    return text[place - 1 : place] in tuple(":;-=^") and place > 0
