"""The lines by which a page announces what is not the article: "Related articles", "Leave a reply", "Share this".

Such a line is short and made of few words in endless combinations ("More stories from the web", "You might also
like these"), so a table of those words says of every block whether it is worth a look, and one regular expression per
kind, tried on those blocks only, says what it is. Words and expressions are data: `cues.tsv`. On dev/clean_panel
they take 20 lines in 2,505 documents for a cue, on the 551 pages of dev/webpages 7,500.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from spinlint.text.blocks import find_blocks, text_of
from spinlint.text.document import Document
from spinlint.text.words import Keys, word_key

LONGEST = 12
"""Words in a cue line."""
_BITS = 14
_TO_SLOT = np.uint64(64 - _BITS)


class CueKind(StrEnum):
    """What a cue line announces."""

    RELATED = "related"
    NEWSLETTER = "newsletter"
    COOKIES = "cookies"
    AUTHOR = "author"
    COMMENTS = "comments"
    SHARE = "share"
    ADVERTISING = "advertising"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Cue:
    """Block `block` announces something of a kind."""

    block: int
    kind: CueKind


@lru_cache(maxsize=1)
def _entries() -> dict[str, tuple[str, ...]]:
    """The lines of cues.tsv by kind."""
    entries: dict[str, tuple[str, ...]] = {}
    for line in (Path(__file__).parent / "en" / "cues.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, _, value = line.partition("\t")
            entries[kind] = (*entries.get(kind, ()), value)
    return entries


@lru_cache(maxsize=1)
def _patterns() -> dict[CueKind, re.Pattern[str]]:
    """One expression per kind, compiled at the first line worth a look."""
    entries = _entries()
    macros = {name: entries[name][0] for name in ("thing", "tail")}
    patterns: dict[CueKind, re.Pattern[str]] = {}
    for kind in CueKind:
        joined = "|".join(f"(?:{each})" for each in entries[kind])
        for name, expression in macros.items():
            joined = joined.replace("{" + name + "}", expression)
        patterns[kind] = re.compile(joined)
    return patterns


@lru_cache(maxsize=1)
def _telling() -> npt.NDArray[np.bool_]:
    """By the leading bits of a word key: whether a cue line may hold the word. Every cue line holds one of these."""
    table = np.zeros(1 << _BITS, dtype=bool)
    for line in _entries()["telling"]:
        for word in line.split():
            table[word_key(word) >> (64 - _BITS)] = True
    return table


def find_cues(document: Document) -> tuple[Cue, ...]:
    """A fact: the blocks that are cue lines."""
    blocks = document.fact(find_blocks)
    if len(blocks) < 2:
        return ()
    short = (blocks.size <= LONGEST).nonzero()[0]
    if not len(short):
        return ()
    telling = np.logical_or.reduceat(may_announce(document.words.key), blocks.first)
    if "©" in document.prose:  # no word, and there may be none of the others beside it
        telling |= np.array(["©" in span.cut(document.prose) for span in (blocks.span(i) for i in range(len(blocks)))])
    worth = short[telling[short]]
    cues = []
    for index in worth.tolist():
        kind = kind_of(text_of(document, blocks, index))
        if kind:
            cues.append(Cue(index, kind))
    return tuple(cues)


def may_announce(keys: Keys) -> npt.NDArray[np.bool_]:
    """Which words are such that a cue line may hold them."""
    return _telling().take(keys >> _TO_SLOT)


def kind_of(text: str) -> CueKind | None:
    """The kind of a line (folded, without punctuation around it); None where it announces nothing."""
    if "@" in text:
        return None
    for kind, pattern in _patterns().items():
        if pattern.fullmatch(text):
            return kind
    return None
