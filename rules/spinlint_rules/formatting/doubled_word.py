"""FMT102: the same word twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Document, Edit, Finding, Fix, Mask, Row, Rule, Severity, Span, word_key

# Nothing can stand between two of these: doubled, they are a slip.
_NEVER = "the a an of and or to from with for by at as is are was were be been this these their his my your our its"
# English doubles these on purpose or by grammar ("had had", "that that", "very very", "in in").
_SOMETIMES = (
    "had that very so really much many far long no yes ha bye knock more again blah bla hip night now there well out "
    "ever never too big little old pretty round on in up down over over off do did you it he she what who her him one "
    "wait come go please right hear tut dear hush cha chop bang tick poor high low day later better worse half part "
    "step side face back hand time year by and through"
)
_POSSESSIVE = 16  # the bit of a word's kind


@dataclass(frozen=True)
class DoubledWord(Rule):
    """A word stands twice in a row.

    "the the" is the commonest slip that readers do not see, above all across a line end; it comes from editing, or
    from a program that put a word where one stood already. Delete one; the fix does where nothing can stand between.

    Words that English doubles ("had had", "very very", "that that"), names ("Duran Duran") and numbers are left alone.
    On 2,505 clean documents: 2.5 % have one, nearly all of them slips of their writers; hence a note.
    """

    code = "FMT102"
    name = "doubled-word"
    severity = Severity.NOTE
    languages = frozenset({"en", "unknown"})
    bad = (
        "It was <<the the>> last train to Leeds.",
        "She asked <<for\nfor>> a room with a <<window window>> to the sea.",
    )
    good = (
        "He had had enough. I know that that is so. It was very very late.",
        "Duran Duran played. No, no! Room 12 12 is taken. We saw Sing Sing.",
        "It is what it is. Is is a verb? He was a man's man.",
    )

    def may_find(self, row: Row) -> Mask:
        words = row.words
        same = (words.key[1:] == words.key[:-1]) & (words.gap[1:] == 0) & (words.kind[1:] == 0)
        return row.having(same.nonzero()[0])

    def check(self, document: Document) -> Iterator[Finding]:
        words = document.words
        if len(words) < 2:
            return
        same = np.flatnonzero((words.key[1:] == words.key[:-1]) & (words.gap[1:] == 0) & (words.kind[1:] == 0))
        for index in same.tolist():
            key = int(words.key[index])
            if key in _DOUBLED or _is_meant(document, index):
                continue
            span = words.span(index, index + 1)
            second = Span(int(words.end[index]), int(words.end[index + 1]))
            word = words.span(index).cut(document.prose)
            yield self.finding(
                span,
                f"{word!r} twice",
                suggestion=word,
                confidence=0.95 if key in _SLIPS else 0.7,
                fix=Fix((Edit(second, ""),), safe=key in _SURELY),
            )


def _is_meant(document: Document, index: int) -> bool:
    """Whether more than a blank parts the words, the word stands three times, is one letter, or part of "as-is"."""
    words, prose = document.words, document.prose
    key, start, end = words.key[index], int(words.start[index]), int(words.end[index])
    between = prose[end : words.start[index + 1]]
    slip = int(key) in _SLIPS
    if between != " " and not (slip and between.isspace() and len(between) <= 3 and between.count("\n") == 1):
        return True
    thrice = (index > 0 and words.key[index - 1] == key) or (index + 2 < len(words) and words.key[index + 2] == key)
    possessive = words.kind[index] & _POSSESSIVE != 0  # "a man's man"
    return bool(thrice or possessive) or (end - start < 2 and not slip) or prose[start - 1 : start] == "-"


_SLIPS = frozenset(word_key(word) for word in _NEVER.split())
_SURELY = frozenset(word_key(word) for word in ["the", "a", "an", "of", "and", "my", "your", "our", "their"])
_DOUBLED = frozenset(word_key(word) for word in _SOMETIMES.split()) - _SLIPS
