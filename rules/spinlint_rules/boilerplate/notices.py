"""BPL102: a cookie notice or a call to subscribe within the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import CueKind, Document, Finding, Mask, Row, Rule, find_blocks, row_cues
from spinlint_rules.boilerplate.runs import cue_runs
from spinlint_rules.cutting import cutting

_TEXT = "The chess club meets in the old fire station now. Rent is lower there, and the pole is popular.\n\n"


@dataclass(frozen=True)
class CookieOrNewsletterBlock(Rule):
    """A cookie notice or a call to subscribe to a newsletter stands in the text.

    Pages put these between the paragraphs, and they stay behind when the page is turned into text. `--fix` cuts them
    at the end of a document only.
    """

    code = "BPL102"
    name = "cookie-or-newsletter-block"

    bad = (
        _TEXT + "<<Sign up for our weekly newsletter>>\n\nTwo boards were lost in the move, says the treasurer.",
        _TEXT + "<<This website uses cookies>>",
    )
    good = (
        _TEXT,
        _TEXT
        + "The treasurer bakes cookies for the tournament, and anyone who signs up gets one before the first move.",
    )

    def may_find(self, row: Row) -> Mask:
        return row.fact(row_cues)

    def check(self, document: Document) -> Iterator[Finding]:
        blocks = document.fact(find_blocks)
        for first, until in cue_runs(document, (CueKind.COOKIES, CueKind.NEWSLETTER)):
            fix = cutting(document, blocks, first, until, safe=True) if until == len(blocks) and first else None
            yield self.finding(
                blocks.span(first, until), "a notice of the website within the text", confidence=0.95, fix=fix
            )
