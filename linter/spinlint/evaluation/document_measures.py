"""How well findings tell spun documents from clean ones, and what they say of clean ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from spinlint.evaluation.intervals import auc, mean_of_groups, per_unit, threshold_at, wilson
from spinlint.evaluation.reading import Figures, Reading

MANY = 3
"""Warnings from which on a clean document is wrongly accused rather than merely remarked upon."""
DOCUMENT, PARAGRAPH = "all documents", "all paragraphs"
LEARNERS = ("learner_essays_L2", "toefl_L2")
"""The genres whose writers learn English: they must not be taken for spinners."""


def extent(reading: Reading) -> str:
    """Whether a spun text is a document or one paragraph of a page that was taken apart beside its original."""
    return PARAGRAPH if "pairs" in reading.gold.source else DOCUMENT


def alarm_figures(readings: Sequence[Reading]) -> Figures:
    """False alarms on clean documents: overall, per genre and per rule."""
    clean = [reading for reading in readings if not reading.gold.spun]
    genres: dict[str, list[Reading]] = {}
    for reading in clean:
        genres.setdefault(reading.gold.genre, []).append(reading)
    codes: dict[str, int] = {}
    for finding in (each for reading in clean for each in reading.warnings):
        codes[finding.code] = codes.get(finding.code, 0) + 1
    words = sum(reading.words for reading in clean)
    return {
        "all": _alarms(clean),
        "learners": _alarms([reading for reading in clean if reading.gold.genre in LEARNERS]),
        "genres": {genre: _alarms(genres[genre]) for genre in sorted(genres)},
        "rules": {code: round(1000 * codes[code] / max(words, 1), 4) for code in sorted(codes)},
    }


def _alarms(clean: Sequence[Reading]) -> Figures:
    counts = [len(reading.warnings) for reading in clean]
    words = [reading.words / 1000 for reading in clean]
    many = sum(count >= MANY for count in counts)
    low, high = wilson(many, len(clean))
    return {
        "documents": len(clean),
        "words": int(sum(reading.words for reading in clean)),
        "per_1000_words": per_unit(counts, words),
        "many": {"value": round(many / max(len(clean), 1), 4), "low": round(low, 4), "high": round(high, 4)},
    }


def document_figures(readings: Sequence[Reading]) -> Figures:
    """AUC and share found at 1 % false alarms, by each score, for each source of spun documents and all together.

    Where many documents stem from one (`groups` says from how many), `by_group` gives each of these one voice. Spun
    paragraphs are set against all clean texts, documents against clean documents: not against single paragraphs.
    """
    names = ("warnings", *sorted({name for reading in readings for name in reading.scores}))
    clean = [reading for reading in readings if not reading.gold.spun]
    sets: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.gold.spun:
            for name in ("all", extent(reading), reading.gold.source):
                sets.setdefault(name, []).append(reading)
    return {source: _against(sets[source], clean, names) for source in sorted(sets)}


def _against(spun: Sequence[Reading], clean: Sequence[Reading], names: Sequence[str]) -> Figures:
    if all(extent(reading) == DOCUMENT for reading in spun):
        clean = [reading for reading in clean if "pairs" not in reading.gold.genre]
    return {
        "documents": len(spun),
        "groups": len({reading.gold.group for reading in spun}),
        **{name: detected(spun, clean, name) for name in names},
    }


def detected(spun: Sequence[Reading], clean: Sequence[Reading], name: str) -> Figures:
    """AUC and share found at 1 % false alarms, with Wilson's interval, by one score ("warnings": their density)."""
    ours = [(value, reading.gold.group) for reading, value in _values(spun, name)]
    values, others = [value for value, _ in ours], [value for _, value in _values(clean, name)]
    if not values or not others:
        return {"auc": None, "found_at_1": None, "by_group": None}
    above = np.asarray(values) > threshold_at(others)
    low, high = wilson(int(above.sum()), len(values))
    return {
        "auc": round(auc(values, others), 4),
        "found_at_1": round(float(above.mean()), 4),
        "low": round(low, 4),
        "high": round(high, 4),
        "by_group": round(mean_of_groups(above.astype(float).tolist(), [group for _, group in ours]), 4),
    }


def _values(readings: Iterable[Reading], name: str) -> list[tuple[Reading, float]]:
    if name == "warnings":
        return [(reading, reading.density) for reading in readings]
    return [(reading, reading.scores[name]) for reading in readings if name in reading.scores]
