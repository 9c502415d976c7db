"""GEN102: Markdown where nothing will render it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Finding, Mask, Related, Row, Rule, Severity, Span, option

_BOLD = re.compile(r"(?<![\w*\\])\*\*(?=[^\s*])[^*\n]{1,120}?(?<=[^\s*])\*\*(?![\w*])")
_HEADING = re.compile(r"^#{2,6} +[A-Z0-9][^\n#]{2,80}$", re.MULTILINE)


@dataclass(frozen=True)
class MarkdownResidue(Rule):
    """Markdown signs stand in a text that is not Markdown.

    Chat assistants answer in Markdown. Where their answer is pasted into a form or a plain file, `**bold**` and
    `## Heading` remain. So do they where a Markdown file was given another name: then rename it.

    In 2,505 clean plain texts only technical documents in another notation (reStructuredText) have them, 16 of 157.
    """

    code = "GEN102"
    name = "markdown-residue"
    severity = Severity.NOTE
    bad = (
        "<<**Tallinn**>> is worth a visit in winter.\n\nThe **old town** is small, and the **harbour** is near.",
        "<<## Getting there>>\n\nTake the ferry.\n\n## Where to eat\n\nIn the market hall.",
    )
    good = (
        "The footnotes are marked with * and **, as usual. 2**3**2 is 512, and he wrote *very* softly.",
        "Ticket ## 12 was ours. #boat #sea\n# one heading is nothing",
    )

    least: int = option(2, "marks from which on they are reported")

    def may_find(self, row: Row) -> Mask:
        return (row.sign_count("*") > 1) | (row.sign_count("#") > 1) | row.blanked

    def check(self, document: Document) -> Iterator[Finding]:
        text = document.text
        if document.markup != "text" or not ("**" in text or "## " in text):
            return
        places = sorted(Span(*match.span()) for pattern in (_BOLD, _HEADING) for match in pattern.finditer(text))
        if len(places) >= self.least:
            related = tuple(Related(place, "and here") for place in places[1:6])
            yield self.finding(places[0], f"{len(places)} signs of Markdown in plain text", related=related)
