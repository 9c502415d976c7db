"""How well findings fit the places that a spinner changed: recall, precision, suggestions, calibration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from spinlint.evaluation.alignment import stem
from spinlint.evaluation.gold import Gold, GoldSpan
from spinlint.evaluation.intervals import ratio
from spinlint.evaluation.reading import Figures, Reading
from spinlint.linting.findings import Finding
from spinlint.text.document import Document

BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0001)


def span_figures(readings: Sequence[Reading]) -> Figures:
    """Recall, precision and suggestions over documents whose changed places are known.

    A gold span is found when a warning overlaps it. `suggested`: the suggestion holds every word of the original;
    `suggested_stem`: every stem of it. `found_with_notes` counts notes as well.
    """
    known = [reading for reading in readings if reading.gold.spans is not None and reading.gold.spun]
    groups = [reading.gold.group for reading in known]
    wanted = [len(reading.gold.spans or ()) for reading in known]
    hits = [found_spans(reading, reading.warnings) for reading in known]
    exact = [sum(is_suggested(each, over, False) for each, over in found) for found in hits]
    stems = [sum(is_suggested(each, over, True) for each, over in found) for found in hits]
    judged = [[_is_right(reading.gold, finding) for finding in reading.warnings] for reading in known]
    right = [sum(verdict is True for verdict in each) for each in judged]
    shown = [sum(verdict is not None for verdict in each) for each in judged]
    found = [len(each) for each in hits]
    with_notes = [len(found_spans(reading, (*reading.warnings, *reading.notes))) for reading in known]
    return {
        "documents": len(known),
        "spans": sum(wanted),
        "found": ratio(found, wanted, groups),
        "found_with_notes": ratio(with_notes, wanted, groups),
        "precision": ratio(right, shown, groups),
        "suggested": ratio(exact, found, groups),
        "suggested_stem": ratio(stems, found, groups),
    }


def found_spans(reading: Reading, findings: Sequence[Finding]) -> list[tuple[GoldSpan, list[Finding]]]:
    """The gold places that a finding overlaps, with these findings."""
    pairs = []
    for each in reading.gold.spans or ():
        over = [finding for finding in findings if finding.span.overlaps(each.span) and not _is_summary(finding)]
        if over:
            pairs.append((each, over))
    return pairs


def _is_summary(finding: Finding) -> bool:
    """Whether a finding speaks of the document or a long stretch and not of a wording."""
    return len(finding.span) > 200


def is_suggested(gold: GoldSpan, findings: Sequence[Finding], stems: bool = False) -> bool:
    """Whether the suggestions hold every word (or stem) that stood there."""
    offered = {word for finding in findings for word in _words(finding.suggestion or "", stems)}
    wanted = _words(gold.original, stems)
    return bool(wanted) and offered.issuperset(wanted)


def _words(text: str, stems: bool) -> list[str]:
    document = Document(text)
    words = [document.folded[a:b] for a, b in zip(document.words.start, document.words.end, strict=True)]
    return [stem(word) for word in words] if stems else words


def _is_right(gold: Gold, finding: Finding) -> bool | None:
    """Whether a finding is at a changed place; None where nobody can tell."""
    if _is_summary(finding):
        return None
    if any(finding.span.overlaps(each.span) for each in gold.spans or ()):
        return True
    return None if any(finding.span.overlaps(span) for span in gold.ignored) else False


def calibration_figures(readings: Sequence[Reading]) -> list[Figures]:
    """For bins of confidence: how many findings, their mean confidence, the share that is right.

    Counted where places are known, and in clean documents, where every finding is wrong.
    """
    rows: list[tuple[float, bool]] = list(_verdicts(readings))
    bins = []
    for low, high in pairwise(BINS):
        inside = [(confidence, right) for confidence, right in rows if low <= confidence < high]
        if inside:
            share = sum(right for _, right in inside) / len(inside)
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            bins.append({"from": low, "findings": len(inside), "mean": round(mean, 4), "right": round(share, 4)})
    return bins


def _verdicts(readings: Iterable[Reading]) -> Iterator[tuple[float, bool]]:
    for reading in readings:
        if reading.gold.spun and reading.gold.spans is None:
            continue
        for finding in (*reading.warnings, *reading.notes):
            verdict = _is_right(reading.gold, finding)
            if finding.confidence is not None and verdict is not None:
                yield finding.confidence, verdict
