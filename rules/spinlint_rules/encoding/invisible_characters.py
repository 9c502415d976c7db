"""ENC102: characters that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Edit, Finding, Fix, Mask, Row, Rule, Severity, Span
from spinlint_rules.encoding.suspects import INVISIBLE, INVISIBLES, row_signs, signs

_RUN = re.compile(f"[{INVISIBLES}]+")
_LATIN = re.compile("[0-9A-Za-z\u00c0-\u024f]")
# Scripts that need joiners and direction marks: Hebrew to Tibetan, Khmer, Mongolian, Arabic forms.
_NEEDING = re.compile("[\u0590-\u0fff\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]")
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_TAGS = re.compile("[\U000e0001\U000e0020-\U000e007f]")


@dataclass(frozen=True)
class InvisibleCharacters(Rule):
    """Characters without a shape stand where readers cannot see them.

    A zero-width space inside a word hides it from filters, searches and duplicate checks; direction overrides show
    text in another order than machines read it; tag characters carry hidden instructions. Remove them: the fix does,
    and what people read does not change.

    Soft hyphens, joiners at the edge of words and zero-width spaces between words come from web pages that meant
    well; they are notes. Joiners and direction marks are left alone in the scripts that need them and within emoji.
    On 2,505 clean documents: no warning, 4 with notes.
    """

    code = "ENC102"
    name = "invisible-characters"
    bad = (
        "Buy che<<\u200b>>ap med<<\u200b\u200b>>icine here.",
        "The file is called <<\u202e>>fdp.exe on disk.",
        "A harmless line.<<\U000e0049\U000e0067\U000e006e>> And another.",
    )
    good = (
        "Family emoji 👨\u200d👩\u200d👧 and the Welsh flag"
        " 🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f are fine.",
        "می\u200cخواهم به خانه بروم. שלום\u200f!",
        "Nothing is hidden in a plain sentence.",
    )

    def may_find(self, row: Row) -> Mask:
        suspect: Mask = row.fact(row_signs) & INVISIBLE != 0
        return suspect

    def check(self, document: Document) -> Iterator[Finding]:
        if not document.fact(signs) & INVISIBLE:
            return
        text = document.prose
        for match in _RUN.finditer(text):
            run, before, after = (
                match.group(),
                text[match.start() - 1 : match.start()],
                text[match.end() : match.end() + 1],
            )
            if _is_needed(run, before, after, text):
                continue
            inside = bool(_LATIN.match(before) and _LATIN.match(after)) and run.strip("\u00ad") != ""
            hidden = inside or bool(_TAGS.search(run)) or not _OVERRIDES.isdisjoint(run)
            span = Span(*match.span())
            names = ", ".join(dict.fromkeys(f"U+{ord(character):04X}" for character in run))
            # In text out of PDF files a soft hyphen is often a plain one, and a Braille blank is a blank on web pages.
            plain = "-" if "\u00ad" in run and not inside and not (before.isalpha() and after.isalpha()) else ""
            yield self.finding(
                span,
                f"invisible inside a word: {names}" if inside else f"invisible: {names}",
                suggestion=plain,
                severity=None if hidden else Severity.NOTE,
                fix=Fix((Edit(span, plain),), safe=set(run).isdisjoint("\u00ad\u2800")),
            )


def _is_needed(run: str, before: str, after: str, text: str) -> bool:
    """Whether the characters do their work here: in a script or an emoji that is written with them."""
    if _TAGS.search(run):  # flags of regions
        return before == "\U0001f3f4"
    if before and after and (_NEEDING.match(before) or _NEEDING.match(after)):
        return True
    if set(run) <= {"\u200d", "\u200c"} and before:
        return not _LATIN.match(before) and not before.isspace()
    return not _OVERRIDES.union("\u200e\u200f\u061c").isdisjoint(run) and _NEEDING.search(text) is not None
