"""DUP101: a paragraph, section or run of paragraphs stands twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Finding, Mask, Row, Rule, Severity
from spinlint_rules.duplication.rows import may_repeat
from spinlint_rules.duplication.sections import EXACT, cut_later, duplicate_sections, first_copy, is_doubled, spans
from spinlint_rules.grams import is_verse

_FERRY = (
    "The ferry to the outer islands will not run before May, the harbour office said on Monday, because the new "
    "engine has to pass a second inspection.\n\n"
)
_SHOPS = (
    "Shopkeepers on the islands have asked the county for help, since deliveries by plane cost three times as much.\n\n"
)
_REFRAIN = (
    "Row, row on,\nThe night is gone.\n\nThe tide was low when Maggie came\n\nRow, row on,\nThe night is gone.\n\n"
)
_QUOTED = (
    "I would not trust the old bridge with anything heavier than a bicycle, and I have told the council so twice.\n\n"
    "> I would not trust the old bridge with anything heavier than a bicycle, and I have told the council so twice.\n\n"
    "You said that already."
)
_SURE = 25
"""Words from which on a copy is a warning: leaflets and technical drafts repeat single sentences on purpose."""


@dataclass(frozen=True)
class DuplicateSection(Rule):
    """The same paragraph or section stands in the document twice.

    A page that was scraped twice over, a story glued on again below a "Popular" heading, a block that was pasted once
    too often: the reader meets the same text again, and a corpus counts it double. The later copy is marked and the
    first one named. Keep the one that stands where it belongs; `--fix` cuts the later copy.

    Only whole blocks of prose of at least 16 words count (from 24 words on of anything but code), so refrains,
    headings, short tables and quoted mail do not; nor does anything in verse. Below 25 words it is a note.
    Known false alarms: judgments that quote one clause twice, leaflets that repeat a warning (together under 0.5 % of
    2,505 clean documents; as many more are copies indeed).
    """

    code = "DUP101"
    name = "duplicate-section"

    bad = (
        _FERRY + _SHOPS + "<<" + _FERRY.strip() + ">>",
        _FERRY
        + _SHOPS
        + "<<"
        + _FERRY
        + _SHOPS.strip()
        + ">>\n\nThe county answers next week, and not before its meeting on Tuesday, which "
        "is open to all who have to live with the new timetable and to those who wrote it, said the office.",
    )
    good = (_FERRY + _SHOPS, _REFRAIN + _FERRY, _QUOTED)

    def may_find(self, row: Row) -> Mask:
        return row.fact(may_repeat)

    def check(self, document: Document) -> Iterator[Finding]:
        for repeat in document.fact(duplicate_sections):
            if repeat.same < EXACT or is_doubled(document, repeat) or document.fact(is_verse):
                continue
            first, later = spans(document, repeat)
            fix = cut_later(document, repeat, safe=True)
            yield self.finding(
                later,
                f"these {repeat.size} words already stand at line {document.position(first.start).line}",
                confidence=0.99,
                related=first_copy(document, first),
                fix=fix,
                severity=Severity.NOTE if repeat.size < _SURE else None,
            )
