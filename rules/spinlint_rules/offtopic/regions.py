"""The blocks of other stories: where each starts and how far it goes."""

from __future__ import annotations

from dataclasses import dataclass

from spinlint import Blocks, CueKind, Document, find_blocks, find_cues, find_page_tail, weigh_breaks

_TEASER = 25
"""A teaser or headline has fewer words; longer blocks are prose."""
_RESUMES = -5.0
"""Log-odds of a foreign text below which the prose after a block of teasers is the article's own. The breaks of sound
documents lie at -9.5 in the median, those under which a foreign story starts above -1 in nineteen cases of twenty."""


_ENOUGH = 80
"""Words of prose after the teasers without which nobody can tell."""


@dataclass(frozen=True, slots=True)
class Region:
    """Blocks [first, until) do not belong to the article; `is_tail` where nothing of it follows."""

    first: int
    until: int
    is_tail: bool


def related_regions(document: Document) -> tuple[Region, ...]:
    """A fact: the blocks of other stories, in order, none within another."""
    blocks = document.fact(find_blocks)
    tail = document.fact(find_page_tail)
    regions: list[Region] = []
    for cue in document.fact(find_cues):
        if cue.kind != CueKind.RELATED or not cue.block or (regions and cue.block < regions[-1].until):
            continue
        if tail is not None and cue.block >= tail:
            break  # the finding on the page's tail covers it
        prose = _next_prose(blocks, cue.block + 1)
        if tail is not None:
            prose = min(tail, len(blocks) if prose is None else prose)
        if prose is None or (tail is None and not _resumes(document, cue.block, prose)):
            regions.append(Region(cue.block, len(blocks), True))
        elif cue.block + 1 < prose:
            regions.append(Region(cue.block, prose, False))
    return tuple(regions)


def _next_prose(blocks: Blocks, first: int) -> int | None:
    for index in range(first, len(blocks)):
        if blocks.last[index] - blocks.first[index] >= _TEASER:
            return index
    return None


def _resumes(document: Document, cue: int, prose: int) -> bool:
    """Whether the article goes on after the teasers below a cue: no break there looks like the start of another."""
    weighed = document.fact(weigh_breaks)
    words = len(document.words) - int(document.fact(find_blocks).first[prose])
    if weighed is None or words < _ENOUGH:
        return False
    there = (weighed.block >= cue) & (weighed.block <= prose)
    return bool(there.any()) and float(weighed.score[there].max()) < _RESUMES
