"""RDB102: sentences without end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Finding, Mask, Row, Rule, Severity, option
from spinlint_rules.grams import first_line
from spinlint_rules.readability.syllables import row_sentence_length, sentence_length


@dataclass(frozen=True)
class EndlessSentences(Rule):
    """The sentences are so long that their stops must be missing.

    Transcripts, scraped tables and machine output have lost their full stops, or the writer uses none. Measured from
    sentence to sentence, 2,273 clean documents have 18 words at the median; 1 % have more than 60, nearly all of them
    essays of pupils and learners.
    """

    code = "RDB102"
    name = "endless-sentences"
    severity = Severity.NOTE
    min_words = 100
    bad = (
        "<<"
        + "we went to the market and there was a man with a goat and the goat ate the flowers and " * 8
        + "we left>>",
    )
    good = ("We went to the market, and there was a man with a goat. The goat ate the flowers. Nobody minded. " * 8,)

    most: float = option(60.0, "words per sentence")

    def may_find(self, row: Row) -> Mask:
        return row.fact(row_sentence_length) > self.most

    def check(self, document: Document) -> Iterator[Finding]:
        length = document.fact(sentence_length)
        if length > self.most:
            yield self.finding(first_line(document), f"{length:.0f} words per sentence")
