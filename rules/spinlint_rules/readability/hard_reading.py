"""RDB101: text that hardly anybody could read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Finding, Mask, Row, Rule, Severity, option
from spinlint_rules.grams import first_line, mean_word_length, row_word_length
from spinlint_rules.readability.syllables import flesch, row_sentence_length, sentence_length

_HARD = (
    "The institutionalisation of interdisciplinary methodological considerations necessitates, notwithstanding "
    "organisational incompatibilities, administratively harmonised responsibilities concerning epistemological "
    "categorisation, intergovernmental standardisation and internationally comparable accountability. "
)

_SLACK = 1e-9  # for the last bits of a sum


@dataclass(frozen=True)
class HardReading(Rule):
    """The text is harder to read than nearly all that people publish.

    Flesch's reading ease takes long sentences and long words as the measure of difficulty: 100 is very easy, 60 plain,
    0 very hard. Below 5 there is 1 % of 2,273 clean documents: abstracts, and essays without full stops. Spun text gets
    harder than its original, since the spinner's synonyms are longer, but rarely so hard; a median of 35 against 60.

    Split sentences, and prefer the short word.
    """

    code = "RDB101"
    name = "hard-reading"
    severity = Severity.NOTE
    languages = frozenset({"en"})
    min_words = 100
    bad = ("<<" + (_HARD * 5).strip() + ">>",)
    good = ("The cat sat on the mat and looked over the garden wall at the old man from the mill. " * 8,)

    least: float = option(5.0, "Flesch's reading ease, at least")

    def may_find(self, row: Row) -> Mask:
        index = 4.71 * row.fact(row_word_length) + 0.5 * row.fact(row_sentence_length) - 21.43
        return index >= 17 - _SLACK

    def check(self, document: Document) -> Iterator[Finding]:
        # The readability index of Smith and Senter (1967) needs no syllables; below 17 no document had an ease below 5.
        if 4.71 * document.fact(mean_word_length) + 0.5 * document.fact(sentence_length) - 21.43 < 17:
            return
        ease = document.fact(flesch)
        if ease < self.least:
            yield self.finding(first_line(document), f"Flesch's reading ease is {ease:.0f}")
