"""`spinlint evaluate spin`: measures the spin family against labelled documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spinlint.evaluation.document_measures import alarm_figures, document_figures
from spinlint.evaluation.fingerprints import fingerprint_figures, spans_by_source
from spinlint.evaluation.gold import Gold
from spinlint.evaluation.length_curve import length_figures
from spinlint.evaluation.reading import Fact, Figures, Reading, read
from spinlint.evaluation.simulated_spinners import Spinner, simulated_figures
from spinlint.evaluation.span_measures import calibration_figures
from spinlint.linting.rule import Rule


def measure(
    rules: Iterable[Rule],
    gold: Sequence[Gold],
    facts: Mapping[str, Fact] | None = None,
    lengths: Sequence[int] = (),
    spinners: Mapping[str, Spinner] | None = None,
) -> Figures:
    """All figures of the spin rules over labelled documents, ready for JSON.

    `facts` are further numbers per document to be judged as detectors; `lengths` asks for the curve over pieces of so
    many words; `spinners` are simulated spinners, run over the clean documents among `gold`.
    """
    rules = tuple(rules)
    readings = read(rules, gold, facts)
    figures = summarise(readings)
    figures["fingerprints"] = fingerprint_figures(rules, readings, facts)
    if lengths:
        figures["lengths"] = length_figures(rules, gold, facts, lengths)
    if spinners:
        figures["spinners"] = simulated_figures(rules, readings, spinners, facts)
    return figures


def summarise(readings: Sequence[Reading]) -> Figures:
    """The figures of documents that were read."""
    return {
        "spans": spans_by_source(each for each in readings if each.gold.spun and each.gold.spans is not None),
        "alarms": alarm_figures(readings),
        "documents": document_figures(readings),
        "calibration": calibration_figures(readings),
        "failures": dict(sorted({failure for reading in readings for failure in reading.failures})),
    }
