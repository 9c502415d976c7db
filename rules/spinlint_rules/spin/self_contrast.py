"""SPN108: a thing set against itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Document, Finding, Mask, Related, Row, Rule, Span, word_key
from spinlint_rules.spin.mirrors import Mirror, find_mirrors, mirroring

_BETWEEN, _AND = np.uint64(word_key("between")), word_key("and")
_FROM = word_key("from")
# Which joining words belong to an opening one.
_PAIRS = {("between", "and"), ("both", "and"), ("from", "to"), ("either", "or"), ("neither", "nor")}
_JOINER_OF = {word_key(opener): joiner for opener, joiner in _PAIRS}
_CAPITALISED, _NUMERIC = 1, 4
_BRACKET = ord("(")
_REACH = 8  # words from "between" to its "and": a gloss in brackets of a few words fits
_PRONOUNS = frozenset(word_key(word) for word in ("one", "me", "him", "her", "his", "this", "that", "you", "it"))


@dataclass(frozen=True)
class SelfContrast(Rule):
    """Something is contrasted with itself, as in "between Russia (West) and Russia (Russia)".

    A spinner that replaces names and nouns one by one does not see that the two sides of a "between ... and",
    "both ... and" or "from ... to" have become the same. One of the two was something else: look up which.

    Set phrases that mean one after the other ("from door to door", "between man and man") are no offence, so of
    plain single words only those after "both", "either" and "neither" count. On 2,505 clean documents: 1 finding.
    """

    code = "SPN108"
    name = "self-contrast"
    bad = (
        "The trade <<between Norland (North) and Norland (Norland)>> has doubled.",
        "The night train <<from London to London>> takes nine hours.",
        "<<Both the council and the council>> have agreed to pay.",
    )
    good = (
        "They went from door to door, from time to time, from year's end to year's end, from London to Leeds.",
        "The difference between Saw and Saw II, New York and New York City, the West and Russia's West.",
        "It is between man and man; both her and her brother know. From 5 to 5 it is closed.",
    )

    def may_find(self, row: Row) -> Mask:
        words = row.words
        opener = (words.key[:-1] == _BETWEEN).nonzero()[0]
        gloss = words.end.take(opener + 1) + 1  # "between Russia (West) and"
        return row.fact(mirroring) | row.having(opener[row.codes.take(gloss, mode="clip") == _BRACKET])

    def check(self, document: Document) -> Iterator[Finding]:
        for mirror in document.fact(find_mirrors):
            if self._contrasts(document, mirror):
                yield self._report(document, mirror.left(document), mirror.right(document))
        yield from self._between_glossed(document)

    def _contrasts(self, document: Document, mirror: Mirror) -> bool:
        """Whether an opening word that asks for two different things stands before the mirror."""
        words = document.words
        if mirror.first == 0 or not _is_whole(document, mirror.last):
            return False
        opener = int(words.key[mirror.first - 1])
        if _JOINER_OF.get(opener) != mirror.joiner or int(words.key[mirror.first]) in _PRONOUNS:
            return False
        kinds = words.kind[mirror.first : mirror.first + mirror.length]
        if kinds[-1] & _NUMERIC:
            return False
        named = bool(kinds[-1] & _CAPITALISED)
        return named or (opener != _FROM and (mirror.length > 1 or opener != int(_BETWEEN)))

    def _between_glossed(self, document: Document) -> Iterator[Finding]:
        """ "between Russia (West) and Russia (Russia)": both sides followed by a gloss in brackets."""
        words, text = document.words, document.text
        for index in (words.key == _BETWEEN).nonzero()[0].tolist():
            keys = words.key[index + 1 : index + 3 + _REACH].tolist()
            for place in range(2, len(keys) - 1):
                if keys[place] != _AND or keys[place + 1] != keys[0]:
                    continue
                left, right = words.span(index + 1), words.span(index + place + 2)
                if text[left.end : left.end + 2] == " (" and ")" in text[left.end : right.start]:
                    yield self._report(document, left, right)

    def _report(self, document: Document, left: Span, right: Span) -> Finding:
        text, words = document.text, document.words
        opener = words.span(document.words.between(Span(0, left.start)).stop - 1)
        end = text.find(")", right.end) + 1 if text.startswith(" (", right.end) else right.end
        side = left.cut(text)
        return self.finding(
            Span(opener.start, max(end, right.end)),
            f"{side!r} is set against itself",
            confidence=0.9,
            related=(Related(left, "one side"), Related(right, "the other")),
        )


def _is_whole(document: Document, last: int) -> bool:
    """Whether the second side ends where it seems to: no name, number, or code goes on after it."""
    words = document.words
    end = int(words.end[last])
    after = document.text[end : end + 2]
    if after[:1] in ("_", "-", "/", "’", "'", "=", "(") or (
        len(after) == 2 and after[0] == "." and not after[1].isspace()
    ):
        return False
    return last + 1 == len(words) or not (words.gap[last + 1] == 0 and words.kind[last + 1] & (_CAPITALISED | _NUMERIC))
