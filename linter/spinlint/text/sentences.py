"""Sentences, from the gaps of the word table.

Only the places where a stop stands between two words are looked at, some fifty in a page. What stands there (". ",
'." ') is nearly always one of a few strings, so that reading it is a look into a dictionary. A stop ends no sentence
after an abbreviation or an initial, nor in front of a small letter where the word before is short or quoted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from spinlint.text.characters import Codes
from spinlint.text.spans import Offsets, Spans
from spinlint.text.words import CAPITALISED, NUMERIC, STRONG, Words, word_key

# These stand before a name or a number and do not end a sentence.
_TITLES = (
    "mr mrs ms mx dr prof st sr sra mme mlle gen col lt capt cmdr sgt maj adm cpl pvt sen rep gov pres hon rev fr "
    "messrs mt ft ave blvd rd no nos vol vols pp pg fig figs eq eqs sec ch cf vs viz al ed eds approx ca dept univ "
    "assn art arts para cl ss jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat"
)
# These and single letters may end one; they do where a word that often opens sentences follows.
_ENDINGS = (
    "inc corp ltd co llc plc bros jr esq etc est dist tel ext phd min max avg dlrs cts mln bln ariz calif conn fla "
    "mass pa st a b c d e f g h i j k l m n o p q r s t u v w x y z"
)
_STARTERS = (
    "the a an this that these those it its he she we they you i his her their our my there here in on at by for from "
    "to with after before when while if as since although though because but and or so yet however then what who why "
    "how where which one some many most all no not do does did is are was were has have had can could will would may "
    "also now today thus therefore moreover meanwhile once each every another both such please let see according "
    "despite during last next first instead still even yes finally later soon only"
)
_STOPS = frozenset(".!?…‽。！？।۔؟")
_POINT, _BLANK = ord("."), ord(" ")
_PLAIN_STOP = np.array([chr(code) in _STOPS for code in range(128)])
_FULL_WIDTH = "。！？"
_FULL_WIDTH_STOP = re.compile(f"[{_FULL_WIDTH}]")
_QUOTES = frozenset("\"'”’»)]")
_TITLE, _ENDING = 1, 2
_HIGH = CAPITALISED | NUMERIC
# In front of a small letter a stop ends a sentence only after a longer word than this: the rest are abbreviations.
_SHORTEST = 3


def find_sentences(prose: str, codes: Codes, words: Words, paragraphs: Spans) -> Spans:
    """Sentences in order: they cover every paragraph, but for the white space between them, and cross none.

    Of a document, or of a row of them.
    """
    starts = paragraphs.start.tolist()
    place, plain = _plain_cuts(codes, words, paragraphs)
    cuts = {*_cuts(prose, words, place, starts)}
    if any(stop in prose for stop in _FULL_WIDTH):
        cuts.update(_full_width_cuts(prose, starts, paragraphs.end.tolist()))
        cuts.difference_update(zip(plain.tolist(), (plain + 1).tolist(), strict=True))
    if not cuts and not len(plain):
        return paragraphs
    ends_starts = np.array(list(cuts), dtype=np.intp).reshape(-1, 2)
    start = np.concatenate((paragraphs.start, plain + 1, ends_starts[:, 1]))
    end = np.concatenate((paragraphs.end, plain, ends_starts[:, 0]))
    start.sort()
    end.sort()
    return Spans(start, end)


def _plain_cuts(codes: Codes, words: Words, paragraphs: Spans) -> tuple[Offsets, Offsets]:
    """What arrays can decide: the words after which the gap must be read, and where sentences end for sure, a character
    before the next one starts.

    A gap in which a paragraph starts is no cut, nor is a blank after another mark than a stop. A stop and a blank are
    one, unless the word before may be an abbreviation or a number, or a small letter follows on a short word.
    """
    place = (words.gap[1:] == STRONG).nonzero()[0]
    left, right = words.end.take(place), words.start.take(place + 1)
    at = paragraphs.start.searchsorted(right, side="right")
    inside = (np.append(-1, paragraphs.start).take(at) < left).nonzero()[0]
    place, left, right = place.take(inside), left.take(inside), right.take(inside)
    mark = np.minimum(codes.take(left), 127)
    short = (right - left == 2) & (codes.take(left + 1, mode="clip") == _BLANK) & (mark < 127)
    stop = _PLAIN_STOP.take(mark)
    high = words.kind.take(place + 1) & _HIGH != 0
    clear = high | (left - words.start.take(place) > _SHORTEST)
    doubtful = (mark == _POINT) & (
        (words.kind.take(place) & NUMERIC != 0) | _MAY_BE_SPECIAL.take(words.key.take(place) >> _SHIFT)
    )
    cut = left[short & stop & clear & ~doubtful]
    return place[~short | (stop & clear & doubtful)], cut + 1


def _cuts(prose: str, words: Words, place: Offsets, paragraphs: list[int]) -> Iterator[tuple[int, int]]:
    """Where one sentence ends and the next one starts after the words at `place`, inside paragraphs that start at these
    offsets."""
    following = place + 1
    columns = (
        place,
        words.end.take(place),
        words.start.take(following),
        words.key.take(place),
        words.kind.take(place),
        words.kind.take(following),
    )
    for index, left, right, key, before, after in zip(*[column.tolist() for column in columns], strict=True):
        cut = _read_gap(prose[left:right])
        if cut is None:
            continue
        ends, starts, pointed, quoted, lined = cut
        if not after & _HIGH and (quoted or left - words.start[index] <= _SHORTEST):
            continue
        if lined and paragraphs[bisect_right(paragraphs, right) - 1] >= left:
            continue
        if pointed and (before & NUMERIC or key in _SPECIAL) and _abbreviates(words, index, paragraphs):
            continue
        yield left + ends, left + starts


@lru_cache(maxsize=4096)
def _read_gap(gap: str) -> tuple[int, int, bool, bool, bool] | None:
    """What stands between two words, where it can end a sentence.

    The offsets of the sentence's end and of the next one's start; whether a lone point ends it, a quote or more
    points stand in it, a line ends in it.
    """
    stop = next((index for index, character in enumerate(gap) if character in _STOPS), -1)
    if stop < 0:
        return None
    end = next((index for index in range(stop + 1, len(gap)) if gap[index].isspace()), -1)
    if end < 0:
        return None
    rest = gap[end:].lstrip()
    while rest and rest[0] in _STOPS:  # "neighbors. .", ". . .": the stop belongs to the sentence before
        end = len(gap) - len(rest.lstrip("".join(_STOPS)))
        rest = gap[end:].lstrip()
    if rest.startswith(","):  # "Moscow. , but": residue of an edit inside a sentence
        return None
    pointed = gap[0] in ".…"
    quoted = not _QUOTES.isdisjoint(gap) or gap[1:2] in (".", "…") or gap[0] == "…"
    return end, len(gap) - len(rest), pointed, quoted, len(f"{gap}.".splitlines()) > 1


def _abbreviates(words: Words, index: int, paragraphs: list[int]) -> bool:
    """Whether the point after a word belongs to the word, and the sentence goes on."""
    start = int(words.start[index])
    if words.kind[index] & NUMERIC:  # "1. Introduction"
        return paragraphs[bisect_right(paragraphs, start) - 1] == start
    if _SPECIAL[int(words.key[index])] == _TITLE:
        return True
    return not (words.kind[index + 1] & CAPITALISED and int(words.key[index + 1]) in _STARTER_KEYS)


def _full_width_cuts(prose: str, starts: list[int], ends: list[int]) -> Iterator[tuple[int, int]]:
    """The ends after full-width stops, which need no blank behind them."""
    for match in _FULL_WIDTH_STOP.finditer(prose, 0, max(0, len(prose) - 1)):
        place = match.start()
        following = prose[place + 1]
        home = bisect_right(starts, place) - 1
        inside = home >= 0 and place + 1 < ends[home]
        if inside and following not in _FULL_WIDTH and following not in _QUOTES and not following.isspace():
            yield place + 1, place + 1


_SPECIAL = {word_key(word): _ENDING for word in _ENDINGS.split()} | {word_key(word): _TITLE for word in _TITLES.split()}
_SHIFT = np.uint64(48)  # a word key's top 16 bits: one other word in 800 may be special
_MAY_BE_SPECIAL = np.zeros(1 << 16, dtype=bool)
_MAY_BE_SPECIAL[[key >> 48 for key in _SPECIAL]] = True
_STARTER_KEYS = frozenset(word_key(word) for word in _STARTERS.split())
