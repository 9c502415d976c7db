"""Which of the repeats are duplicated sections, and how the finding speaks of them."""

from __future__ import annotations

import re

from spinlint import Document, Fix, Related, Span, find_blocks
from spinlint_rules.cutting import cutting
from spinlint_rules.duplication.difference import is_copy
from spinlint_rules.duplication.fitting import LINE, Repeat
from spinlint_rules.duplication.prose import is_prose
from spinlint_rules.duplication.repeats import find_repeats

EXACT = 0.995
_NEAR_LONG, _NEAR, _NEAR_SHORT = 0.7, 0.77, 0.85
"""Share of words in common from which on two passages of at least _LENGTHY words, of at least _SHORT, or of fewer are
copies: one word in ten changed leaves 0.9 in the mean, one in five 0.8."""
_LENGTHY = 40
_LEAST_EXACT, _LEAST_NEAR = 16, 22
"""Words. On dev/clean_panel 17 of 2,505 documents repeat whole blocks of 16 words exactly, 35 of 25 words nearly."""
_SHORT, _LONG = 25, 50
"""Words from which on a copy counts that fills lines (an exact one: sentences), and any copy that fills sentences."""
_CERTAIN = 24
"""Words from which on an exact copy of whole blocks counts although they are no prose."""
_COMPANY = 0.6
"""Share of words in common from which on another passage is one of several that are written alike."""
_CLAUSES = 60
"""Words up to which a text of two halves that are nearly alike may consist of two clauses."""
_CODE = re.compile(r"[{};\\\\]|(?<![=_])[=_](?![=_])")


def duplicate_sections(document: Document) -> tuple[Repeat, ...]:
    """A fact: the repeats that are copies of whole blocks of prose."""
    return tuple(each for each in document.fact(find_repeats) if _is_section(each, document))


def _is_section(repeat: Repeat, document: Document) -> bool:
    exact = repeat.same >= EXACT
    near = _NEAR_LONG if repeat.size >= _LENGTHY else _NEAR if repeat.size >= _SHORT else _NEAR_SHORT
    if repeat.same < near or repeat.size < _least(repeat):
        return False
    if is_quoted(document, repeat):
        return False
    if exact and repeat.whole and repeat.size >= _CERTAIN and not _is_code(document, repeat):
        return True  # a roster or a table of results that was pasted twice
    if not is_prose(document.words.key[repeat.start : repeat.end]):
        return False
    return exact or (not _is_code(document, repeat) and is_copy(document, repeat, document.fact(_count_alike) - 1))


def _count_alike(document: Document) -> int:
    """A fact: how many passages come back nearly."""
    return sum(each.size >= _LEAST_EXACT and _COMPANY <= each.same < EXACT for each in document.fact(find_repeats))


def _least(repeat: Repeat) -> int:
    """Words that a copy must have, by what bounds it."""
    if repeat.same >= EXACT:
        return _LEAST_EXACT if repeat.whole else _SHORT
    return _LEAST_NEAR if repeat.whole else _SHORT if repeat.bound == LINE else _LONG


def _is_code(document: Document, repeat: Repeat) -> bool:
    """Whether one character in fifty is one of those that code is full of, as rules of "=====" are not."""
    text = document.words.span(repeat.start, repeat.end - 1).cut(document.text)
    marks = _CODE.findall(text)
    return len(marks) >= len(text) / 50


def is_quoted(document: Document, repeat: Repeat) -> bool:
    """Whether one copy is mail that quotes the other: its lines open with more of ">" or "|"."""
    start = document.words.start
    one, two = (prefix(document, int(start[word])) for word in (repeat.first_start, repeat.start))
    return one != two and (one + two).strip() != ""


def prefix(document: Document, start: int) -> str:
    """The marks of quotation at the start of the line that an offset stands in."""
    line = document.text[document.text.rfind("\n", 0, start) + 1 : start]
    return "".join(character for character in line if character in ">|")


def is_doubled(document: Document, repeat: Repeat) -> bool:
    """Whether the repeat makes the document two copies of itself (but for a line or two)."""
    few = 12 + len(document.words) // 50
    return (
        repeat.first_start <= few
        and repeat.start - repeat.first_end <= few
        and len(document.words) - repeat.end <= few
        and repeat.size >= (2 * few if repeat.same >= EXACT else max(2 * few, _CLAUSES))
    )


def spans(document: Document, repeat: Repeat) -> tuple[Span, Span]:
    """The first copy and the later one, each up to the bounds of its blocks where it fills them."""
    blocks = document.fact(find_blocks)
    found = []
    for start, end in ((repeat.first_start, repeat.first_end), (repeat.start, repeat.end)):
        one, two = blocks.at_word(start), blocks.at_word(end - 1)
        span = document.words.span(start, end - 1)
        left = int(blocks.start[one]) if blocks.first[one] == start else span.start
        right = int(blocks.end[two]) if blocks.last[two] == end else _closed(document, span.end)
        found.append(Span(left, right))
    return found[0], found[1]


def _closed(document: Document, end: int) -> int:
    """An offset behind the marks that close a sentence there."""
    text = document.text
    while end < len(text) and not (text[end].isalnum() or text[end].isspace()):
        end += 1
    return end


def cut_later(document: Document, repeat: Repeat, *, safe: bool) -> Fix | None:
    """The fix that cuts the later copy; None where it is only a part of its blocks, and more would go with it."""
    if not repeat.whole:
        return None
    blocks = document.fact(find_blocks)
    return cutting(document, blocks, blocks.at_word(repeat.start), blocks.at_word(repeat.end - 1) + 1, safe=safe)


def first_copy(document: Document, span: Span) -> tuple[Related, ...]:
    """The related place of every duplicate."""
    line = document.position(span.start).line
    return (Related(span, f"first copy, at line {line}"),)
