"""`spinlint evaluate structure`: measures duplicates and foreign content within documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from typing import Any

import numpy as np

from spinlint.evaluation.intervals import wilson
from spinlint.evaluation.loading import in_training_half
from spinlint.lexicon.page import find_page_tail
from spinlint.linting.engine import Linter
from spinlint.linting.findings import Finding, Severity
from spinlint.linting.rule import Rule
from spinlint.text.document import Document
from spinlint.text.spans import Span
from spinlint.training.planted_blocks import PlantedBlock, plant_blocks
from spinlint.training.planted_copies import PlantedCopy, plant_copies
from spinlint.training.planted_stories import HEADINGS, Plan, Planted, Source, plant_stories

NEAR = 400
"""Characters by which the start of an appended story may be missed."""
_ALIKE = 0.8
"""Overlap (shared by all characters of both spans) from which on a place counts as right."""
_COPIES = (
    ("exact", 0.0, "replaced"),
    ("one word in ten changed", 0.1, "replaced"),
    ("one word in five changed", 0.2, "replaced"),
    ("one telling word in ten changed", 0.1, "spun"),
    ("one in ten changed, lost or added", 0.1, "edited"),
    ("one in ten replaced by a phrase", 0.1, "reworded"),
    ("sentences in another order", 0.0, "shuffled"),
)
"""Name, share of words, and way of change of planted copies."""
FAMILIES = ("DUP", "OFF", "BPL")

Record = Mapping[str, Any]
Figures = dict[str, Any]
Tail = Callable[[Document], int | None]


def is_trained_on(name: str) -> bool:
    """Whether `train structure` learns from a clean document. Chapters and translations of one text go together."""
    return in_training_half(re.sub(r"-(?:c\d+|ref-[A-Z])$", "", name))


def measure(
    rules: Iterable[Rule],
    clean: Sequence[Source],
    pages: Sequence[Record],
    farm: Sequence[Record],
    cases: int,
    seed: int,
    tails: Sequence[Tail | None] = (),
) -> Figures:
    """All figures, ready for JSON. `cases`: planted documents of each kind; `tails`: see `page_tail`, one per page."""
    linter = Linter(rules)
    texts = [(source.text, source.genre) for source in clean]
    figures: Figures = {}
    if clean:
        figures["copies"] = {
            name: share(_copy_found(linter, case) for case in plant_copies(texts, cases, seed, changed, way))
            for name, changed, way in _COPIES
        }
        figures["appended"] = {
            name: share(_story_found(linter, case) for case in plant_stories(clean, cases, seed + index, plan))
            for index, (name, plan) in enumerate(_plans().items())
        }
        figures["blocks inside"] = {
            name: share(_block_found(linter, case) for case in plant_blocks(clean, cases, seed, same))
            for name, same in (("other genre", 0.0), ("same genre", 1.0))
        }
        figures["clean"] = alarms(linter, clean)
    if pages:
        figures["pages" if tails else "pages (some trained on)"] = _mean_and_pooled(
            [page_tail(linter, *each) for each in zip(pages, tails or [None] * len(pages), strict=True)]
        )
    if farm:
        figures["glued links"] = share(_links_found(linter, record) for record in farm if record["appended_links"])
    return figures


def _plans() -> dict[str, Plan]:
    return {
        "other genre, under a heading": Plan(0.0, HEADINGS),
        "other genre, no heading": Plan(0.0),
        "same genre, under a heading": Plan(1.0, HEADINGS),
        "same genre, no heading": Plan(1.0),
    }


def share(outcomes: Iterable[bool]) -> Figures:
    """A share with its 95 % interval."""
    read = list(outcomes)
    hits = sum(read)
    return {"share": round(hits / max(1, len(read)), 4), "interval": _rounded(wilson(hits, len(read))), "of": len(read)}


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(value, 4) for value in values]


def _warnings(linter: Linter, text: str) -> tuple[Finding, ...]:
    findings = linter.measure(Document(text)).findings
    return tuple(finding for finding in findings if finding.severity is not Severity.NOTE)


def overlap(one: Span, other: Span) -> float:
    """The characters that two spans share, of all that they cover together."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(1, len(one) + len(other) - max(0, shared))


def _copy_found(linter: Linter, case: PlantedCopy) -> bool:
    """Whether both places of a planted copy are right in one finding."""
    return any(
        overlap(finding.span, case.later) >= _ALIKE and overlap(related.span, case.first) >= _ALIKE
        for finding in _warnings(linter, case.text)
        if finding.code.startswith("DUP")
        for related in finding.related
    )


