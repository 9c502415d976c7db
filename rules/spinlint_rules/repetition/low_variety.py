"""REP104: few different words for the length of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Finding, Mask, Row, Rule, Severity, option
from spinlint_rules.grams import first_line, row_variety, variety, vocabulary_size

_POOR = "He saw the dog and the dog saw him, and he saw the cat and the cat saw him, and the dog saw the cat. "

_SLACK = 1e-9  # for the last bits of a logarithm


@dataclass(frozen=True)
class LowVariety(Rule):
    """The text uses few different words for its length.

    The measure is Herdan's C, the logarithm of the number of different words over that of all words, because it hardly
    depends on the length (a type-token ratio does: RedPajama v2's `frac_unique_words` falls from 0.7 at 100 words to
    0.3 at 2,000). In 2,273 clean documents C is 0.88 at the median, 0.80 at the first percentile; the default leaves
    out all but 0.2 %, most of them essays of learners.
    """

    code = "REP104"
    name = "low-variety"
    severity = Severity.NOTE
    min_words = 100
    bad = ("<<" + _POOR.strip() + ">>\n" + _POOR * 5,)
    good = (
        "The harbour was quiet. A crane stood against the light, and two men in orange jackets talked beside it about "
        "the weather, the price of diesel, and a cousin in Gdynia who had bought a boat. Nobody hurried. By noon the "
        "fog had lifted and the ferry came in, late as always, with its lamps still burning and a dog on the upper "
        "deck that barked at the gulls. Later we walked up to the old customs house, where a painter had his easel "
        "between crates of onions; he had put in the crane, the jackets, even the dog, but not the fog, which, he "
        "said, everybody here had seen too often to pay for.",
    )

    least: float = option(0.775, "Herdan's C below which the text is reported")

    def may_find(self, row: Row) -> Mask:
        return row_variety(row) < self.least + _SLACK

    def check(self, document: Document) -> Iterator[Finding]:
        if document.fact(variety) < self.least:
            different = document.fact(vocabulary_size)
            yield self.finding(first_line(document), f"only {different} different words in {len(document.words)}")
