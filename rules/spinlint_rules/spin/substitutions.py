"""Substituted words as a reader sees them: neighbours joined into one wording, with what they form together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import numpy as np

from spinlint import Document, Mask, Row, Span, SpinReading, read_spin, read_together
from spinlint_rules.spin.quotations import is_cited
from spinlint_rules.spin.surest import surest
from spinlint_rules.spin.wording import in_style_of

LEAST_WORDS = 28
"""A notice of two lines has no document around it that could say how far an odd word is to be believed."""
LEAST = 0.4
"""Confidence below which nothing is reported."""
LEAST_ODDS = float(np.log(LEAST / (1 - LEAST)))
"""The same as log odds."""
_TIE = 3.9
"""Nats by which an original must belong to its neighbour for both to count as one expression ("Security Council": 4,
"law enforcement": 7)."""
_JOINED = 0

_HEADS = frozenset(
    """academy administration agency alliance army assembly association authority bank bureau cabinet chancellor
    chief college command commission commissioner committee council court department director federation foundation
    fund general government governor guard institute judge justice mayor minister ministry office officer organisation
    organization parliament party president secretary senate senator service society treaty tribunal union university
    """.split()
)
"""Nouns that end or begin the name of an institution, an office or a treaty."""


class Kind(Enum):
    """What was broken."""

    WORD = "word"
    EXPRESSION = "expression"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Substitution:
    """A place, the likely original wording of exactly that place, its probability, and what was broken."""

    span: Span
    original: str
    confidence: float
    kind: Kind


def substituted(row: Row) -> Mask:
    """Which documents of a row may have a substitution; to be asked as `row.fact(substituted)`."""
    # Those that are too short for a score have not been read yet.
    unread = [document for document in row.documents if document.told(read_spin) is None]
    read_together([each for each in unread if each.language == "en" and len(each.words) >= LEAST_WORDS])
    readings = (document.told(read_spin) for document in row.documents)
    return np.array([reading is None or reading.surest > LEAST_ODDS for reading in readings], dtype=bool)


def find_substitutions(document: Document) -> tuple[Substitution, ...]:
    """The substitutions of a document with at least LEAST confidence; a fact that three rules share."""
    reading = document.fact(read_spin)
    sure = np.flatnonzero(reading.log_odds > LEAST_ODDS)
    found = (_describe(document, reading, run) for run in _runs(reading, sure.tolist()))
    return tuple(each for each in surest(found, len(document.text)) if not is_cited(document, each.span))


def _runs(reading: SpinReading, sure: list[int]) -> Iterator[list[int]]:
    """Words that were read together with the next one join it; all others stand alone."""
    run: list[int] = []
    for each in sure:
        here = reading.index[each]
        if run and not (reading.paired[run[-1]] and here == reading.index[run[-1]] + 1):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def _describe(document: Document, reading: SpinReading, run: list[int]) -> Substitution:
    first, last = int(reading.index[run[0]]), int(reading.index[run[-1]])
    originals = {int(reading.index[each]): reading.original[each] for each in run}
    left, right = _partners(document, reading, run, first, last)
    confidence = float(np.mean(1 / (1 + np.exp(-reading.log_odds[run]))))
    kind = Kind.EXPRESSION if (left, right) != (first, last) or len(run) > 1 else Kind.WORD
    wording = [_word(document, reading, place) for place in range(left, right + 1)]
    wanted = [originals.get(place, word) for place, word in zip(range(left, right + 1), wording, strict=True)]
    if kind is Kind.EXPRESSION and not _HEADS.isdisjoint(word.lower() for word in [*wording, *wanted]):
        kind = Kind.TITLE
    span = Span(int(reading.words.start[left]), int(reading.words.end[right]))
    return Substitution(span, _rewrite(document, reading, left, right, originals), confidence, kind)


def _partners(document: Document, reading: SpinReading, run: list[int], first: int, last: int) -> tuple[int, int]:
    """The run, widened by an unchanged neighbour that its original forms an expression with."""
    left, right = first, last
    words = reading.words
    if reading.ties[run[-1], 1] > _TIE and last + 1 < len(words) and words.gap[last + 1] == _JOINED:
        right += _is_content(document, reading, last + 1)
    elif reading.ties[run[0], 0] > _TIE and first and words.gap[first] == _JOINED:
        left -= _is_content(document, reading, first - 1)
    return left, right


def _is_content(document: Document, reading: SpinReading, place: int) -> bool:
    return len(_word(document, reading, place)) > 3


def _word(document: Document, reading: SpinReading, place: int) -> str:
    """A word without a possessive ending."""
    word = document.text[reading.words.start[place] : reading.words.end[place]]
    return word[:-2] if word[-2:] in ("'s", "’s") else word


def _rewrite(document: Document, reading: SpinReading, left: int, right: int, originals: dict[int, str]) -> str:
    """The text from word `left` to word `right` with the originals in place, capitals and possessives kept."""
    parts = []
    at = int(reading.words.start[left])
    for place in range(left, right + 1):
        start, end = int(reading.words.start[place]), int(reading.words.end[place])
        printed = _word(document, reading, place)
        parts.append(document.text[at:start])
        parts.append(in_style_of(printed, originals[place]) if place in originals else printed)
        parts.append(document.text[start + len(printed) : end])
        at = end
    return "".join(parts)
