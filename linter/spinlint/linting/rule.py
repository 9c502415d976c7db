"""What a rule is: a frozen dataclass that says what it looks for and yields what it finds."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, ClassVar, TypeVar

from spinlint.linting.findings import Finding, Fix, Related, Severity
from spinlint.text.document import Document
from spinlint.text.row import Mask, Row
from spinlint.text.spans import Span

Default = TypeVar("Default")


def option(default: Default, help: str) -> Default:
    """A field of a rule that users can set: `[tool.spinlint.rules.<name>]` passes it to the constructor."""
    return dataclasses.field(default=default, metadata={"help": help})


class Rule:
    """Base of all rules. A subclass is a frozen dataclass; its fields are its options (see `option`).

    The docstring is the manual: first line the summary, then why it matters and what to do about it. `bad` holds
    texts in which the rule must find exactly the places marked `<<...>>`; `good` texts in which it finds nothing.
    """

    code: ClassVar[str]
    """Family and three digits, never reused."""
    name: ClassVar[str]
    """Reads well in "allow <name>"; names the pattern, not the remedy."""
    severity: ClassVar[Severity] = Severity.WARNING
    languages: ClassVar[frozenset[str] | None] = None
    """ISO 639-1 codes of the languages that the rule can read; None: any."""
    min_words: ClassVar[int] = 0
    """Documents with fewer words are skipped, and the report says so."""
    default: ClassVar[bool] = True
    """Whether the rule runs without being selected."""
    markup: ClassVar[str] = "text"
    """The notation in which the examples are written."""
    bad: ClassVar[tuple[str, ...]] = ()
    good: ClassVar[tuple[str, ...]] = ()

    def check(self, document: Document) -> Iterator[Finding]:
        """Yield what is wrong with the document; change nothing."""
        raise NotImplementedError

    def may_find(self, row: Row) -> Mask | None:
        """Which documents of a row (one answer for each) `check` has to look at; None: all of them.

        An array over many documents costs hardly more than one over a single page, and most rules find nothing in most
        texts. Where the answer is no, `check` must have nothing to yield; its own tests stay, for it is also called
        alone.
        """
        return None

    def finding(
        self,
        span: Span,
        message: str,
        *,
        suggestion: str | None = None,
        confidence: float | None = None,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this rule; `severity` where this one differs from the rule's own."""
        return Finding(
            span, self.code, self.name, severity or self.severity, message, suggestion, confidence, related, fix
        )

    @classmethod
    def options(cls) -> dict[str, tuple[Any, str]]:
        """The options by name: default value and help."""
        if not dataclasses.is_dataclass(cls):
            return {}
        return {each.name: (each.default, each.metadata.get("help", "")) for each in dataclasses.fields(cls)}
