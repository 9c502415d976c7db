"""OFF105: a byline, a dateline or a copyright line inside the body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spinlint import (
    Blocks,
    Document,
    Finding,
    Mask,
    Related,
    Row,
    Rule,
    Severity,
    Span,
    find_blocks,
    option,
    row_blocks,
    word_key,
)

_ALL_CAPITALS = 2  # bit of `Words.kind`
_LONGEST = 12
"""Words in a byline or a copyright line."""
_PROSE = 20
"""Words in a paragraph of prose."""
_BITS = np.uint64(50)
_OPENERS = np.zeros(1 << 14, dtype=bool)  # by the leading bits of a word key
_OPENERS[[word_key(word) >> 50 for word in "by written posted published reported story copyright c".split()]] = True
_NAME = r"(?:[A-Z]|(?:de|da|di|del|van|von|der|den|la|le|al|bin)\b)[\w.'’-]*"
_BYLINE = re.compile(
    rf"(?i:(?:written|posted|published|reported|story) by|by):? {_NAME}(?: {_NAME}){{1,3}}"
    rf"(?:(?:,| and| &) {_NAME}(?: {_NAME}){{0,3}}| (?:in|for|on) [A-Z].*|(?:, ?| [-–—|] ?).*)?",
)
_PLACE = r"[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+){0,2}"
_STATE = r", [A-Z][\w.]+(?: [A-Z]\w+)?"
_DAY = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?,?"
_DATELINE = re.compile(  # a bare hyphen counts behind an agency or a state only
    rf"{_PLACE}(?:(?:{_STATE})?{_DAY}(?: ?\([A-Z][\w /.]{{1,20}}\) ?(?:--|[-–—])| ?(?:--|–|—))|{_STATE} -)"
    r"(?= ?[A-Z\"“])"
)
_LABELS = ("NOTE", "WARNING", "UPDATE", "CORRECTION", "BEFORE", "AFTER", "EDITOR")
_COPYRIGHT = re.compile(r"(?:©|\(c\) ?(?=\d{4})|copyright\b).{0,60}?\b(?:19|20)\d\d\b.{0,80}", re.IGNORECASE)

_ONE = (
    "Council keeps the swimming bath open\n\nBy Dora Quill\n\nThe bath on Castle Street stays open through the winter, "
    "the council decided on Monday. It had been due to close in October, when its boiler failed an inspection, and the "
    "members of the swimming club had collected two thirds of the money for a new one by the end of September.\n\n"
)
_OTHER = (
    "The road to the airport will be closed at night until the end of the month, the highway office said, since the "
    "new drains have to be laid before the frost sets in."
)


@dataclass(frozen=True)
class SecondByline(Rule):
    """A byline, a dateline or a copyright line stands inside the body, with more text below it.

    An article has one author's line and one dateline, at its top, and one copyright line, at its end. Where another
    one stands between paragraphs, a second article or another site's text starts or ends there.

    It is a warning where the document has a first one of the same kind, else a note. Known false alarms: songs and
    poems under their authors' names, posts that quote an article. Of 2,505 clean documents 7 have a note,
    none a warning; of 365 lines of each kind planted between paragraphs 96 to 99 % are found.
    """

    code = "OFF105"
    name = "second-byline"
    min_words = 80

    bad = (
        _ONE + "<<By Oskar Brandt>>\n\n" + _OTHER,
        _ONE + "<<OLDGATE (Coast Press) —>> " + _OTHER,
        _ONE + "<<© 2021 Northern Echo Media>>\n\n" + _OTHER,
    )
    good = (
        _ONE + _OTHER,
        _ONE + "© 2021 Northern Echo Media",
        _ONE + "By Monday the club had the rest. " + _OTHER,
    )

    least: int = option(40, "words of the text that must stand above")

    def may_find(self, row: Row) -> Mask:
        blocks = row.fact(row_blocks)
        first, size = blocks.first[:-1], blocks.size
        prose = np.append(0, (size >= _PROSE).cumsum())
        until = np.minimum(np.arange(4, len(first) + 4), blocks.bounds[1:].take(blocks.text))
        inside = (size > _LONGEST) | (prose.take(until) > prose[1:])
        inside &= prose[:-1] > prose.take(blocks.bounds.take(blocks.text))
        inside &= first - row.bounds.take(blocks.text) >= self.least
        index = inside.nonzero()[0]
        opening = first.take(index)
        index = index[_may_be_read(row.words.key.take(opening), row.words.kind.take(opening))]
        worth = np.zeros(len(row), dtype=bool)
        columns = blocks.text, blocks.start, blocks.end, size
        for number, start, end, words in zip(*[column.take(index).tolist() for column in columns], strict=True):
            worth[number] |= bool(_read(row.prose, Span(start, end), words)[0])
        if "©" in row.prose:  # the sign is no word
            worth |= np.array(["©" in each.text for each in row.documents])
        return worth

    def check(self, document: Document) -> Iterator[Finding]:
        blocks = document.fact(find_blocks)
        if len(blocks) < 3:
            return
        words = document.words
        worth = _may_be_read(words.key[blocks.first], words.kind[blocks.first])
        if "©" in document.text:
            worth[:] = True  # the sign is no word
        if not worth.any():
            return
        seen: dict[str, Span] = {}
        for index in np.flatnonzero(worth).tolist():
            kind, span = _read(document.prose, blocks.span(index), int(blocks.size[index]))
            if kind and blocks.first[index] >= self.least and _is_inside(blocks, index, kind):
                yield self._report(document, kind, span, seen.get(kind))
            seen.setdefault(kind, span)

    def _report(self, document: Document, kind: str, span: Span, first: Span | None) -> Finding:
        related = (
            () if first is None else (Related(first, f"the first, at line {document.position(first.start).line}"),)
        )
        return self.finding(
            span,
            f"a {'second ' if first else ''}{kind} inside the text: another text starts or ends here",
            confidence=0.8 if first else 0.6,
            related=related,
            severity=Severity.WARNING if first else Severity.NOTE,
        )


def _may_be_read(keys: npt.NDArray[np.uint64], kinds: npt.NDArray[np.uint8]) -> Mask:
    """Which first words of blocks may open a byline, a dateline or a copyright line."""
    opens: Mask = _OPENERS.take(keys >> _BITS) | (kinds & _ALL_CAPITALS != 0)
    return opens


def _read(prose: str, span: Span, words: int) -> tuple[str, Span]:
    """What a block of so many words is ("" for none of the three), and its place: of a dateline only what precedes the
    text."""
    text = prose[span.start : min(span.end, span.start + 200)]
    if words > _LONGEST:
        dateline = _DATELINE.match(text)
        if dateline and not text.startswith(_LABELS):
            return "dateline", Span(span.start, span.start + len(dateline[0].rstrip()))
    elif _BYLINE.fullmatch(text):
        return "byline", span
    elif _COPYRIGHT.fullmatch(text):
        return "copyright line", span
    return "", span


def _is_inside(blocks: Blocks, index: int, kind: str) -> bool:
    """Whether prose stands above, and among the next blocks below (a dateline opens a paragraph itself)."""
    prose = blocks.size >= _PROSE
    below = kind == "dateline" or bool(prose[index + 1 : index + 4].any())
    return below and bool(prose[:index].any())
