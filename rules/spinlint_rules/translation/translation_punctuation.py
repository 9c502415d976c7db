"""TRN101: punctuation that an edit or a translation left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spinlint import Document, Edit, Finding, Fix, Mask, Row, Rule, Severity, Span, option, word_key

Places = npt.NDArray[np.intp]

_BLANK, _POINT, _COMMA = ord(" "), ord("."), ord(",")
_STRAY = re.compile(r"[.!?] ([.,])(?=\s|$)(?! ?\.)")
_FULL_WIDTH_MARKS = "，。、；：？！"
_FULL_WIDTH = re.compile(f"(?<=[A-Za-z0-9])[{_FULL_WIDTH_MARKS}](?![\u3000-\u9fff])")
_CJK = 0x3000  # code point from which on these marks stand
_PLAIN = str.maketrans(_FULL_WIDTH_MARKS, ",.,;:?!")
# In front of a small letter these are abbreviations, or the particles of a name start the sentence.
_ABBREVIATED = "approx incl excl resp temp misc orig spec govt dept intl natl assoc corp dlrs secs hours mins cont dist"
_PARTICLES = "de van von al el bin ibn la le di da du den ter http https www com"


@dataclass(frozen=True)
class TranslationPunctuation(Rule):
    """Punctuation is left over from a sentence that was cut, joined or translated by a program.

    "an attack on Moscow. , but a help" and "the neighbors. ." cannot be typed by somebody who reads what he writes; a
    single sentence that starts in lower case ("to itself. their reputation") in a text whose others do not shows where
    two pieces were joined. So do the commas and stops of Chinese or Japanese in Latin text. The sentence has to be
    read against its original; the fix removes the stray mark only.

    Spaced dots (". . ."), writers who never use capitals, and names such as "iPhone" are left alone. On 2,505 clean
    documents: 4 have a warning, three of them slips and one a Chinese comma; 4 % have a sentence in lower case, slips
    of learners and of leaflets, hence a note. Of 1,722 machine translations 33 have a warning, of 363 human ones none.
    """

    code = "TRN101"
    name = "translation-punctuation"
    bad = (
        "It was an attack on Moscow<<. ,>> but also a help. The others agreed with him<<. .>> They left.",
        "They could not limit the cost to themselves<<. their>> name suffered. Nobody asked"
        " why. It was late. He left. They stayed.",
        "The harbour was closed<<，>> and nobody knew why<<。>>",
        "They left<<. .>>",
    )
    good = (
        "He waited . . . and waited. Then he left.",
        "The new iPhone came. iPhones sell well. It costs approx. five hundred. Nobody knows why. It just works.",
        "i like it here. we all do. nobody knows why. it just works. They left.",
        "Mr. Brown of Hart Inc., who came late, left by 5 p.m. on Monday.",
    )

    most: int = option(2, "sentences in lower case up to which each of them is a finding")
    least: int = option(4, "sentences with a capital that must stand against each one in lower case")

    def may_find(self, row: Row) -> Mask:
        words, codes = row.words, row.codes
        last = row.bounds[1:][row.sizes > 0] - 1
        gaps = (words.gap[1:] == 2).nonzero()[0]
        ends = np.concatenate((words.end.take(gaps), words.end.take(last)))
        mark = codes.take(ends + 2, mode="clip")
        stray = ((mark == _POINT) | (mark == _COMMA)) & (codes.take(ends + 1, mode="clip") == _BLANK)
        beyond = row.beyond[codes.take(row.beyond) >= _CJK]
        return row.holding(ends[stray]) | row.holding(beyond) | self._may_start_low(row, gaps)

    def _may_start_low(self, row: Row, gaps: Places) -> Mask:
        """Where `_lower_starts` may find something."""
        words, codes = row.words, row.codes
        ends = words.end.take(gaps)
        pointed = codes.take(ends) == _POINT
        gaps, ends = gaps[pointed], ends[pointed]
        kind = words.kind.take(gaps + 1)
        low = gaps[(kind == 0) & (codes.take(ends + 1) == _BLANK) & (words.start.take(gaps + 1) == ends + 2)]
        found, capitals = row.count(low), row.count(gaps[kind & 1 != 0])
        size = words.end - words.start
        whole = low[(size.take(low) >= 4) & (words.kind.take(low) == 0) & (size.take(low + 1) >= 2)]
        return row.having(whole) & (found <= self.most) & (capitals >= self.least * found)

    def check(self, document: Document) -> Iterator[Finding]:
        words = document.words
        if not len(words):
            return
        gaps = (words.gap[1:] == 2).nonzero()[0]
        ends = np.concatenate((words.end.take(gaps), words.end[-1:]))
        for span, mark in _strays(document, ends):
            kept = span.cut(document.prose)[0] if mark == "." else mark
            yield self._mark(span, "a stray mark after a stop", kept)
        if len(gaps) > self.least:
            yield from self._lower_starts(document, gaps, ends[:-1])
        if any(mark in document.prose for mark in _FULL_WIDTH_MARKS) and document.language not in ("zh", "ja", "ko"):
            for match in _FULL_WIDTH.finditer(document.prose):
                yield self._mark(Span(*match.span()), "a mark of another script", match.group().translate(_PLAIN))

    def _mark(self, span: Span, message: str, plain: str) -> Finding:
        return self.finding(span, message, suggestion=plain, confidence=0.9, fix=Fix((Edit(span, plain),)))

    def _lower_starts(self, document: Document, gaps: Places, ends: Places) -> Iterator[Finding]:
        """Sentences in lower case, where they are few and the others start with a capital."""
        words, codes = document.words, document.codes
        pointed = (codes.take(ends) == _POINT).nonzero()[0]
        kind = words.kind.take(gaps.take(pointed) + 1)
        small = pointed.take((kind == 0).nonzero()[0])
        if not len(small):
            return
        gaps, ends = gaps.take(small), ends.take(small)
        low = gaps[(codes.take(ends + 1) == _BLANK) & (words.start.take(gaps + 1) == ends + 2)]
        capitals = int(np.count_nonzero(kind & 1))
        if not 0 < len(low) <= self.most or capitals < self.least * len(low):
            return
        for index in low.tolist():
            span = Span(int(words.end[index]), int(words.end[index + 1]))
            if _is_sentence_end(document, index) and span.cut(document.prose).islower():
                yield self.finding(span, "a sentence starts in lower case", confidence=0.7, severity=Severity.NOTE)


def _strays(document: Document, ends: Places) -> Iterator[tuple[Span, str]]:
    """A stop and a stray comma or stop behind it, with the stray mark."""
    codes = document.codes
    if ends[-1] >= len(codes) - 2:
        ends = ends[ends < len(codes) - 2]
    mark = codes.take(ends + 2)
    for end in ends[((mark == _POINT) | (mark == _COMMA)) & (codes.take(ends + 1) == _BLANK)].tolist():
        match = _STRAY.match(document.prose, end)
        if match:
            yield Span(*match.span()), match.group(1)


def _is_sentence_end(document: Document, index: int) -> bool:
    """Whether the point after a word of four or more small letters ends a sentence and is no abbreviation's."""
    words = document.words
    long = words.end[index] - words.start[index] >= 4
    known = int(words.key[index]) in _NO_END or int(words.key[index + 1]) in _NO_START
    lettered = words.end[index + 1] - words.start[index + 1] >= 2
    return bool(long and lettered and words.kind[index] == 0 and not known)


_NO_END = frozenset(word_key(word) for word in _ABBREVIATED.split())
_NO_START = frozenset(word_key(word) for word in _PARTICLES.split())
