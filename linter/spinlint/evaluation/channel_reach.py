"""Whether a substitution could be read back at all: the channel proposes nothing that it does not hold."""

from __future__ import annotations

import re

import numpy as np

from spinlint.lexicon.lexicon import Lexicon

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def reach(printed: str, written: str, lexicon: Lexicon) -> str:
    """How much of a substitution of words by as many words the channel holds."""
    ours, theirs = (_WORD.findall(text.lower().replace("’", "'")) for text in (printed, written))
    if len(ours) != len(theirs):
        return "of another length"
    held = [_holds(one, other, lexicon) for one, other in zip(ours, theirs, strict=True) if one != other]
    if all(held):
        return "all pairs in channel"
    return "some in channel" if any(held) else "none in channel"


def _holds(printed: str, written: str, lexicon: Lexicon) -> bool:
    numbers = lexicon.numbers
    if printed not in numbers or written not in numbers:
        return False
    candidates = lexicon.channel.candidates(np.array([numbers[printed]]))
    return numbers[written] in candidates.written.tolist()
