"""The wordings of `wordings.tsv`, and what decides in context whether one replaced another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import orjson

from spinlint import RARE_WORDING, Additive, read_additive
from spinlint_rules.spin.lists import rows_by_phrase

_LIST = "wordings.tsv"
_OWN = frozenset("-")  # known from our own list alone: nobody saw a spinner print it


@dataclass(frozen=True, slots=True)
class Wording:
    """What a printed wording may stand for, and where the pair is known from: "-" our own list, "0" to "4" the folds of
    tortured phrases, "r" really spun text."""

    written: str
    known_from: frozenset[str]

    def observed(self, without: frozenset[str]) -> bool:
        """Whether a spinner was seen to print it."""
        return bool(self.known_from - without - _OWN)


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed wording, its words, how often it stands in a million words of clean text, what it may stand for."""

    words: frozenset[str]
    count: int
    rate: float
    written: tuple[Wording, ...]


@lru_cache(maxsize=1)
def _million() -> float:
    """Millions of words of clean text that were counted."""
    with Path(__file__).with_name(_LIST).open(encoding="utf-8") as lines:
        return next(int(line.rpartition(" ")[2]) for line in lines if line.startswith("# clean words: ")) / 1e6


@lru_cache(maxsize=4096)
def printed(wording: str) -> Printed:
    """What is known of a printed wording."""
    _, written, hits, known_from = rows_by_phrase(_LIST)[wording].split("\t")
    pairs = zip(written.split("|"), known_from.split("|"), strict=True)
    words = wording.split()  # letters, digits and apostrophes only: each is one word of the document
    rate = (int(hits) + 0.5) / _million()
    return Printed(frozenset(words), len(words), rate, tuple(Wording(one, frozenset(by)) for one, by in pairs))


def printed_wordings(*, usual: bool) -> tuple[str, ...]:
    """Those that are rare in sound text, or the more usual ones, which are tried only in a text that looks spun."""
    limit = RARE_WORDING * _million()
    rows = rows_by_phrase(_LIST).items()
    return tuple(wording for wording, line in rows if (int(line.split("\t")[2]) > limit) is usual)


@lru_cache(maxsize=1)
def model() -> Additive:
    """The weights that `spinlint train wordings` has learnt."""
    data = orjson.loads(Path(__file__).with_name("wordings.json").read_bytes())
    return read_additive(data["model"])
