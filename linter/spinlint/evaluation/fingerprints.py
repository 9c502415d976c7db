"""How much is found without knowing a spinner's formulas by heart: fingerprints are what the next spinner drops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from spinlint.evaluation.document_measures import DOCUMENT, PARAGRAPH, document_figures, extent
from spinlint.evaluation.reading import Fact, Figures, Reading, read
from spinlint.evaluation.span_measures import found_spans, span_figures
from spinlint.linting.rule import Rule

LISTS = ("SPN102", "SPN103")
"""The rules that look for wordings on a list. The others read."""
_FORMULAS = (
    "with(?:in)?side the", "now no longer", "via way of means of", "with the aid of using", "can also additionally",
    "might also additionally", "may also additionally", "primarily based totally", "at the identical time",
    "a standout amongst", "without much of a stretch", "on the off chance that", "in point of fact", "other folks",
    "high minister", "with out", "birthday celebration", "in the event that", "do as such", "how about we",
    "and the sky is the limit",
)  # fmt: skip
WELL_KNOWN = re.compile(rf"\b(?:{'|'.join(_FORMULAS)})\b", re.IGNORECASE)
"""Formulas that hold across tools and that everybody who has seen spun text knows."""


def without_lists(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules without those that look wordings up in a list."""
    return tuple(rule for rule in rules if rule.code not in LISTS)


def has_hit(reading: Reading) -> bool:
    """Whether a list knows any wording of a document."""
    return any(finding.code in LISTS for finding in (*reading.warnings, *reading.notes))


def fingerprint_figures(
    rules: Sequence[Rule], readings: Sequence[Reading], facts: Mapping[str, Fact] | None
) -> Figures:
    """Spans and documents in four ways, for marked documents and single paragraphs apart.

    "no hit": texts in which no list has a hit; "not well known": texts without a formula of WELL_KNOWN; "lists left
    out": all, read by the rules that go by no list; "unlisted places": of these, only the places that no list knows.
    The clean texts that they are set against are read by all rules, which can only raise the bar.
    """
    marked = [reading for reading in readings if reading.gold.spun and reading.gold.spans is not None]
    clean = [reading for reading in readings if not reading.gold.spun]
    anew = read(without_lists(rules), [reading.gold for reading in marked], facts)
    ways = {
        "no hit": [reading for reading in marked if not has_hit(reading)],
        "not well known": [reading for reading in marked if not WELL_KNOWN.search(reading.gold.text)],
        "lists left out": anew,
        "unlisted places": [_unlisted(one, other) for one, other in zip(anew, marked, strict=True)],
    }
    return {
        way: {
            "spans": _of_extents(spans_by_source(them)),
            "documents": _of_extents(document_figures([*them, *clean])),
        }
        for way, them in ways.items()
    }


def _of_extents(figures: Figures) -> Figures:
    return {name: figures[name] for name in (DOCUMENT, PARAGRAPH) if name in figures}


def _unlisted(reading: Reading, by_all: Reading) -> Reading:
    """A reading without the places that a list knows, as `by_all` rules say; they count neither way."""
    lists = [finding for finding in (*by_all.warnings, *by_all.notes) if finding.code in LISTS]
    known = {place.span for place, _ in found_spans(by_all, lists)}
    gold = reading.gold
    spans = tuple(place for place in gold.spans or () if place.span not in known)
    return replace(reading, gold=replace(gold, spans=spans, ignored=(*gold.ignored, *known)))


def spans_by_source(readings: Iterable[Reading]) -> Figures:
    """Span figures of each source and of all together; paragraphs apart, for they are no documents."""
    sources: dict[str, list[Reading]] = {}
    for reading in readings:
        for name in (reading.gold.source, extent(reading)):
            sources.setdefault(name, []).append(reading)
    return {source: span_figures(sources[source]) for source in sorted(sources)}
