"""FMT105: no blank after a stop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Document, Edit, Finding, Fix, Mask, Row, Rule, Severity, Span, option

_STOPS = frozenset(".?!")
_IS_STOP = np.array([chr(code) in _STOPS for code in range(128)])


@dataclass(frozen=True)
class MissingSpace(Rule):
    """A sentence starts right behind the stop of the one before.

    "It ended late.Nobody stayed" is what is left when lines were joined, markup was taken out, or sentences were put
    together by a program. Set a blank; the fix does.

    Names of files and hosts, initials and abbreviations are left alone: there must be a lower-case word of three
    letters before and a capitalised one after. From the number of `most` places on there is one finding for all of
    them. A note: 0.6 % of 2,505 clean documents have one.
    """

    code = "FMT105"
    name = "missing-space"
    severity = Severity.NOTE
    bad = (
        "The meeting ended<<.>>Nobody stayed.",
        "Who came<<?>>The whole street came<<!>>And then it rained.",
    )
    good = (
        "Read Node.js and README.Md, or mail J.R.Hart at x.Org in the U.S.A. or Ph.D.",
        "It ended. Nobody stayed.",
        "See System.Out and java.lang.String for more.",
    )

    most: int = option(8, "places from which on there is one finding for all of them")

    def may_find(self, row: Row) -> Mask:
        words = row.words
        capital = (words.kind[1:] == 1).nonzero()[0]
        close = capital[words.start.take(capital + 1) - words.end.take(capital) == 1]
        close = close[_IS_STOP.take(row.codes.take(words.end.take(close)), mode="clip")]
        size = words.end - words.start
        return row.having(close[(words.kind.take(close) == 0) & (size.take(close) >= 3) & (size.take(close + 1) >= 2)])

    def check(self, document: Document) -> Iterator[Finding]:
        words = document.words
        capital = (words.kind[1:] == 1).nonzero()[0]
        close = capital[words.start.take(capital + 1) - words.end.take(capital) == 1]
        places = [
            Span(stop, stop + 1)
            for index, stop in zip(close.tolist(), words.end.take(close).tolist(), strict=True)
            if document.prose[stop] in _STOPS and _is_prose(document, index)
        ]
        if not places:
            return
        edits = [Edit(Span(place.end, place.end), " ") for place in places]
        if len(places) >= self.most:
            yield self.finding(places[0], f"no blank after {len(places)} stops", fix=Fix(tuple(edits)))
            return
        for place, edit in zip(places, edits, strict=True):
            yield self.finding(place, "no blank after the stop", fix=Fix((edit,)))


def _is_prose(document: Document, index: int) -> bool:
    """Whether both words are of at least three letters and two, with blanks on their outer sides."""
    words = document.words
    start, end = int(words.start[index]), int(words.end[index + 1])
    before, after = document.prose[max(0, start - 1) : start], document.prose[end : end + 1]
    long = words.end[index] - start >= 3 and end - words.start[index + 1] >= 2
    plain = words.kind[index] == 0 and words.key[index] != words.key[index + 1]  # not "decimal.Decimal"
    return bool(
        long and plain and (not before or before.isspace()) and (not after or after.isspace() or after in ",'’")
    )
