"""Runs rules over labelled documents and keeps what they said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from spinlint.evaluation.gold import Gold, GoldSpan
from spinlint.linting.engine import Linter
from spinlint.linting.findings import Finding, Report, Severity
from spinlint.linting.rule import Rule
from spinlint.text.document import Document
from spinlint.text.spans import Span

Fact = Callable[[Report], float | None]
"""A number per document: the higher, the more it looks spun; None where it cannot tell."""
Figures = dict[str, Any]

FAMILY = "SPN"


@dataclass(frozen=True)
class Reading:
    """What the rules said of a labelled document."""

    gold: Gold
    words: int
    warnings: tuple[Finding, ...]
    notes: tuple[Finding, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    failures: tuple[tuple[str, str], ...] = ()

    @property
    def density(self) -> float:
        """Warnings per 1,000 words."""
        return 1000 * len(self.warnings) / max(self.words, 1)


def read(rules: Iterable[Rule], gold: Iterable[Gold], facts: Mapping[str, Fact] | None = None) -> list[Reading]:
    """Run the rules over labelled documents; over those of a fold, rules that do not know that fold."""
    rules = tuple(rules)
    linters: dict[int, Linter] = {}
    readings = []
    for each in gold:
        if each.fold not in linters:
            linters[each.fold] = Linter(held_out(rules, each.fold))
        readings.append(_read_one(linters[each.fold], each, facts or {}))
    return readings


def held_out(rules: Iterable[Rule], fold: int) -> tuple[Rule, ...]:
    """The rules, those with an option `without_fold` (lists of known phrases) without what belongs to the fold."""
    return tuple(
        replace(rule, without_fold=fold) if fold >= 0 and hasattr(rule, "without_fold") else rule  # type: ignore[type-var]
        for rule in rules
    )


def _read_one(linter: Linter, gold: Gold, facts: Mapping[str, Fact]) -> Reading:
    report = linter.lint(Document(gold.text, name=gold.id))
    mine = [finding for finding in report.findings if finding.code.startswith(FAMILY)]
    warnings = tuple(each for each in mine if each.severity.rank >= Severity.WARNING.rank)
    notes = tuple(each for each in mine if each.severity is Severity.NOTE)
    scores = {name: value for name, fact in facts.items() if (value := fact(report)) is not None}
    return Reading(gold, len(report.document.words), warnings, notes, scores, tuple(report.failures.items()))


def pieces(gold: Gold, words: int, most: int) -> Iterator[Gold]:
    """At most `most` pieces of `words` words from the start of a document on, without overlap; none where it has
    fewer."""
    table = Document(gold.text).words
    for number in range(min(most, len(table) // words)):
        start = int(table.start[number * words]) if number else 0
        end = int(table.end[(number + 1) * words - 1])
        yield replace(
            gold,
            id=f"{gold.id}/{number}",
            text=gold.text[start:end],
            spans=None if gold.spans is None else tuple(_moved(gold.spans, start, end)),
            ignored=tuple(
                Span(span.start - start, span.end - start)
                for span in gold.ignored
                if start <= span.start and span.end <= end
            ),
        )


def _moved(spans: Iterable[GoldSpan], start: int, end: int) -> Iterator[GoldSpan]:
    for each in spans:
        if start <= each.span.start and each.span.end <= end:
            yield GoldSpan(Span(each.span.start - start, each.span.end - start), each.original)
