"""What the score looks at: faults that rules found, and what the language model says, each as one number.

Every number is 0 or usual in sound text and grows with the fault, so that no reason can speak for a text because of
what it is about. Which codes count where is data, in `model.json`: the engine knows no rule by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log1p

import numpy as np

from spinlint.lexicon.boundary import find_boundary
from spinlint.lexicon.spin import lexicon_line, read_spin
from spinlint.linting.findings import Finding, Report, Severity
from spinlint.text.document import Document

BREADTH = 200.0
"""Words of usual text that the findings of a document are mixed with: in a short text one finding says little, and a
longer text with the usual rate of findings is worth as much as a shorter one."""
NOTE = 0.3
"""A note counts for this much of a warning."""
SHARE_BREADTH = 60.0  # characters added to a text before shares of it are taken


@dataclass(frozen=True, slots=True)
class Feature:
    """One number and what it is called.

    `measure`: rate (findings per 1,000 words, as log1p), share (of the characters that findings cover), or the name of
    one of the readings (see `read`); `codes`: beginnings of the rule codes that count; `usual`: findings per 1,000
    words of sound text; `singular` and `plural`: what a finding is called in a reason.
    """

    name: str
    measure: str
    codes: tuple[str, ...] = ()
    usual: float = 0.0
    singular: str = ""
    plural: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """The numbers of a document in the order of the features, and what was counted for each."""

    values: list[float]
    counts: list[float]
    words: int


LANGUAGES = frozenset({"en"})
"""Those that the lexicon knows."""
_NO_BREAK = -20.0  # log odds where there is no place at which another text could start


def measure(report: Report, features: tuple[Feature, ...]) -> Measured:
    """The features of a document that has been linted. English only: callers look at the language."""
    document = report.document
    words = len(document.words)
    readings = read(document)
    breadth = words + BREADTH
    values, counts = [], []
    for each in features:
        if reading := readings.get(each.measure):
            count, value = reading
        else:
            count, value = 0.0, log1p(each.usual * BREADTH / breadth) if each.usual else 0.0
        values.append(value)
        counts.append(count)
    for place, found in _by_feature(report.findings, features).items():
        feature = features[place]
        if feature.measure == "rate":
            counts[place] = float(len(found))
            values[place] = log1p((1000 * sum(map(weight_of, found)) + feature.usual * BREADTH) / breadth)
        else:
            characters = covered(found)
            counts[place] = characters / max(len(document.text), 1)
            values[place] = characters / (len(document.text) + SHARE_BREADTH)
    return Measured(values, counts, words)


def _by_feature(findings: Iterable[Finding], features: tuple[Feature, ...]) -> dict[int, list[Finding]]:
    """The findings that count for each feature, by its place."""
    found: dict[int, list[Finding]] = {}
    for finding in findings:
        for place, each in enumerate(features):
            if each.codes and finding.code.startswith(each.codes):
                found.setdefault(place, []).append(finding)
    return found


def read(document: Document) -> Mapping[str, tuple[float, float]]:
    """What the lexicon says of a document: (count for people, number for the model) by name."""
    reading = document.fact(read_spin)
    line = document.fact(lexicon_line)
    boundary = document.fact(find_boundary)
    margin = _NO_BREAK if boundary is None else boundary.margin
    words = max(len(line.numbers), 1)
    known = int(np.count_nonzero(line.numbers))
    return {
        "spin": (reading.document, reading.document),
        "break": (margin, margin),
        "substituted": (float(reading.likely), 1000 * reading.expected / (words + BREADTH)),
        "surprisal": (0.0, -float(line.score.sum()) / max(len(line.score), 1)),
        "unknown": (float(words - known), 1000 * (words - known) / words),
    }


def weight_of(finding: Finding) -> float:
    """How much a finding counts: by its confidence, a note less than a warning."""
    confidence = 1.0 if finding.confidence is None else finding.confidence
    return confidence * (NOTE if finding.severity is Severity.NOTE else 1.0)


def covered(findings: Iterable[Finding]) -> int:
    """Characters that at least one of the findings covers."""
    total = at = 0
    for start, end in sorted((each.span.start, each.span.end) for each in findings):
        total += max(end - max(start, at), 0)
        at = max(at, end)
    return total
