"""OFF106: a list of links to other pages is glued to the end of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Blocks, Document, Finding, Mask, Row, RowBlocks, Rule, find_blocks, option, row_blocks
from spinlint_rules.cutting import cutting

_CAPITALISED, _FOREIGN = 1, 8  # bits of `Words.kind`
_LONGEST = 30
"""Words in the title of a link."""
_TITLE = 0.55
"""Share of capitalised words in a title; lists of ingredients, steps and arguments have 0.1 to 0.4."""
_BULLETS = frozenset("-*•–")
_ENDS = frozenset('.!;:,"”')

_POST = (
    "Charge the battery fully before you calibrate it. Then let the camera run until it switches itself off.\n\n"
    "Repeat this once a year, and the level that is shown will stay correct to within a few percent.\n\n"
)
_LINKS = (
    "- 2021 Approved Ten Best Garden Hoses for Small Terraces\n- How to Reset the Orbit Nine Phone in Five Minutes\n"
    "- Unlocking the Secrets of Viking Cookery\n- [New] Top Wedding Songs for Brass Bands in 2021\n"
    "- Essential Guide to Parrot Insurance"
)


@dataclass(frozen=True)
class GluedLinks(Rule):
    """A list of titles of other pages stands at the end of the text.

    Content farms append a dozen links to unrelated posts to every post, and templates print "see also" lists without a
    heading. As plain text they are lines like headlines, one after another, without a full stop, at the very end.

    Known false alarms: programmes, lists of works or of names in title case.
    """

    code = "OFF106"
    name = "glued-links"

    bad = (_POST + "<<" + _LINKS + ">>", _POST + "<<" + _LINKS.replace("\n", "\n\n") + ">>\n")
    good = (
        _POST,
        _POST + "You need:\n- one charger\n- one cable with a small plug\n- a memory card\n- half an hour",
        _POST + "The set holds:\n- Battery Charger Model Nine\n- Memory Card of Eight Gigabytes\n- Lens Cap\n- Bag",
    )

    least: int = option(4, "titles in a row from which on they are a list of links")

    def may_find(self, row: Row) -> Mask:
        blocks = row.fact(row_blocks)
        last = np.append(0, (blocks.size <= _LONGEST).cumsum())
        end = blocks.bounds[1:]
        start = np.maximum(end - self.least, blocks.bounds[:-1])
        answer: Mask = (end - blocks.bounds[:-1] > self.least) & (last.take(end) - last.take(start) == self.least)
        for number in answer.nonzero()[0].tolist():
            answer[number] = self._may_end(row.prose, blocks, int(end[number]))
        return answer

    def _may_end(self, prose: str, blocks: RowBlocks, until: int) -> bool:
        """Whether the last blocks before `until` have bullets, or none ends in a stop."""
        if prose[blocks.start[until - 1]] in _BULLETS:
            return True
        return all(prose[end - 1] not in _ENDS for end in blocks.end[until - self.least : until].tolist())

    def check(self, document: Document) -> Iterator[Finding]:
        blocks = document.fact(find_blocks)
        if len(blocks) <= self.least or (blocks.size[-self.least :] > _LONGEST).any():
            return
        first = self._start(document, blocks)
        if len(blocks) - first < self.least or first == 0 or not self._are_titles(document, blocks, first):
            return
        yield self.finding(
            blocks.span(first, len(blocks)),
            f"{len(blocks) - first} titles of other pages stand at the end",
            confidence=0.9,
            # A tour's dates or a programme look alike without bullets; nobody shall lose those unasked.
            fix=cutting(document, blocks, first, len(blocks), safe=document.prose[blocks.start[-1]] in _BULLETS),
        )

    @staticmethod
    def _start(document: Document, blocks: Blocks) -> int:
        """The first block of the short lines without a stop that reach to the end."""
        first = len(blocks)
        bulleted = document.prose[blocks.start[-1]] in _BULLETS
        while first and blocks.size[first - 1] <= _LONGEST:
            mark, end = document.prose[blocks.start[first - 1]], document.prose[blocks.end[first - 1] - 1]
            if mark not in _BULLETS if bulleted else end in _ENDS:
                break
            first -= 1
        return first

    @staticmethod
    def _are_titles(document: Document, blocks: Blocks, first: int) -> bool:
        """Whether most lines read like headlines and no line in front announces a list."""
        kind = document.words.kind[blocks.first[first] :]
        start = blocks.first[first:] - blocks.first[first]
        size = blocks.size[first:]
        marked = np.add.reduceat((kind & (_CAPITALISED | _FOREIGN) != 0).astype(float), start) / size
        announced = document.prose[blocks.end[first - 1] - 1] == ":"
        return bool((marked >= _TITLE).mean() >= 0.7 and size.mean() >= 4.5 and not announced)
