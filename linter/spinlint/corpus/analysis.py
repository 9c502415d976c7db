"""What a worker does with a record: reads it, checks it, scores it, and says so in a few plain values.

An `Outcome` is JSON from the start: it goes through a pipe, into the journal, and into the record's `spinlint` field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypedDict

from spinlint.corpus.batches import Batch, Item
from spinlint.corpus.checking import checker
from spinlint.corpus.fingerprints import Fingerprint, fingerprint
from spinlint.corpus.records import Fields, Record, read_record
from spinlint.linting.findings import Finding, Related, Reliability, Report
from spinlint.linting.settings import Settings
from spinlint.text.document import Document

UNREADABLE = "unreadable"
LEAST_PUSH = 0.05  # log-odds; what moves a score by less is left out of the record
MOST_REASONS = 8


class Outcome(TypedDict, total=False):
    """What is known of a record after it was looked at alone."""

    score: float | None
    verdict: str
    reasons: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    failures: dict[str, str]
    error: str
    words: int


Looked = tuple[Outcome, Fingerprint | None]
"""The outcome of a record, and its fingerprint where documents are compared."""


def prepare(settings: Mapping[str, Settings], compared: bool) -> Callable[[Batch], list[Looked]]:
    """What each worker does once; `settings` by the name of the input."""

    def look(batch: Batch) -> list[Looked]:
        mine = settings[batch.name]
        read = [_read(item, batch.name, number, mine) for number, item in enumerate(batch.items, batch.first)]
        reports = checker(mine).check_all(each for each in read if isinstance(each, Document))
        return [_look(next(reports), compared) if isinstance(each, Document) else (each, None) for each in read]

    return look


def lost(reason: str) -> Looked:
    """What is known of a record that no worker could finish."""
    return unreadable(reason), None


def unreadable(reason: str) -> Outcome:
    """The outcome of a record that could not be looked at."""
    return Outcome(score=None, verdict=UNREADABLE, error=reason, findings=[])


def _read(item: Item, name: str, number: int, settings: Settings) -> Document | Outcome:
    """The document of a record, or what becomes of a record that cannot be read."""
    record = item if isinstance(item, Record) else read_record(item, Fields(settings.text_field, settings.id_field))
    if record.error is not None:
        return unreadable(record.error)
    return Document(record.text, name=name, record=number, id=record.id)


def _look(report: Report, compared: bool) -> Looked:
    return outcome_of(report), fingerprint(report.document) if compared else None


def outcome_of(report: Report) -> Outcome:
    """The findings and the score of one document."""
    reliability = report.reliability or Reliability(None, "unscored")
    outcome = Outcome(
        score=None if reliability.score is None else round(reliability.score, 6),
        verdict=reliability.verdict,
        reasons=_reasons(reliability),
        findings=[short_form(finding) for finding in report.findings],
        words=len(report.document.words),
    )
    if report.failures:
        outcome["failures"] = dict(report.failures)
    return outcome


def short_form(finding: Finding) -> dict[str, Any]:
    """A finding as it stands in a record's `spinlint` field; what is empty is left out."""
    short: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "start": finding.span.start,
        "end": finding.span.end,
        "message": finding.message,
    }
    if finding.suggestion is not None:
        short["suggestion"] = finding.suggestion
    if finding.confidence is not None:
        short["confidence"] = round(finding.confidence, 3)
    if finding.related:
        short["related"] = [_related(place) for place in finding.related]
    return short


def _related(place: Related) -> dict[str, Any]:
    short: dict[str, Any] = {"start": place.span.start, "end": place.span.end, "message": place.message}
    if place.name is not None:
        short |= {"name": place.name, "record": place.record, "id": place.id}
    return short


def _reasons(reliability: Reliability) -> list[dict[str, Any]]:
    moved = [reason for reason in reliability.reasons if abs(reason.push) >= LEAST_PUSH]
    moved.sort(key=lambda reason: (-abs(reason.push), reason.feature))
    return [{"feature": reason.feature, "push": round(reason.push, 3)} for reason in moved[:MOST_REASONS]]
