"""SPN101: a synonym that the sentence does not want."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Finding, Mask, Row, Rule, Severity, option
from spinlint_rules.spin.substitutions import LEAST_WORDS, Kind, find_substitutions, substituted
from spinlint_rules.spin.texts import SPUN_WORDS, WRITTEN


class SubstitutionRule(Rule):
    """What the rules have in common that report a kind of substitution."""

    languages = frozenset({"en"})
    min_words = LEAST_WORDS
    kind: Kind
    what: str
    sure: float

    def may_find(self, row: Row) -> Mask:
        return row.fact(substituted)

    def check(self, document: Document) -> Iterator[Finding]:
        """Yield the substitutions of this rule's kind."""
        for each in document.fact(find_substitutions):
            if each.kind is self.kind:
                severity = self.severity if each.confidence >= self.sure else Severity.NOTE
                yield self.finding(
                    each.span,
                    f"{each.span.cut(document.text)!r} {self.what}",
                    suggestion=each.original,
                    confidence=round(each.confidence, 3),
                    severity=severity,
                )


@dataclass(frozen=True)
class UnlikelySynonym(SubstitutionRule):
    """A synonym stands where the sentence wants another word.

    An article spinner takes the writer's words and prints synonyms that do not fit: "Putin mentioned" for "said",
    "his ultimate foothold" for "last". The rule reads the text backwards through a noisy channel: for each word that
    its neighbours do not expect, is there a word that a spinner turns into it and that they do expect? How far such a
    place is believed depends on the whole document: a lone odd word in a sound text is left alone.

    Replace the word by the suggestion where it is right, or the whole text by its source. Poetry, old prose and
    authors with a taste for rare words can be met by mistake.
    """

    code = "SPN101"
    name = "unlikely-synonym"
    kind = Kind.WORD
    what = "reads like a synonym put in place of another word"

    sure: float = option(0.5, "confidence from which on a finding is a warning and not a note")

    bad = (SPUN_WORDS,)
    good = (WRITTEN, "The library opens at nine and closes at six, and it is shut on Sundays.", "")
