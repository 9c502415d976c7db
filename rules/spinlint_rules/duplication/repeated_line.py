"""DUP103: a line stands twice in a row, or a long one comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Blocks, Document, Finding, Mask, Row, Rule, find_blocks, option, row_blocks, text_of
from spinlint_rules.cutting import cutting
from spinlint_rules.duplication.sections import duplicate_sections, first_copy


@dataclass(frozen=True)
class RepeatedLine(Rule):
    """A line or short paragraph stands twice in a row.

    A byline, a headline or a caption that is printed twice is what remains when a page is turned into text: once from
    the picture's description, once from the page itself. `--fix` cuts the second.

    Rows of a table, verses, exclamations and single words are left alone. The same line further away is a refrain or
    a heading as often as not, and no finding.
    """

    code = "DUP103"
    name = "repeated-line"

    bad = (
        "The new ferry sails at noon.\n\nFares stay the same.\nMarta Lindqvist\n<<Marta Lindqvist>>",
        "Council votes on harbour\n\nThe vote is due on Tuesday. Nobody expects a surprise.\n\nThe old mole at dusk\n\n"
        "<<The old mole at dusk>>\n\nThe mole dates from 1840.",
    )
    good = (
        "Home sweet home\n\nThere is no place like it, said the old song, and he believed it.\n\nHome sweet home",
        "Score\n3 2\n3 2\n1 0",
        "And the band played on,\nAnd the band played on,\nAnd we all went home at dawn,\nAnd the band played on.",
    )

    least: int = option(2, "words that a line must have")

    def may_find(self, row: Row) -> Mask:
        blocks = row.fact(row_blocks)
        again = (blocks.digest[1:] == blocks.digest[:-1]) & (blocks.text[1:] == blocks.text[:-1])
        return blocks.having(again.nonzero()[0] + 1)

    def check(self, document: Document) -> Iterator[Finding]:
        blocks = document.fact(find_blocks)
        if len(blocks) < 3:
            return
        again = np.flatnonzero(blocks.digest[1:] == blocks.digest[:-1]) + 1
        if not len(again):
            return
        inside = [(each.start, each.end) for each in document.fact(duplicate_sections)]
        for index in again.tolist():
            if index == 1 or not self._is_line(document, blocks, index):
                continue
            if any(start <= blocks.first[index] < end for start, end in inside):
                continue
            yield self.finding(
                blocks.span(index),
                "this line already stands right above",
                confidence=0.95,
                related=first_copy(document, blocks.span(index - 1)),
                fix=cutting(document, blocks, index, index + 1, safe=True),
            )

    def _is_line(self, document: Document, blocks: Blocks, index: int) -> bool:
        """Whether block `index` is a line of words (no row of figures) equal to the one above, and the only one."""
        size = int(blocks.size[index])
        if size < self.least:
            return False
        text = text_of(document, blocks, index)
        letters = sum(character.isalpha() for character in text)
        return (
            letters >= len(text) / 2
            and text == text_of(document, blocks, index - 1)
            and self._stands_alone(blocks, index)
        )

    @staticmethod
    def _stands_alone(blocks: Blocks, index: int) -> bool:
        """Whether the line stands exactly twice: what comes back more often is a refrain, a row or a response."""
        return int(np.count_nonzero(blocks.digest == blocks.digest[index])) == 2
