"""What the trained models of structure find in documents that they were not trained on: figures for their files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spinlint.lexicon.boundary import find_boundary
from spinlint.lexicon.foreign_block import find_foreign_block
from spinlint.text.blocks import find_blocks
from spinlint.text.document import Document
from spinlint.training.planted_blocks import PlantedBlock, plant_blocks
from spinlint.training.planted_stories import Plan, Planted, Source, plant_stories

_NEAR = 400
"""Characters by which the start of an appended story may be missed."""
_CASES = 500
_KINDS = {"other genre": 0.0, "same genre": 1.0}

Figures = dict[str, Any]


def measure_boundary(sources: Sequence[Source], seed: int = 11) -> Figures:
    """The share of sound documents with a boundary, and of appended stories (no heading) that are found."""
    best = [find_boundary(Document(each.text)) for each in sources]
    alarms = [each is not None and each.margin >= 0 for each in best]
    found = {
        name: _share([_is_found(case) for case in plant_stories(sources, _CASES, seed, Plan(same))])
        for name, same in _KINDS.items()
    }
    return {"documents": len(sources), "alarms": _share(alarms), "appended": found}


def _is_found(case: Planted) -> bool:
    document = Document(case.text)
    found = document.fact(find_boundary)
    return found is not None and found.margin >= 0 and _off(document, found.block, case.start) <= _NEAR


def _off(document: Document, block: int, start: int) -> int:
    return abs(int(document.fact(find_blocks).start[block]) - start)


def measure_foreign_blocks(sources: Sequence[Source], seed: int = 12) -> Figures:
    """The share of sound documents with a foreign block, and of planted ones that are found, as warnings."""
    best = [find_foreign_block(Document(each.text)) for each in sources]
    alarms = [each is not None and each.surplus >= 0 for each in best]
    found = {
        name: _share([_is_marked(case) for case in plant_blocks(sources, _CASES, seed, same)])
        for name, same in _KINDS.items()
    }
    return {"documents": len(sources), "alarms": _share(alarms), "planted": found}


def _is_marked(case: PlantedBlock) -> bool:
    document = Document(case.text)
    found = document.fact(find_foreign_block)
    if found is None or found.surplus < 0:
        return False
    span = document.fact(find_blocks).span(found.first, found.until)
    shared = max(0, min(span.end, case.span.end) - max(span.start, case.span.start))
    return shared >= 0.8 * (len(span) + len(case.span) - shared)


def _share(outcomes: Sequence[bool]) -> float:
    return round(sum(outcomes) / max(1, len(outcomes)), 4)
