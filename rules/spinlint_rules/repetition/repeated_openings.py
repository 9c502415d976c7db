"""REP101: sentence after sentence opens with the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from spinlint import Document, Finding, Mask, Row, Rule, Severity, Span, option

# Openings that every long description has in numbers: they count from twice as many sentences on.
_COMMON_OPENINGS = "the a an in on at it he she i we they this that if as for and but there from"
_COMMON = frozenset(_COMMON_OPENINGS.split())


@dataclass(frozen=True)
class RepeatedOpenings(Rule):
    """Many sentences in a row open with the same word.

    Writers vary their openings without thinking about it; templates and machines that rewrite sentence by sentence do
    not. Speeches, decisions and learners do it too (0.8 % of 2,505 clean documents), so this is a note. Articles,
    pronouns and the like count from twice as many sentences on; lines that are no sentences never do.
    """

    code = "REP101"
    name = "repeated-openings"
    severity = Severity.NOTE
    bad = ("Hello. <<Our shop is open. Our staff is kind. Our prices are low. Our vans are clean. Our day is long.>>",)
    good = (
        "We sell. We ship. You buy. We care. You win. We like it.",
        "No. No. No. No. No. He came in. He sat down. He took the paper. He read. He left again.",
        "June 4 in Leeds\nJune 5 in York\nJune 9 in Hull\nJune 11 in Bath\nJune 12 in Ely",
    )

    longest: int = option(4, "sentences in a row that may open alike")

    def may_find(self, row: Row) -> Mask:
        words, start = row.words, row.sentences.start
        text = row.at(start)
        if not len(words) or len(start) <= self.longest:
            return np.zeros(len(row), dtype=bool)
        first = np.minimum(words.start.searchsorted(start), row.bounds[1:].take(text) - 1)
        keys = words.key.take(first)
        alike = np.append(0, ((keys[1:] == keys[:-1]) & (text[1:] == text[:-1])).cumsum())
        answer = np.zeros(len(row), dtype=bool)
        answer[text[self.longest :][alike[self.longest :] - alike[: -self.longest] == self.longest]] = True
        return answer

    def check(self, document: Document) -> Iterator[Finding]:
        sentences, words = document.sentences, document.words
        if len(sentences) <= self.longest or not len(words):  # ":\r:\r:" has sentences and no word
            return
        first = np.minimum(np.searchsorted(words.start, sentences.start), len(words) - 1)
        keys = words.key[first]
        other = keys[1:] != keys[:-1]
        if len(other) - np.count_nonzero(other) < self.longest:
            return
        for start, end in pairwise([0, *(other.nonzero()[0] + 1).tolist(), len(keys)]):
            if end - start <= self.longest:
                continue
            word = words.span(int(first[start])).cut(document.text)
            needed = self.longest * (2 if word.lower() in _COMMON else 1)
            run = [sentences[index] for index in range(start, end)] if end - start > needed else []
            if run and all(_is_sentence(place.cut(document.text)) for place in run):
                yield self.finding(Span(run[0].start, run[-1].end), f"{len(run)} sentences in a row open with {word!r}")


def _is_sentence(text: str) -> bool:
    """Whether it is more than a cry or an item of a list."""
    return len(text) > 12 and text.rstrip("\"'”’) \n")[-1:] in (".", "!", "?", "…")
