"""OFF107: the text breaks off in a teaser: "... Read more"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import (
    Blocks,
    CueKind,
    Document,
    Finding,
    Mask,
    Row,
    Rule,
    Severity,
    Span,
    find_blocks,
    find_cues,
    option,
    row_blocks,
    row_cues,
)

_MORE = (
    r"(?:read (?:more|on)|continue reading|keep reading|(?:read )?(?:the )?full (?:story|article)|more)\b[\w ,'’]{0,60}"
)
_DOTS = r"(?:…|\.\.\.|\[ ?(?:…|\.\.\.) ?\]|\( ?(?:…|\.\.\.) ?\))"
_PROMISE = re.compile(rf"{_DOTS}[ \n]*[(\[]?{_MORE}[)\]]?[\s.…→»›>]*$|\w[.,]? ?\[ ?(?:…|\.\.\.) ?\]$", re.IGNORECASE)
"""A teaser that says so: an ellipsis with an invitation to read on, or one in brackets at the end of a paragraph."""
_BROKEN = re.compile(r"(?<=[a-z0-9,])(?: ?…|\.\.\.)$")
"""An ellipsis in the middle of a sentence: speech and thoughts trail off like this as well."""
_LOOKED_AT = 120
"""Characters at the end of a paragraph."""

_TEXT = (
    "The bakery on Mill Lane has closed after three generations. Its oven, built in 1921, goes to the museum.\n\n"
    "The baker's son means to open a cafe near the station, where he will sell his father's bread"
)


@dataclass(frozen=True)
class TruncatedTeaser(Rule):
    """The text breaks off in a teaser: the rest stands on another page.

    Feeds and overviews carry the first lines of an article, cut after so many words, with "... Read more" or "[...]"
    behind them. A document that ends like this is not whole; one that goes on below it with other matter is an
    overview.

    A paragraph whose last sentence just trails off, at the end or above a block of other stories, is a note: writers
    of reviews and mails end like this. Of 2,505 clean documents one has a note, none a warning; of 365 documents cut
    off within a paragraph 97 % are found.
    """

    code = "OFF107"
    name = "truncated-teaser"

    bad = (
        _TEXT + "<<... Read more>>",
        _TEXT + " <<[…]>>",
        _TEXT + "<<…>>\n\nRelated articles\n\nHow to bake with rye\n\nThe last mill of the valley",
    )
    good = (
        _TEXT + ".",
        _TEXT + ". Read more about the oven in the museum's guide.",
        'The court quoted the clause: "The tenant shall [...] restore the rooms." Nothing more was said about them.',
        "He looked at the oven... and then he looked away. Nobody spoke. What would his father have said... He left.",
    )

    least: int = option(8, "words that the paragraph which breaks off must have")

    def may_find(self, row: Row) -> Mask:
        blocks = row.fact(row_blocks)
        last = np.append(blocks.end, 0).take(blocks.bounds[1:] - 1) - row.start
        start = np.maximum(last - _LOOKED_AT, 0)
        start[row.fact(row_cues) | (blocks.bounds[1:] == blocks.bounds[:-1])] = 0
        each = zip(row.documents, start.tolist(), strict=True)
        return np.array([_has_dots(document.prose, at) for document, at in each], dtype=bool)

    def check(self, document: Document) -> Iterator[Finding]:
        prose = document.prose
        if "..." not in prose and "…" not in prose:
            return
        blocks = document.fact(find_blocks)
        seen = set()
        for index in _ends(document, blocks):
            start = max(int(blocks.end[index]) - _LOOKED_AT, int(blocks.start[index]))
            text = prose[start : _end(prose, int(blocks.end[index]))]
            promise = _PROMISE.search(text)
            found = promise or (_BROKEN.search(text) if _once(prose) else None)
            if found and index not in seen and blocks.size[index] >= self.least:
                seen.add(index)
                place = Span(start + _dots(found), start + found.end())
                yield self.finding(
                    place,
                    "the text breaks off here: the rest stands on another page",
                    confidence=0.9 if promise else 0.6,
                    severity=Severity.WARNING if promise else Severity.NOTE,
                )


def _has_dots(prose: str, at: int) -> bool:
    """Whether there is an ellipsis from an offset on: the last paragraph counts alone where no line announces other
    stories above it."""
    return prose.find("...", at) >= 0 or prose.find("…", at) >= 0


def _ends(document: Document, blocks: Blocks) -> Iterator[int]:
    """The blocks with which a text may end: those above a block of other stories, and the last one."""
    if not len(blocks):
        return
    related = [cue.block for cue in document.fact(find_cues) if cue.kind is CueKind.RELATED]
    yield from (block - 1 for block in related if block)
    if len(blocks) - 1 not in related:
        yield len(blocks) - 1


def _end(prose: str, end: int) -> int:
    """Where the ink ends that begins in a block: brackets and arrows behind it are no words."""
    line = prose.find("\n", end)
    return end if line < 0 else line


def _once(prose: str) -> bool:
    """Whether the writer uses no other ellipsis."""
    return prose.count("...") + prose.count("…") == 1


def _dots(found: re.Match[str]) -> int:
    """Where the dots start, with their bracket."""
    return found.start() + re.search(r"[.…\[(]", found[0]).start()  # type: ignore[union-attr]
