"""The engine: one broken rule hides nothing of the others, whatever it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from spinlint import Document, Rule, Span
from spinlint.errors import PackError
from spinlint.linting.engine import Linter


@dataclass(frozen=True)
class Sound(Rule):
    """Finds the first character."""

    code = "TST101"
    name = "sound"

    def check(self, document: Document) -> Iterator[Any]:
        yield self.finding(Span(0, 1), "first")


@dataclass(frozen=True)
class Broken(Rule):
    """Does what it is told."""

    code = "TST201"
    name = "broken"

    act: Callable[[Rule], Iterator[Any]] = lambda rule: iter(())

    def check(self, document: Document) -> Iterator[Any]:
        yield self.finding(Span(1, 2), "fine so far")
        yield from self.act(self)


def _raises(error: BaseException) -> Callable[[Rule], Iterator[Any]]:
    def act(rule: Rule) -> Iterator[Any]:
        raise error
        yield

    return act


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (_raises(ZeroDivisionError("x")), "ZeroDivisionError: x"),
        (_raises(RecursionError("deep")), "RecursionError: deep"),
        (_raises(MemoryError()), "MemoryError"),
        (lambda rule: iter([rule.finding(Span(0, 99), "far")]), "a finding at 0-99, outside the text"),
        (lambda rule: iter([rule.finding(Span(-1, 1), "early")]), "outside the text"),
        (lambda rule: iter([rule.finding(Span(3, 2), "turned")]), "outside the text"),
        (lambda rule: iter(["text"]), "yielded 'text' and not a finding"),
        (lambda rule: 3, "TypeError"),
    ],
)
def test_a_broken_rule_is_a_failure_and_hides_nothing(act: Any, words: str) -> None:
    """What it found before stays, what the others find too, and the report says what went wrong."""
    report = Linter((Sound(), Broken(act))).lint(Document("abcdef"))
    assert [finding.code for finding in report.findings] == ["TST101", "TST201"]
    assert list(report.failures) == ["TST201"]
    assert words in report.failures["TST201"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit()])
def test_an_interruption_is_no_failure(error: BaseException) -> None:
    """Ctrl-C within a rule ends the run."""
    with pytest.raises(type(error)):
        Linter((Broken(_raises(error)),)).lint(Document("abc"))


def test_what_does_not_run_is_said() -> None:
    """Too short, or not its language."""

    @dataclass(frozen=True)
    class Picky(Sound):
        code = "TST301"
        name = "picky"
        min_words = 5
        languages = frozenset({"xx"})

    report = Linter((Picky(),)).lint(Document("Three words only"))
    assert report.skipped == {"TST301": "fewer than 5 words"}
    report = Linter((Picky(),)).lint(Document("There are more words than five here, as it seems."))
    assert report.skipped["TST301"].startswith("not for language")


def test_measurements_do_not_go_on_without_a_rule() -> None:
    """Figures without what a rule would have found are wrong: the failure is an error that names document and rule."""
    with pytest.raises(PackError, match=r"a\.txt: TST201 failed: ZeroDivisionError: x"):
        Linter((Broken(_raises(ZeroDivisionError("x"))),)).measure(Document("abc", name="a.txt"))
    assert Linter((Sound(),)).measure(Document("abc")).findings
