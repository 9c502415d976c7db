"""DUP105: the document is two copies of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Finding, Mask, Row, Rule
from spinlint_rules.duplication.rows import may_repeat
from spinlint_rules.duplication.sections import EXACT, cut_later, duplicate_sections, first_copy, is_doubled, spans

_NOTICE = (
    "The library will be closed from 3 to 14 August while the heating is replaced.\n\n"
    "Books that fall due in these two weeks may be kept until the end of the month. The box at the side door stays "
    "open, and the branch at the station has longer hours."
)


@dataclass(frozen=True)
class DoubledDocument(Rule):
    """The whole text stands here twice, one copy after the other.

    The usual causes are a scraper that reads the mobile and the desktop version of one page, and a careless paste.
    `--fix` keeps the first copy where both agree in every word.
    """

    code = "DUP105"
    name = "doubled-document"

    bad = (_NOTICE + "\n\n<<" + _NOTICE + ">>", _NOTICE + "\n<<" + _NOTICE + ">>\n")
    good = (_NOTICE, _NOTICE + "\n\nThe lift is not affected by the work, the architect said.")

    def may_find(self, row: Row) -> Mask:
        return row.fact(may_repeat)

    def check(self, document: Document) -> Iterator[Finding]:
        for repeat in document.fact(duplicate_sections):
            if not is_doubled(document, repeat):
                continue
            first, later = spans(document, repeat)
            safe = repeat.same >= EXACT
            fix = cut_later(document, repeat, safe=safe)
            yield self.finding(
                later,
                "the text is two copies of itself: the second starts here",
                confidence=0.99 if safe else 0.9,
                related=first_copy(document, first),
                fix=fix,
            )
            return
