"""Learns when a wording stands for one of another length: planted phrases and really spun text against clean text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from spinlint.evaluation.gold import Gold
from spinlint.lexicon.additive import Additive
from spinlint.lexicon.replacement import CURVES, Replacement, Weighed, is_worth_trying, weigh_replacements
from spinlint.lexicon.spin import read_spin
from spinlint.linting.findings import Finding
from spinlint.linting.phrases import Match, PhraseRule, scanner
from spinlint.text.document import Document
from spinlint.training.fitting import fit_additive
from spinlint.training.wordings import OWN, REAL, Support

KNOTS = {
    "rate": (-2.2, -1.2, -0.3, 0.7, 1.5),
    "length": (2, 3, 4),
    "weaker_tie": (-6, -2, 0, 3, 6),
    "gain": (-10, -3, 3, 10, 18),
    "document": (-6, -3, 0, 3),
}
_PLANTED = 1.5
_AROUND_PLANTED = 0.2  # sound, but the same hosts come again and again
_SPUN = 0.3  # 7,000 marks of 20 hands; the planted phrases are what a new spinner looks like


@dataclass(frozen=True)
class Printed(PhraseRule):
    """Finds printed wordings for training; reports nothing."""

    wordings: tuple[str, ...] = ()

    code = "SPN112"

    def phrases(self) -> Sequence[str]:
        """The printed wordings."""
        return self.wordings

    def judge(self, document: Document, matches: Sequence[Match]) -> Iterator[Finding]:
        """Nothing."""
        return iter(())


@dataclass(frozen=True, slots=True)
class Sample:
    """One place: its columns and flags, whether it was changed, and how much it counts."""

    columns: Mapping[str, float]
    flags: tuple[bool, ...]
    changed: bool
    weight: float
    gold: Gold
    replacement: Replacement


@dataclass(frozen=True)
class Known:
    """All pairs by printed wording, and how often each is printed in a million words of clean text."""

    written: Mapping[str, Sequence[tuple[str, frozenset[str]]]]
    rates: Mapping[str, float]
    rule: Printed

    @classmethod
    def of(cls, support: Support, rates: Mapping[str, float]) -> Known:
        """Ready to be looked for."""
        written: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for (printed, wording), them in support.items():
            written.setdefault(printed, []).append((wording, them))
        return cls(written, rates, Printed(tuple(written)))


def samples_of(gold: Gold, known: Known) -> Iterator[Sample]:
    """The places of a document, with the wordings that are known from elsewhere than this document or its fold."""
    document = Document(gold.text)
    matches = document.fact(scanner((known.rule,)))[known.rule]
    if not matches:
        return
    spun = document.fact(read_spin).document
    tried: list[list[Replacement]] = []
    for match in matches:
        them = list(_replacements(document, match, known, {str(gold.fold), REAL + gold.group}, spun))
        if them:
            tried.append(them)
    if tried:
        yield from _samples(gold, document, weigh_replacements(document, tried, spun))


def _replacements(
    document: Document, match: Match, known: Known, without: set[str], spun: float
) -> Iterator[Replacement]:
    inside, rate = document.words.between(match.span), known.rates[match.phrase]
    others = [(wording, them - without) for wording, them in known.written[match.phrase] if them - without]
    if is_worth_trying(rate, any(them - {OWN} for _, them in others), spun):
        for wording, them in others:
            part = set(wording.split()) <= set(match.phrase.split())
            yield Replacement(inside.start, inside.stop - 1, wording, rate, bool(them - {OWN}), part)


def _samples(gold: Gold, document: Document, weighed: Weighed) -> Iterator[Sample]:
    for place, each in enumerate(weighed.chosen):
        span = document.words.span(each.first, each.last)
        changed = any(span.overlaps(other.span) for other in gold.spans or ())
        columns = {name: float(weighed.columns[name][place]) for name in CURVES}
        flags = tuple(bool(flag) for flag in weighed.flags[:, place])
        yield Sample(columns, flags, changed, _weight(gold, changed), gold, each)


def _weight(gold: Gold, changed: bool) -> float:
    if not gold.spun:
        return 1.0
    if gold.source != "planted":
        return _SPUN
    return _PLANTED if changed else _AROUND_PLANTED


def fit(samples: Sequence[Sample]) -> Additive:
    """The model of all samples."""
    columns = {name: np.array([each.columns[name] for each in samples]) for name in CURVES}
    flags = list(np.array([each.flags for each in samples]).T)
    changed = np.array([each.changed for each in samples])
    weight = np.array([each.weight for each in samples])
    return fit_additive(columns, KNOTS, flags, ((0, 1),), changed, weight)


def held_out_figures(model: Additive, samples: Iterable[Sample], words: int) -> dict[str, float]:
    """How the model does on places it was not fitted to; `words`: of the clean texts among them."""
    rows = list(samples)
    columns = {name: np.array([each.columns[name] for each in rows]) for name in CURVES}
    sure = model.score(columns, list(np.array([each.flags for each in rows]).T)) > 0
    clean = sum(hit and not each.gold.spun for hit, each in zip(sure, rows, strict=True))
    figures = {"false alarms per 1,000 clean words": round(1000 * float(clean) / words, 4)}
    for name, planted in (("planted", True), ("spun", False)):
        changed = [each.changed and planted == (each.gold.source == "planted") for each in rows]
        figures |= {f"{name} places": sum(changed), f"{name} found": int(sure[changed].sum())}
    return figures
