"""REP103: one phrase pressed into every sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Document, Finding, Mask, Related, Row, Rule, Severity, option, word_key
from spinlint_rules.grams import Keys, is_verse, pair_keys, row_counts, sorted_keys

_FUNCTION_WORDS = """
a an the of to in on at by for from with as is are was were be been being it its this that these those and or but not no
i you he she we they me him her us them my your his our their do does did has have had will would can could may might
shall should must if so than then there who which what when where how all any some more most other such into out up
mln dlrs vs cts per cent said pct
"""
_IGNORED = frozenset(_FUNCTION_WORDS.split())
_FUNCTION_KEYS = frozenset(word_key(word) for word in _IGNORED)
_UPPER_BITS = frozenset(key >> 8 for key in _FUNCTION_KEYS)


@dataclass(frozen=True)
class KeywordStuffing(Rule):
    """One phrase of two words comes up so often that the text seems to be written for it.

    Pages made for search engines press their key phrase into every sentence. A text about a thing with a long name does
    so too, within limits: in 2,218 clean documents of 100 words or more the most frequent pair of content words takes
    2 % of the words at the median, 6 % at the 98th percentile; 0.3 % have one that comes ten times and takes more.
    """

    code = "REP103"
    name = "keyword-stuffing"
    severity = Severity.NOTE
    languages = frozenset({"en"})
    min_words = 100
    bad = (
        "Looking for <<garden sheds>>? Our garden sheds are the best garden sheds. Every garden sheds buyer loves "
        "garden sheds from our garden sheds shop, as garden sheds need care. Ask for garden sheds today. We paint, "
        "bring everything to your home and carry old ones away. Garden sheds last for long, and with garden sheds you "
        "save room. Whether oak or pine, the roof is tight and the floor stays dry even in wet years. Our people have "
        "worked with wood since they left school and know what a frame must bear in a storm or under snow. Come and "
        "see the yard on any weekday morning, and bring the measures.",
    )
    good = ("Garden sheds are built of wood. " + "The roof of one must be tight, for rain finds each gap. " * 7,)

    often: int = option(10, "times from which on a pair of words counts")
    most: float = option(0.06, "share of the words that one pair may take")

    def may_find(self, row: Row) -> Mask:
        key, text, count = row.fact(row_counts)
        least = np.maximum(self.often, (self.most * row.sizes.take(text) / 2).astype(np.intp) + 1)
        often = (count >= least).nonzero()[0]
        telling = [place for place in often.tolist() if int(key[place]) not in _UPPER_BITS]
        answer = np.zeros(len(row), dtype=bool)
        answer[text.take(telling)] = True
        return answer

    def check(self, document: Document) -> Iterator[Finding]:
        least = max(self.often, int(self.most * len(document.words) / 2) + 1)
        # A frequent pair is made of frequent words; in most texts these are function words alone.
        if not _frequent(document.fact(sorted_keys), least) - _FUNCTION_KEYS:
            return
        pairs = document.fact(pair_keys)
        frequent = _frequent(np.sort(pairs), least)
        if frequent and is_verse(document):
            return
        for place in sorted(int((pairs == np.uint64(key)).argmax()) for key in frequent):
            finding = self._judge(document, (pairs == pairs[place]).nonzero()[0].tolist())
            if finding:
                yield finding

    def _judge(self, document: Document, places: list[int]) -> Finding | None:
        first, *others = (document.words.span(place, place + 1) for place in places)
        phrase = first.cut(document.text)
        parts = phrase.lower().split()
        if len(parts) != 2 or any(part in _IGNORED or len(part) < 3 or not part.isalpha() for part in parts):
            return None
        share = 2 * len(places) / len(document.words)
        related = tuple(Related(other, "again") for other in others[:5])
        return self.finding(first, f"{phrase!r} comes {len(places)} times: {share:.0%} of all words", related=related)


def _frequent(order: Keys, least: int) -> set[int]:
    """The keys that occur `least` times or more; `order` is sorted."""
    return set(order[least - 1 :][order[least - 1 :] == order[: 1 - least]].tolist())
