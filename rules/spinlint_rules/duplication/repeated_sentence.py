"""DUP104: a sentence stands twice in running text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Document, Finding, Mask, Row, Rule, Severity, Span, option
from spinlint_rules.duplication.prose import is_prose
from spinlint_rules.duplication.sections import duplicate_sections, first_copy, prefix
from spinlint_rules.duplication.seeds import find_seeds, repeated_sentences, row_seeds
from spinlint_rules.grams import is_verse

_STOPS = ".!?…"
_CLOSING = "\"'”’»)]"
_QUOTES = "\"'“‘«”’»"

_ICE = "The committee will publish its report on the ice hall before the summer, its chairman said on Tuesday."


@dataclass(frozen=True)
class RepeatedSentence(Rule):
    """The same sentence stands twice, word for word, in the running text.

    Writers repeat themselves in other words. A sentence that comes back whole is what a careless edit, two merged
    drafts or a generator that lost its thread leave behind. The later one is marked and the first one named.

    Sentences in quotation marks, verses, lines that stand alone, and what stands three times or more (a refrain, a
    formula of law) are left alone, as are those inside a copied section. People repeat a sentence on purpose in
    leaflets and stories, therefore it is a note: 0.9 % of 2,505 clean documents have one, half of them leaflets of
    medicines. Of 439 sentences planted again elsewhere it and DUP101 (from 25 words on) found 92 %.
    """

    code = "DUP104"
    name = "repeated-sentence"
    severity = Severity.NOTE

    bad = (
        f"Work has been stopped twice since May. {_ICE} Nobody knows what the roof will cost.\n\n"
        f"The club trains in the next town until then. <<{_ICE}>>",
        f"{_ICE} He added that skating starts in October. <<{_ICE}>> Tickets are sold at the door.",
    )
    good = (
        f"Work has been stopped twice since May. {_ICE} Nobody knows what the roof will cost.",
        'He said: "We will not sell the boats before the winter is over." Nobody believed him, and he said it again.'
        ' "We will not sell the boats before the winter is over." Then he sold them.',
        "It rained. He waited for her. It rained. She never came at all, and the last bus left without him. It rained.",
    )

    least: int = option(8, "words that a sentence must have")

    def may_find(self, row: Row) -> Mask:
        return row.having(repeated_sentences(row.fact(row_seeds), row.words.gap, self.least))

    def check(self, document: Document) -> Iterator[Finding]:
        if not len(repeated_sentences(document.fact(find_seeds), document.words.gap, self.least)):
            return
        found = list(self._twice(document))
        if not found or document.fact(is_verse):
            return
        inside = [(each.start, each.end) for each in document.fact(duplicate_sections)]
        for first, later, word in found:
            if not any(start <= word < end for start, end in inside):
                yield self.finding(
                    later,
                    "this sentence already stands further up, word for word",
                    confidence=0.7,
                    related=first_copy(document, first),
                )

    def _twice(self, document: Document) -> Iterator[tuple[Span, Span, int]]:
        """The sentences that stand exactly twice: both places, and the first word of the later one."""
        sentences, words = document.sentences, document.words
        bounds = np.append(np.searchsorted(words.start, sentences.start), len(words))
        longer = np.flatnonzero(np.diff(bounds) >= self.least)
        if len(longer) < 2:
            return
        digest = np.add.reduceat(words.key, np.minimum(bounds[:-1], len(words) - 1))[longer]
        ordered = np.sort(digest)
        if not (ordered[1:] == ordered[:-1]).any():
            return
        for digits in dict.fromkeys(ordered[1:][ordered[1:] == ordered[:-1]].tolist()):
            group = longer[digest == digits].tolist()
            if len(group) != 2:
                continue
            one, two = group
            first, later = (Span(int(sentences.start[each]), int(sentences.end[each])) for each in (one, two))
            a, b, c, d = (int(bounds[each]) for each in (one, one + 1, two, two + 1))
            same = b - a == d - c and bool((words.key[a:b] == words.key[c:d]).all())
            if same and is_prose(words.key[c:d]) and _runs_on(document, first, later):
                yield first, later, c


def _runs_on(document: Document, first: Span, later: Span) -> bool:
    """Whether both are whole sentences of running text, neither of them quoted, one at least with others beside it."""
    texts = [document.text[span.start : span.end] for span in (first, later)]
    whole = all(
        text.rstrip(_CLOSING)[-1:] in _STOPS and text[0].isalnum() and text[0].upper() == text[0] for text in texts
    )
    if not whole or any(mark in text for text in texts for mark in '"“”«»'):
        return False
    starts = document.paragraphs.start
    alone = [
        span.start in starts[np.searchsorted(starts, span.start, side="right") - 1 :][:1]
        and span.end in document.paragraphs.end
        for span in (first, later)
    ]
    return not all(alone) and not any(
        prefix(document, span.start) or _is_quoted(document, span) for span in (first, later)
    )


def _is_quoted(document: Document, span: Span) -> bool:
    """Whether a quotation is open where the sentence starts: more marks open than close before it in its paragraph."""
    paragraphs = document.paragraphs
    start = int(paragraphs.start[np.searchsorted(paragraphs.start, span.start, side="right") - 1])
    before = document.text[start : span.start]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")
