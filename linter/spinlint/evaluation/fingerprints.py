"""How much is found without knowing a spinner's formulas by heart: fingerprints are what the next spinner drops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from spinlint.evaluation.document_measures import document_figures, extent
from spinlint.evaluation.reading import Fact, Figures, Reading, read
from spinlint.evaluation.span_measures import found_spans, span_figures
from spinlint.linting.rule import Rule

LISTS = ("SPN102", "SPN103")
"""The rules that look for wordings on a list. The others read."""
WELL_KNOWN = re.compile(
    r"""\b(?:with(?:in)?side the|now no longer|via way of means of|with the aid of using|can also additionally
    |might also additionally|may also additionally|a standout amongst|without much of a stretch|on the off chance that
    |in point of fact|other folks|high minister|with out|birthday celebration|primarily based totally|in the event that
    |and the sky is the limit|at the identical time|do as such|how about we)\b""".replace("\n    ", ""),
    re.IGNORECASE,
)
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
    """
    marked = [reading for reading in readings if reading.gold.spun and reading.gold.spans is not None]
    clean = [reading for reading in readings if not reading.gold.spun]
    anew = read(without_lists(rules), [reading.gold for reading in (*marked, *clean)], facts)
    read_marked = anew[: len(marked)]
    ways = {
        "no hit": [reading for reading in marked if not has_hit(reading)],
        "not well known": [reading for reading in marked if not WELL_KNOWN.search(reading.gold.text)],
        "lists left out": read_marked,
        "unlisted places": [_unlisted(one, other) for one, other in zip(read_marked, marked, strict=True)],
    }
    others = {"no hit": clean, "not well known": clean, "lists left out": anew[len(marked) :]}
    return {
        way: {"spans": spans_by_source(them), "documents": document_figures([*them, *others.get(way, ())])}
        for way, them in ways.items()
    }


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
