"""ENC103: lookalike letters of another script inside a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Edit, Finding, Fix, Mask, Row, Rule, Span
from spinlint_rules.encoding.suspects import LOOKALIKE, LOOKALIKES, row_signs, signs

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_TO_LATIN = {ord(lookalike): latin for lookalike, latin in LOOKALIKES.items()}
_TO_CYRILLIC = {latin: ord(lookalike) for lookalike, latin in LOOKALIKES.items() if "\u0400" <= lookalike <= "\u04ff"}


@dataclass(frozen=True)
class MixedScriptWord(Rule):
    """A word mixes Latin letters with lookalikes of another script.

    "pаypal" with a Cyrillic а reads the same and is another word: a trick of phishers, and of those who want copied
    text to pass a plagiarism check. Write the word in one script; the fix puts the lookalikes back.

    Only letters that can be mistaken count, so that "NFκB", "μm" or "β-blocker" are left alone; so are words of one
    script and words with fewer than three letters. On 2,505 clean documents: none has a finding.
    """

    code = "ENC103"
    name = "mixed-script-word"
    bad = (
        "Log in at <<p\u0430ypal>> with your <<\u0440asswоrd>>.",
        "The <<\u0415ssay>> was handed in on time.",
    )
    good = (
        "NFκB and TNFα rise, 5 μm apart; the ΔT of the Ωm is small.",
        "Он живёт в Москве и пишет на Python.",
        "The α-helix of the protein is stable.",
    )

    def may_find(self, row: Row) -> Mask:
        suspect: Mask = row.fact(row_signs) & LOOKALIKE != 0
        return suspect

    def check(self, document: Document) -> Iterator[Finding]:
        if not document.fact(signs) & LOOKALIKE:
            return
        for match in _WORD.finditer(document.prose):
            word = match.group()
            plain = _in_one_script(word) if not word.isascii() and len(word) >= 3 else None
            if plain is not None:
                span = Span(*match.span())
                yield self.finding(
                    span,
                    "letters of another script that look the same",
                    suggestion=plain,
                    confidence=0.97,
                    fix=Fix((Edit(span, plain),), safe=True),
                )


def _in_one_script(word: str) -> str | None:
    """The word in the script of most of its letters; None where it is in one, or cannot be mistaken for it."""
    latin = _LATIN.findall(word)
    others = [letter for letter in word if ord(letter) >= 0x370]
    if not latin or not others or len(latin) + len(others) < len(word):
        return None
    if len(latin) >= len(others) and all(ord(letter) in _TO_LATIN for letter in others):
        return word.translate(_TO_LATIN)
    if len(others) > len(latin) and all("\u0400" <= letter <= "\u052f" for letter in others):
        swapped = [_TO_CYRILLIC.get(letter) for letter in latin]
        if all(swapped):
            return word.translate({ord(letter): _TO_CYRILLIC[letter] for letter in latin})
    return None
