"""DUP106: the title stands again as the first line of the body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Blocks, Document, Finding, Mask, Row, Rule, Severity, Span, find_blocks, option, row_blocks
from spinlint_rules.cutting import cutting
from spinlint_rules.duplication.sections import first_copy

_LOOKED_AT = 4
"""Blocks after the title: a byline, a date and a caption may stand between it and the body."""

_BODY = "The ferry sails at noon again from Monday. Fares stay what they were, and bicycles travel free until October."
_TITLE = "Ferry to the outer islands sails again"


@dataclass(frozen=True)
class TitleAsBody(Rule):
    """The title of the document stands again at the start of its body.

    Templates print a title twice, once from the page's head and once from the article; generators open with the line
    that they were given. Either the title is repeated as a line of its own, which `--fix` cuts, or the first paragraph
    opens with it, word for word, and goes on.

    A note, since encyclopedias open with the name of their subject (2 of 2,505 clean documents).
    """

    code = "DUP106"
    name = "title-as-body"
    severity = Severity.NOTE

    bad = (
        f"{_TITLE}\n\n<<{_TITLE}>>\n\n{_BODY}",
        f"# {_TITLE}\n\nBy Marta Lindqvist\n\n<<{_TITLE}.>> {_BODY}",
    )
    good = (
        f"{_TITLE}\n\n{_BODY}",
        f"Ferry\n\nFerry\n\n{_BODY}",
        "And the band played on\n\nAnd the band played on,\nAnd the band played on,\nAnd we all went home.",
    )

    least: int = option(4, "words that the title must have")
    most: int = option(30, "words that it may have")

    def may_find(self, row: Row) -> Mask:
        blocks = row.fact(row_blocks)
        first, text = blocks.first[:-1], blocks.text
        opening = row.words.key.take(first)
        title = text.searchsorted(text)  # the first block of the document that each block stands in
        near = np.arange(len(text)) - title
        return row.having(first[(opening == opening.take(title)) & (near > 0) & (near < _LOOKED_AT)])

    def check(self, document: Document) -> Iterator[Finding]:
        blocks = document.fact(find_blocks)
        if len(blocks) < 3:
            return
        size = int(blocks.last[0] - blocks.first[0])
        if not self.least <= size <= self.most:
            return
        key = document.words.key
        title = key[blocks.first[0] : blocks.last[0]]
        for index in range(1, min(_LOOKED_AT, len(blocks))):
            start = int(blocks.first[index])
            if (
                key[start] == title[0]
                and start + size <= blocks.last[index]
                and (key[start : start + size] == title).all()
            ):
                yield from self._report(document, blocks, index, size)
                return

    def _report(self, document: Document, blocks: Blocks, index: int, size: int) -> Iterator[Finding]:
        """The finding on block `index`, unless the title comes back more often, as a refrain does."""
        if int((blocks.digest == blocks.digest[0]).sum()) > 2 or _ends_sentence(document, blocks):
            return
        whole = int(blocks.size[index]) == size
        end = int(document.words.end[blocks.first[index] + size - 1])
        if not whole:
            stop = document.prose[end : end + 1]
            if not stop or stop not in ".:!?-–—|":
                return  # the first sentence takes up the words of the title and goes on: a way to write
            end += 1
        yield self.finding(
            blocks.span(index) if whole else Span(int(blocks.start[index]), end),
            "the title stands here again",
            confidence=0.9 if whole else 0.7,
            related=first_copy(document, blocks.span(0)),
            fix=cutting(document, blocks, index, index + 1, safe=True) if whole else None,
        )


def _ends_sentence(document: Document, blocks: Blocks) -> bool:
    """Whether the first block is no title, since it ends in a full stop."""
    return document.prose[blocks.end[0] - 1] in ".,;:"
