"""Rules that compare documents of a corpus. The corpus finds what belongs together; the rule says what that means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from spinlint.linting.findings import Finding, Related
from spinlint.linting.rule import Rule
from spinlint.text.document import Document
from spinlint.text.row import Mask, Row
from spinlint.text.spans import Span

COPY = "copy"
NEAR = "near"
RETOLD = "retold"
SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Relation:
    """What a document has to do with another of the corpus.

    `kind`: copy (the same words), near (most of the words), retold (the same in other words), shared (a passage).
    `similarity` lies between 0 and 1 and means what the kind says. `kept`: of all that belong together, this document
    is the one to keep. `count`: how many other documents stand in this relation to it. `places`: the spans here and
    in the other document that show it, the most telling first.
    """

    kind: str
    other: Document
    similarity: float
    kept: bool
    count: int
    places: tuple[tuple[Span, Span], ...]

    def related(self, message: str, place: int = 0) -> Related:
        """The place in the other document."""
        other = self.other
        return Related(self.places[place][1], message, other.name, other.record, other.id)


class CorpusRule(Rule):
    """A rule that needs to know the other documents. It runs in `screen` and `check --cross-document`.

    In its examples a form feed parts the documents.
    """

    relation: ClassVar[str]
    """The kind of relation that it judges."""

    def may_find(self, row: Row) -> Mask:
        """No document: see `check`."""
        return np.zeros(len(row), dtype=bool)

    def check(self, document: Document) -> Iterator[Finding]:
        """Nothing: alone, a document is related to none."""
        return iter(())

    def compare(self, document: Document, relations: Sequence[Relation]) -> Iterator[Finding]:
        """Yield findings from the relations of its kind, the strongest first."""
        raise NotImplementedError