def _story_found(linter: Linter, case: Planted) -> bool:
    """Whether a finding that runs to the end starts within NEAR characters of the appended story."""
    return any(
        abs(finding.span.start - case.start) <= NEAR and finding.span.end >= len(case.text.rstrip()) - NEAR
        for finding in _warnings(linter, case.text)
        if finding.code.startswith(("OFF", "BPL"))
    )


def _block_found(linter: Linter, case: PlantedBlock) -> bool:
    """Whether a finding of an OFF rule covers a planted block and little else."""
    return any(
        overlap(finding.span, case.span) >= _ALIKE
        for finding in _warnings(linter, case.text)
        if finding.code.startswith("OFF")
    )


def alarms(linter: Linter, clean: Sequence[Source]) -> Figures:
    """The share of clean documents with a warning, by family and genre, and the rules that gave it."""
    total = Counter(source.genre for source in clean)
    hit: dict[str, Counter[str]] = {family: Counter() for family in FAMILIES}
    codes: Counter[str] = Counter()
    for source in clean:
        found = {finding.code for finding in _warnings(linter, source.text)}
        codes.update(found)
        for family in {code[:3] for code in found} & set(FAMILIES):
            hit[family][source.genre] += 1
    return {
        "documents": len(clean),
        "families": {family: share_of(hit[family].total(), len(clean)) for family in FAMILIES},
        "genres": {
            family: {genre: share_of(hit[family][genre], total[genre]) for genre in sorted(total)}
            for family in FAMILIES
        },
        "rules": dict(sorted(codes.items())),
    }


def share_of(hits: int, of: int) -> Figures:
    """As `share`, of counts."""
    return {"share": round(hits / max(1, of), 4), "interval": _rounded(wilson(hits, of)), "of": of}


def page_tail(linter: Linter, record: Record, tail: Tail | None = None) -> tuple[int, int, int]:
    """Of a page as plain text: characters after the article; of these reported; and those plus main content reported.

    What stands before or within the article and is not its text (menus, teasers) counts neither way; a character is
    reported where an OFF or a BPL finding of any severity covers it. `tail`: what finds the page's tail, where it is
    not to be the model in use, which was trained on the very pages that it is measured with.
    """
    length, end = 0, 0
    main = []
    for block in record["blocks"]:
        if block["main"]:
            main.append((length, end := length + len(block["text"])))
        length += len(block["text"]) + 2
    text = "\n\n".join(block["text"] for block in record["blocks"])
    if not main:
        return 0, 0, 0
    covered = np.zeros(len(text), dtype=bool)
    document = Document(text)
    if tail is not None:
        document.tell(find_page_tail, tail(document))
    for finding in linter.measure(document).findings:
        if finding.code.startswith(("OFF", "BPL")):
            covered[finding.span.start : finding.span.end] = True
    right = int(covered[end:].sum())
    return len(text) - end, right, right + sum(int(covered[start:stop].sum()) for start, stop in main)


def _mean_and_pooled(counts: Sequence[tuple[int, int, int]]) -> Figures:
    """F1 by characters: the mean over pages, and pooled over all characters."""
    each = [_f1(*count) for count in counts]
    gold, right, said = (sum(column) for column in zip(*counts, strict=True))
    random = Random(0)
    drawn = sorted(sum(random.choices(each, k=len(each))) / len(each) for _ in range(400))
    return {
        "pages": len(counts),
        "mean F1": round(sum(each) / len(each), 4),
        "interval": _rounded((drawn[10], drawn[389])),
        "pooled F1": round(_f1(gold, right, said), 4),
        "pooled precision": round(right / max(1, said), 4),
        "pooled recall": round(right / max(1, gold), 4),
    }


def _f1(gold: int, right: int, said: int) -> float:
    return 2 * right / (gold + said) if gold + said else 1.0


def _links_found(linter: Linter, record: Record) -> bool:
    """Whether a finding starts within 120 characters of the first appended link."""
    text: str = record["text"]
    start = text.rfind(record["appended_links"][0][:40])
    return start >= 0 and any(
        abs(finding.span.start - start) <= 120
        for finding in _warnings(linter, text)
        if finding.code.startswith(("OFF", "BPL"))
    )


def render(figures: Figures) -> str:
    """The figures as a table of lines."""
    lines: list[str] = []
    _lines(figures, 0, lines.append)
    return "\n".join(lines) + "\n"


def _lines(figures: Mapping[str, Any], depth: int, say: Callable[[str], None]) -> None:
    for name, value in figures.items():
        label = f"{'  ' * depth}{name:<{44 - 2 * depth}}"
        if isinstance(value, dict) and "share" in value:
            low, high = value["interval"]
            say(f"{label}{value['share']:8.2%}   ({low:.2%} to {high:.2%} of {value['of']})")
        elif isinstance(value, dict):
            say(label.rstrip())
            _lines(value, depth + 1, say)
        else:
            say(f"{label}{value}")
