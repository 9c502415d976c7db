"""One document through everything: rules, suppressions, score, and the choice of what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from spinlint.errors import SettingsError
from spinlint.lexicon.spin import read_together
from spinlint.lexicon.structure_row import tell_structure
from spinlint.linting.comparison import CorpusRule
from spinlint.linting.engine import Linter
from spinlint.linting.findings import Finding, Reliability, Report, Severity
from spinlint.linting.notices import NOTICES, LowScore, Notice
from spinlint.linting.options import build_rule
from spinlint.linting.registry import load_rules
from spinlint.linting.rule import Rule
from spinlint.linting.selection import check_selectors, choose, nearest
from spinlint.linting.settings import Settings
from spinlint.reliability import assess, is_scored
from spinlint.text.document import Document
from spinlint.text.language import tell_languages
from spinlint.text.row import in_rows, read_row
from spinlint.text.spans import Span

GATE = "spinlint:"  # in every suppression comment


def all_rules() -> tuple[type[Rule], ...]:
    """Every rule that has a manual page: those of the packs and the engine's own, by code."""
    return tuple(sorted((*load_rules(), *NOTICES), key=lambda rule: rule.code))


class Checker:
    """Settings made ready to check documents. Raises SettingsError for settings that name what does not exist."""

    def __init__(self, settings: Settings) -> None:
        self.rules = all_rules()
        _check_names(settings, self.rules)
        choice = choose(self.rules, settings.selections)
        options = {name: dict(values) for name, values in settings.rules}
        self.linter = Linter(
            build_rule(rule, options.get(rule.name, {}), settings.source)
            for rule in choice.run
            if not issubclass(rule, Notice)
        )
        self._ran = frozenset(rule.code for rule in choice.run if not issubclass(rule, CorpusRule))
        self.shown = choice.shown
        self._lowest = Severity(settings.show).rank
        self._min_score = settings.min_score
        self._language = settings.lang

    def check_all(self, documents: Iterable[Document]) -> Iterator[Report]:
        """As `check`, for each document in order; what costs most is read for rows of documents at once."""
        for together in in_rows(documents):
            yield from map(self._complete, self._lint(together))

    def check(self, document: Document) -> Report:
        """The whole report on a document: findings of the chosen rules, and the score of all that ran."""
        return next(self.check_all((document,)))

    def _lint(self, documents: Sequence[Document]) -> Iterator[Report]:
        if self._language:
            for document in documents:
                vars(document)["language"] = self._language  # fills the cached fact before anybody guesses
        try:
            row = read_row(documents)
        except Exception:  # it will be met again, and said, where the document at fault is read alone
            return map(self.linter.lint, documents)
        with suppress(Exception):  # so here
            tell_languages(row)
            read_together([document for document in documents if is_scored(document)])
            tell_structure(row)
        return self.linter.lint_row(row)

    def _complete(self, report: Report) -> Report:
        document = report.document
        if GATE in document.text:
            from spinlint.linting.suppressions import suppress as hide  # noqa: PLC0415 (its patterns cost 3 ms)

            looked = self._ran - report.skipped.keys()
            report = replace(report, findings=hide(document, report.findings, self.rules, looked))
        return self._finish(*_assessed(report))

    def _finish(self, report: Report, reliability: Reliability) -> Report:
        findings = tuple(finding for finding in report.findings if self._is_shown(finding))
        if self._min_score is not None and reliability.score is not None and reliability.score < self._min_score:
            message = f"score {reliability.score:.2f} is below the minimum of {self._min_score:g}"
            findings = (LowScore.at(Span(0, 0), message), *findings)
        skipped = {code: why for code, why in report.skipped.items() if code in self.shown}
        return Report(report.document, findings, skipped, report.failures, reliability)

    def _is_shown(self, finding: Finding) -> bool:
        return finding.code in self.shown and finding.severity.rank >= self._lowest


def _assessed(report: Report) -> tuple[Report, Reliability]:
    """The score; where data and program do not fit together (a lexicon of another version), that is a failure."""
    try:
        return report, assess(report)
    except Exception as error:  # what the rules found is reported all the same
        failures = {**report.failures, LowScore.code: f"{type(error).__name__}: {error}"}
        return replace(report, failures=failures), Reliability(None, "unscored")


@lru_cache(maxsize=256)
def checker(settings: Settings) -> Checker:
    """The checker for some settings; the same object for the same settings."""
    return Checker(settings)


def _check_names(settings: Settings, rules: tuple[type[Rule], ...]) -> None:
    for layer in settings.selections:
        check_selectors((*(layer.select or ()), *layer.extend_select, *layer.ignore), rules, settings.source)
        for selector in layer.ignore:
            if selector.upper().startswith("IOE") or selector.lower() == "input":
                raise SettingsError(
                    f"{settings.source}: {selector} cannot be ignored, it says that something was not checked; "
                    "use --exclude"
                )
    for _, codes in settings.per_file_ignores:
        check_selectors(codes, rules, settings.source)
    names = [rule.name for rule in rules]
    for name, _ in settings.rules:
        if name not in names:
            raise SettingsError(f"{settings.source}: no rule is called {name!r}{nearest(name, names)}")
