"""BPL101: lines of the page, not of the text: author box, comments, share buttons, footer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import CueKind, Document, Finding, Mask, Row, Rule, find_blocks, row_cues
from spinlint_rules.boilerplate.runs import cue_runs
from spinlint_rules.cutting import cutting

_TEXT = "The bakery on Mill Lane has closed after three generations. Its oven, built in 1921, goes to the museum.\n\n"


@dataclass(frozen=True)
class PageFurniture(Rule):
    """Lines that belong to the web page around the text: author box, comment form, share buttons, footer.

    "About the author", "Comments are closed.", "Share this:", "All rights reserved." say that a page was saved as
    text without looking. `--fix` cuts them where nothing but such lines follows.
    """

    code = "BPL101"
    name = "page-furniture"

    bad = (
        _TEXT + "<<About Author\n\nComments are closed.>>",
        _TEXT + "<<Leave a Reply>>",
        "The oven drew bakers from all over the county.\n\n<<Share this:\nFacebook\nTwitter>>\n\nIt burned "
        "beech wood and nothing else.",
    )
    good = (
        _TEXT + "Comments are closed, she wrote, because people had been unkind.",
        _TEXT + "The author thanks the museum.",
        "Discussion\n\n" + _TEXT,
    )

    def may_find(self, row: Row) -> Mask:
        return row.fact(row_cues)

    def check(self, document: Document) -> Iterator[Finding]:
        blocks = document.fact(find_blocks)
        for first, until in cue_runs(
            document, (CueKind.AUTHOR, CueKind.COMMENTS, CueKind.SHARE, CueKind.ADVERTISING, CueKind.FOOTER)
        ):
            fix = cutting(document, blocks, first, until, safe=True) if until == len(blocks) and first else None
            yield self.finding(
                blocks.span(first, until), "this belongs to the web page, not to the text", confidence=0.95, fix=fix
            )
