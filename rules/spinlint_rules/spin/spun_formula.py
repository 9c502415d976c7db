"""SPN102: fixed formulas that spinners print and people do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from spinlint import Document, Finding, Match, PhraseRule, option
from spinlint_rules.spin.evidence import RARE, SCARCE, UNSEEN, spun_probability, weight_of
from spinlint_rules.spin.lists import rows_by_phrase
from spinlint_rules.spin.quotations import is_cited
from spinlint_rules.spin.wording import in_style_of

_LIST = "formulas.tsv"


@dataclass(frozen=True, slots=True)
class Formula:
    """What a spinner prints, the likely original, and the weight of one occurrence as evidence (log-odds)."""

    phrase: str
    original: str
    weight: float


@lru_cache(maxsize=4096)
def formula(phrase: str) -> Formula:
    """What is known of a formula."""
    _, original, hits = rows_by_phrase(_LIST)[phrase].split("\t")
    return Formula(phrase, original, weight_of(int(hits)))


@dataclass(frozen=True)
class SpunFormula(PhraseRule):
    """A formula that article spinners print everywhere and people do not write.

    A spinner replaces word by word from a fixed table, so its product is full of formulas that no editor would let
    pass: "a standout amongst the most" for "one of the most", "now no longer" for "not", "used to be born" for "was
    born". One of them is a strange slip; several are a spun text, to be replaced by its original. Every formula of the
    list was counted over 68 million words of clean text. Those that never occur there stand for themselves; rarer
    slips of real writers ("for the reason that", "up to now") are shown only beside others that make the document look
    spun, and the confidence says how much so.

    What stands in a short quotation of its own is talked about, not used, and is left alone (so are 2 of 823 places in
    really spun text).

    Known false alarms: a longer quotation of spun text, and now and then a learner's or a translator's phrase: 0.002
    findings per 1,000 words of clean text, in 2 of 1,785 documents that the list was not pruned with.
    """

    code: ClassVar[str] = "SPN102"
    name: ClassVar[str] = "spun-formula"

    bad: ClassVar[tuple[str, ...]] = (
        "The bakery <<used to be born>> in a garage, and its bread <<does now no longer>> cost more than it should.",
        "Lisbon is <<a standout amongst the most>> walkable towns, and you can cross it <<without much of a stretch>>.",
        "The museum shows boats built <<via way of means of>> hand, kept <<withinside the>> dry for a century.",
    )
    good: ClassVar[tuple[str, ...]] = (
        "The bakery used to be in a garage. It no longer is, and its bread costs no more than it should.",
        "He wrote off the old mill, for the reason that nobody up to now had asked for its flour.",
        "In the event that the lift fails, take the stairs on the north side.",
        'My "ruling party" had become a "ruling birthday party", and "three decades" had become "3 a long time".',
        "Little by little the shop found its customers, and with them its name.",
    )

    confidence: float = option(0.6, "the least confidence of a finding that is shown")

    def phrases(self) -> Sequence[str]:
        """Every formula, the weak ones too."""
        return tuple(rows_by_phrase(_LIST))

    def judge(self, document: Document, matches: Sequence[Match]) -> Iterator[Finding]:
        """Weigh all formulas of the document together, then show each if they are enough."""
        if not matches:
            return
        found = [(match, formula(match.phrase)) for match in _longest(matches) if not is_cited(document, match.span)]
        distinct = {each.phrase: each.weight for _, each in found}
        spun = spun_probability(distinct.values(), len(document.words))
        if spun < self.confidence:
            return
        for match, each in found:
            printed = match.span.cut(document.text)
            wanted = in_style_of(printed, each.original)
            message = f"“{printed}” is what article spinners print for “{wanted}”"
            # What rarely stands in clean text may stand in a spun one by chance.
            confidence = round(spun * _BY_SPINNER[each.weight], 3)
            yield self.finding(match.span, message, suggestion=wanted, confidence=confidence)


_BY_SPINNER = {UNSEEN: 0.995, SCARCE: 0.98, RARE: 0.95}


def _longest(matches: Sequence[Match]) -> Iterator[Match]:
    """Matches that do not overlap: the longest of those that start first."""
    end = -1
    for match in matches:
        if match.span.start >= end:
            end = match.span.end
            yield match
