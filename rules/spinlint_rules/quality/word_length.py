"""QLT101: words that are too short or too long for a language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Finding, Mask, Row, Rule, Severity, option
from spinlint_rules.grams import first_line, mean_word_length, row_word_length


@dataclass(frozen=True)
class OddWordLength(Rule):
    """The mean length of the words is not that of written language.

    Letters set apart ("w o r d s"), tables and codes have very short words, text without blanks very long ones. The
    bounds are those of the Gopher corpus (Rae et al. 2021, table A1; `GopherQualityFilter` in datatrove). English has
    4.6 letters at the median; 2 of 2,505 clean documents are out of bounds, tables of figures.
    """

    code = "QLT101"
    name = "odd-word-length"
    severity = Severity.NOTE
    min_words = 50
    bad = (
        "<<" + "T h e c a t s a t o n t h e m a t . " * 4 + "E n d>>",
        "<<" + "Thecatsatonthematandlooked overthegardenwall " * 30 + "end>>",
    )
    good = ("The cat sat on the mat and looked over the garden wall at the neighbours. " * 4,)

    shortest: float = option(3.0, "letters and digits per word, at least")
    longest: float = option(10.0, "letters and digits per word, at most")

    def may_find(self, row: Row) -> Mask:
        mean = row.fact(row_word_length)
        return (mean < self.shortest) | (mean > self.longest)

    def check(self, document: Document) -> Iterator[Finding]:
        mean = document.fact(mean_word_length)
        if not self.shortest <= mean <= self.longest:
            yield self.finding(first_line(document), f"words have {mean:.1f} letters on average")
