"""FMT101: a blank in front of a comma or stop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Document, Edit, Finding, Fix, Mask, Row, Rule, Severity, Span, option

_PUNCTUATION = frozenset(",.;:?!")
_NEXT = _PUNCTUATION | {" "}
_IS_NEXT = np.array([chr(code) in _NEXT for code in range(128)])
_BLANK = ord(" ")
_CLOSING = frozenset("\"'”’)")


@dataclass(frozen=True)
class SpaceBeforePunctuation(Rule):
    """A blank stands in front of a comma, stop or question mark.

    "He left , and nobody knew ." is what remains when words were cut out, replaced, or joined by a program. One slip is
    a typing error; many of them mean that the text was taken apart and put together again. Close the gap; the fix does.

    French sets a blank before ; : ! ? and is not read. From the number of `most` places on there is one finding for the
    whole text, at the first of them. A note: 10 % of 2,505 clean documents have one, court English (links were cut out)
    and learners' essays foremost.
    """

    code = "FMT101"
    name = "space-before-punctuation"
    severity = Severity.NOTE
    languages = frozenset({"en", "de", "es", "it", "pt", "nl", "sv", "da", "pl", "unknown"})
    bad = (
        "They left<< >>, and nobody asked<< >>.",
        "Who was it<<  >>? A neighbour<< >>!",
    )
    good = (
        "Learn .NET today ... or not. It costs .5 cents.",
        "They left, and nobody asked.",
        "Press the keys : ) and : ( in turn, he said :-)",
    )

    most: int = option(8, "places from which on there is one finding for all of them")

    def may_find(self, row: Row) -> Mask:
        words, codes = row.words, row.codes
        ends = np.concatenate((words.end.take(words.gap[1:].nonzero()[0]), words.end[-1:]))
        ends = ends[codes.take(ends, mode="clip") == _BLANK]
        return row.holding(ends[_IS_NEXT.take(codes.take(ends + 1, mode="clip"), mode="clip")])

    def check(self, document: Document) -> Iterator[Finding]:
        places = _places(document)
        if len(places) >= self.most:
            edits = tuple(Edit(place, "") for place in places)
            yield self.finding(
                places[0],
                f"blanks before punctuation at {len(places)} places",
                fix=Fix(edits, safe=True),
                suggestion="",
            )
            return
        for place in places:
            yield self.finding(
                place, "a blank before punctuation", suggestion="", fix=Fix((Edit(place, ""),), safe=True)
            )


def _places(document: Document) -> list[Span]:
    """Blanks between a word and punctuation that ends something: not before ".NET", " ..." or ". ,"."""
    words, codes, prose = document.words, document.codes, document.prose
    if not len(words):
        return []
    ends = words.end.take(words.gap[1:].nonzero()[0])
    spaced = ends[codes.take(ends) == _BLANK].tolist()
    if prose[words.end[-1] : words.end[-1] + 1] == " ":
        spaced.append(int(words.end[-1]))
    places = []
    for start in spaced:
        end = start + 1
        if prose[end : end + 1] not in _NEXT:  # a dash, a bracket, a quote
            continue
        while prose[end : end + 1] == " ":
            end += 1
        after = prose[end + 1 : end + 2]
        ended = (not after or after.isspace() or after in _CLOSING) and _is_last(prose, end + 1)
        blank = not document.text[start:end].strip(" ")  # and no mark of emphasis, as in "*current*,"
        if prose[end : end + 1] in _PUNCTUATION and ended and blank:
            places.append(Span(start, end))
    return places


def _is_last(prose: str, place: int) -> bool:
    """Whether no other stop, comma or half of an emoticon follows."""
    following = prose[place : place + 2].lstrip(" ")[:1]
    return following not in ",.()" or not following
