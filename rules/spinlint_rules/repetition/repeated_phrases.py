"""REP102: a text that goes over the same wording again and again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Finding, Mask, Row, Rule, Severity, option
from spinlint_rules.grams import first_line, is_verse, repeated_share, row_variety

_COMPANY = (
    "Our company offers the best service in the whole region. Call us today for a free offer. "
    "The staff is friendly and every order counts. "
)

_RICH = 0.866  # Herdan's C above which `repeated_share` never counts from a hundred words on


@dataclass(frozen=True)
class RepeatedPhrases(Rule):
    """A large part of the text repeats wording of its own.

    Counted are the words that belong to a run of five words which occurs at least twice. The Gopher corpus dropped
    documents from 15 % on (Rae et al. 2021, table A1, by characters; `dup_n_grams` of datatrove's
    `GopherRepetitionFilter`). That is far too low for judging single texts: 9 % of 2,505 clean documents of 18 genres
    exceed it, court decisions and essays on a set topic above all. 0.8 % exceed 40 %, the default.
    """

    code = "REP102"
    name = "repeated-phrases"
    severity = Severity.NOTE
    min_words = 60
    bad = ("<<" + _COMPANY.strip() + ">>\n\nAnd again.\n\n" + _COMPANY * 3,)
    good = (
        "The harbour was quiet. A crane stood against the light, and two men in orange jackets talked beside it about "
        "the weather, the price of diesel, and a cousin in Gdynia who had bought a boat. Nobody hurried. By noon the "
        "fog had lifted and the ferry came in, late as always, with its lamps still burning and a dog on the upper "
        "deck that barked at the gulls.",
    )

    most: float = option(0.4, "share of the words that may belong to repeated runs of five words")

    def may_find(self, row: Row) -> Mask:
        return (row_variety(row) <= _RICH) | (row.sizes < 100)

    def check(self, document: Document) -> Iterator[Finding]:
        share = document.fact(repeated_share)
        if share > self.most and not is_verse(document):
            yield self.finding(
                first_line(document), f"{share:.0%} of the words belong to runs of five words that occur more than once"
            )
