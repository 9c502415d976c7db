"""Runs rules over a document. A rule that raises becomes a failure in the report; the others still run."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import compress

import numpy as np

from spinlint.linting.findings import Finding, Report
from spinlint.linting.overlaps import without_covered
from spinlint.linting.phrases import PhraseRule, scanner
from spinlint.linting.rule import Rule
from spinlint.text.document import Document
from spinlint.text.row import Mask, Row, read_row
from spinlint.text.spans import Offsets

_FEW = 3
"""Documents from which on it pays to ask rules about a row: measured on news of 4.5 KB."""


class Linter:
    """A set of rules made ready to run: all their phrases are in one index."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._scan = scanner(tuple(rule for rule in self.rules if isinstance(rule, PhraseRule)))
        self._limits = sorted({rule.min_words for rule in self.rules})
        self._choices: dict[tuple[int, str], Choice] = {}

    def lint(self, document: Document) -> Report:
        """The report on one document, without a score."""
        try:
            row = read_row([document])
        except Exception as error:
            return _failed(document, self.rules, error)
        return next(self.lint_row(row))

    def lint_row(self, row: Row) -> Iterator[Report]:
        """The report on each document of a row, in order: the same as that on the document alone."""
        worth = self._worth(row)
        for number, document in enumerate(row.documents):
            try:
                choice = self._choice(document)
            except Exception as error:
                yield _failed(document, self.rules, error)
                continue
            chosen = worth[:, number].take(choice.places).tolist()
            yield self._lint(document, compress(choice.rules, chosen), dict(choice.skipped))

    def _worth(self, row: Row) -> Mask:
        """By rule and document: whether the one has to look at the other."""
        worth = np.ones((len(self.rules), len(row)), dtype=bool)
        found = set(self._scan.scan(row))
        for place, rule in enumerate(self.rules):
            if isinstance(rule, PhraseRule):
                worth[place] = [(rule, number) in found for number in range(len(row))]
                continue
            if len(row) < _FEW:  # its own tests are the cheaper ones
                continue
            with suppress(Exception):  # then it has to look at all of them, and may say so itself
                answer = rule.may_find(row)
                if answer is not None:
                    worth[place] = answer
        return worth

    def _choice(self, document: Document) -> Choice:
        """Which rules apply to documents of such a length and language."""
        length = bisect_right(self._limits, len(document.words))
        key = length, document.language
        if key not in self._choices:
            reasons = [why_skipped(rule, document) for rule in self.rules]
            self._choices[key] = Choice(
                np.array([place for place, reason in enumerate(reasons) if reason is None], dtype=np.intp),
                tuple(rule for rule, reason in zip(self.rules, reasons, strict=True) if reason is None),
                {rule.code: reason for rule, reason in zip(self.rules, reasons, strict=True) if reason},
            )
        return self._choices[key]

    def _lint(self, document: Document, rules: Iterable[Rule], skipped: dict[str, str]) -> Report:
        findings: list[Finding] = []
        failures: dict[str, str] = {}
        for rule in rules:
            before = len(findings)
            try:
                if isinstance(rule, PhraseRule):
                    findings.extend(rule.judge(document, document.fact(self._scan)[rule]))
                else:
                    findings.extend(rule.check(document))
            except Exception as error:  # a broken rule of a stranger's pack must not hide what the others found
                failures[rule.code] = f"{type(error).__name__}: {error}"
            if len(findings) > before and (fault := take_out_broken(findings, before, document)):
                failures[rule.code] = fault
        if not findings:
            return Report(document, (), skipped, failures)
        findings.sort(key=lambda finding: finding.order)
        return Report(document, tuple(without_covered(findings)), skipped, failures)


@dataclass(frozen=True, eq=False, slots=True)
class Choice:
    """The rules that apply to a document, their places among all rules, and why the others do not."""

    places: Offsets
    rules: tuple[Rule, ...]
    skipped: dict[str, str]


def _failed(document: Document, rules: Iterable[Rule], error: Exception) -> Report:
    """The report on a document that no rule could read."""
    return Report(document, failures={rule.code: f"{type(error).__name__}: {error}" for rule in rules})


def take_out_broken(findings: list[Finding], first: int, document: Document) -> str | None:
    """Take out, from `first` on, what no reporter could show, and say what it was: a bug of a rule, not of the text."""
    fault = None
    for index in reversed(range(first, len(findings))):
        finding = findings[index]
        if not isinstance(finding, Finding):
            fault = f"yielded {finding!r:.60} and not a finding"
        elif not 0 <= finding.span.start <= finding.span.end <= len(document.text):
            fault = f"a finding at {finding.span.start}-{finding.span.end}, outside the text"
        else:
            continue
        del findings[index]
    return fault


def why_skipped(rule: Rule, document: Document) -> str | None:
    """Why a rule does not apply to a document, in words; None where it does."""
    if rule.min_words and len(document.words) < rule.min_words:
        return f"fewer than {rule.min_words} words"
    if rule.languages is not None and document.language not in rule.languages:
        return f"not for language {document.language}"
    return None
