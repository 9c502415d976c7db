"""SPN111: the document as a whole reads spun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Document, Finding, Mask, Row, Rule, Span, option, read_spin
from spinlint_rules.spin.substitutions import find_substitutions, substituted
from spinlint_rules.spin.texts import SPUN_DENSITY, WRITTEN


@dataclass(frozen=True)
class SpinDensity(Rule):
    """The text as a whole reads as if a spinner had gone through it.

    Single odd words happen to everyone; many of them in one text, against what the language model expects of each
    place, do not. The confidence is the probability that the document was spun, from all suspicious words together.

    Do not mend single words: find the source that the text was spun from, or drop it.
    """

    code = "SPN111"
    name = "spin-density"
    languages = frozenset({"en"})
    min_words = 80

    least: float = option(0.9, "probability that the document is spun from which on it is reported")
    substitutions: int = option(3, "substitutions that must have been found one by one as well")

    bad = (SPUN_DENSITY,)
    good = (WRITTEN, "The library opens at nine and closes at six, and it is shut on Sundays.", "")

    def may_find(self, row: Row) -> Mask | None:
        return row.fact(substituted) if self.substitutions else None

    def check(self, document: Document) -> Iterator[Finding]:
        """Yield at most one finding, at the first line."""
        reading = document.fact(read_spin)
        probability = float(1 / (1 + np.exp(-reading.document)))
        if probability < self.least:
            return
        count = len(document.fact(find_substitutions))
        if count >= self.substitutions:
            words = len(reading.words)
            message = f"the text reads spun: {count} of its {words} words or expressions look substituted"
            yield self.finding(_first_line(document), message, confidence=round(probability, 3))


def _first_line(document: Document) -> Span:
    """The line of the first word."""
    return document.line(document.position(int(document.words.start[0])).line)
