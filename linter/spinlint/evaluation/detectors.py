"""Numbers per document that are judged as detectors of spun text, beside the density of warnings."""

from __future__ import annotations

from collections.abc import Mapping

from spinlint.evaluation.reading import Fact
from spinlint.lexicon.spin import read_spin
from spinlint.linting.findings import Report
from spinlint.reliability import assess


def unreliability(report: Report) -> float | None:
    """1 - the reliability score; None where there is none."""
    score = assess(report).score
    return None if score is None else 1 - score


def spun_reading(report: Report) -> float | None:
    """Log odds that the document is spun, by all suspicious words together (what SPN111 goes by)."""
    document = report.document
    return float(document.fact(read_spin).document) if document.language == "en" and len(document.words) else None


def list_alone(report: Report) -> float:
    """Phrases of the public tortured-phrase list, per 1,000 words: what a list alone can do."""
    found = sum(finding.code == "SPN103" for finding in report.findings)
    return 1000 * found / max(len(report.document.words), 1)


def all_findings(report: Report) -> float:
    """Findings of the spin family per 1,000 words, notes and all."""
    found = sum(finding.code.startswith("SPN") for finding in report.findings)
    return 1000 * found / max(len(report.document.words), 1)


FACTS: Mapping[str, Fact] = {
    "findings": all_findings,
    "reading": spun_reading,
    "unreliability": unreliability,
    "list alone": list_alone,
}
"""The detectors that are judged beside the density of warnings."""
