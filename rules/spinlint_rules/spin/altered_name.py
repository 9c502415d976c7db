"""SPN107: one name in several near spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from spinlint import Document, Finding, Mask, Related, Row, Rule, Severity, Span, option

_CAPITALISED, _POSSESSIVE, _STRONG = 1, 16, 2
_POSSESSIVE_SHIFT = 3  # makes its bit the 2 letters of the ending
_KIND = 15  # capitals, all capitals, digits, foreign script: a name has the first alone
_SHORTEST = 6  # letters; shorter names are alike by chance (Brian, Bryan; Marin, Martin)
_TAIL = 3  # letters that spellings of one name end in: leaves out Kazakh, Kazakhs, Kazakhstan, Kazakhstani
_MOST_ALIKE = 30  # names with the same ends: more are a directory, and comparing them all would take its time
_CLOSENESS = 0.75  # of the longer spelling, more than this is shared at its ends; African and American share just that

# Encyclopaedia and Encyclopedia, Labour and Labor, Modelling and Modeling, Organisation and Organization.
_VARIANTS = re.compile("ae|oe|our|ll|is|’")

_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # makes one number of the ends of a name
Offsets = npt.NDArray[np.intp]
Places = dict[str, list[int]]  # spelling to the indices of its words


@dataclass(frozen=True)
class AlteredName(Rule):
    """One name is spelt in several ways that are nearly alike: Kazykhanov, Kykhanov, Kasykhanov.

    Spinners and translating machines do not know names: they cut them, or put a word that they know in the place of
    a part ("Kazakhstanykhanov"). People mistype a name too, or two people have names nearly alike, so a single
    odd spelling is a note; from three spellings of one name on it is a warning.

    The suggestion is the commonest spelling. Plurals, derived words ("Kazakh", "Kazakhstani"), names of fewer than
    six letters, and names with capitals inside are left alone. Of 2,505 clean documents 1.5 % have a note (most of
    them true slips) and one has warnings.
    """

    code = "SPN107"
    name = "altered-name"
    severity = Severity.NOTE
    bad = (
        "It was Erzhan Kazykhanov who came. Yet Kazykhanov left, and <<Kykhanov>>'s aide with him. A friend of "
        "Kazykhanov said that <<Kasykhanov>> was tired, and so did Mr <<Kazakhstanykhanov>>.",
        "We asked Tokayev. In the end Tokayev said no. <<Tokeyev>> was firm.",
    )
    good = (
        "The Johnsons met Johnson and Johnston in Kazakhstan, where Kazakhs and Kazakhstani officials waited.",
        "Last Tuesday and Thursday an American and an African spoke of America and Africa.",
        "The Encyclopaedia was bound. The Encyclopedia of Modelling and Modeling was not.",
        "The Nazarbayev era: Nazarbayev's party, and the party of the Nazarbayevs.",
    )

    warn_at: int = option(3, "spellings of one name from which on they are warnings")

    def may_find(self, row: Row) -> Mask:
        words, codes = row.words, row.codes
        at = ((words.end - words.start >= _SHORTEST) & (words.kind & _KIND == _CAPITALISED)).nonzero()[0]
        end = words.end.take(at) - (words.kind.take(at) >> _POSSESSIVE_SHIFT & 2)
        ends = row.text.take(at).astype(np.uint64)
        for place in (words.start.take(at), end - 3, end - 2, end - 1):
            ends = ends * _SPREAD + codes.take(place)
        order = ends.argsort()
        ends, key = ends.take(order), words.key.take(at.take(order))
        same = ends[1:] == ends[:-1]
        mixed = ends[1:][same & (key[1:] != key[:-1])]
        bounds = (ends.searchsorted(mixed, side=side).tolist() for side in ("left", "right"))
        groups = [order[first:last] for first, last in dict.fromkeys(zip(*bounds, strict=True))]
        found = [group[0] for group in groups if _has_close(row, at, end, group)]
        return row.having(at.take(np.array(found, dtype=np.intp)))

    def check(self, document: Document) -> Iterator[Finding]:
        for family in _families(document):
            yield from self._report(document, family)

    def _report(self, document: Document, family: Places) -> Iterator[Finding]:
        """One finding for each place of each spelling but the commonest (at a tie, the first)."""
        spellings = sorted(family, key=lambda name: (-len(family[name]), family[name][0]))
        usual = spellings[0]
        many = len(spellings) >= self.warn_at
        for name in spellings[1:]:
            related = tuple(
                Related(_span(document, family[other][0]), f"spelt {other!r} here, {len(family[other])} in all")
                for other in spellings
                if other != name
            )
            for index in family[name]:
                yield self.finding(
                    _span(document, index),
                    f"{name!r} looks like another spelling of {usual!r}",
                    suggestion=usual,
                    confidence=0.9 if many else 0.5,
                    related=related,
                    severity=Severity.WARNING if many else None,
                )


def _has_close(row: Row, at: Offsets, end: Offsets, members: Offsets) -> bool:
    """Whether two of the names that share their ends are close."""
    starts, ends = row.words.start.take(at.take(members)).tolist(), end.take(members).tolist()
    names = {row.prose[start:stop] for start, stop in zip(starts, ends, strict=True)}
    return len(names) <= _MOST_ALIKE and any(_is_close(*pair) for pair in combinations(sorted(names), 2))


def _families(document: Document) -> Iterator[Places]:
    """Groups of spellings that are one name. Nothing is compared but what shares its first and last letters."""
    words, text = document.words, document.text
    long = words.end - words.start >= _SHORTEST
    indices = (long & (words.kind & _KIND == _CAPITALISED)).nonzero()[0]
    starts = words.start[indices].tolist()
    ends = (words.end[indices] - (words.kind[indices] >> _POSSESSIVE_SHIFT & 2)).tolist()
    names = {text[start:end] for start, end in zip(starts, ends, strict=True)}
    if len({name[0] + name[-_TAIL:] for name in names}) == len(names):
        return  # three texts in four
    suspects = _suspects(names)
    places: dict[str, Places] = {}
    for index, start, end in zip(indices.tolist(), starts, ends, strict=True):
        name = text[start:end]
        if name in suspects:
            places.setdefault(name[-_TAIL:], {}).setdefault(name, []).append(index)
    for group in places.values():
        yield from _split(document, group)


def _suspects(names: set[str]) -> set[str]:
    """The names that are close to another one, or made of one."""
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(name[0] + name[-_TAIL:], []).append(name)
    groups = (group for group in alike.values() if 1 < len(group) <= _MOST_ALIKE)
    pairs = (pair for group in groups for pair in combinations(group, 2))
    close = {name for pair in pairs if _is_close(*pair) for name in pair}
    if not close:
        return close
    # Where a name is altered anyway, look for it behind a word that was put before it: "Karveniatereskov".
    parts = {name: range(2, len(name) - _SHORTEST + 1) for name in names}
    return close | {name for name, cuts in parts.items() if any(name[cut:].capitalize() in close for cut in cuts)}


def _split(document: Document, places: Places) -> Iterator[Places]:
    """The families among spellings that share their ends, each gathered around its commonest member."""
    left = dict(sorted(places.items(), key=lambda item: (-len(item[1]), item[1][0])))
    while left:
        head = next(iter(left))
        members = [name for name in left if name == head or _is_close(head, name) or name.endswith(head.lower())]
        family = {name: left.pop(name) for name in members}
        if len(family) > 1 and _are_names(document, family):
            yield family


def _is_close(usual: str, name: str) -> bool:
    """Whether one is the other with a part in it changed, cut or put in, beyond two ways of spelling English."""
    if min(len(usual), len(name)) < _SHORTEST or not (usual[1:].islower() and name[1:].islower()):
        return False
    if _VARIANTS.sub(_plain, usual) == _VARIANTS.sub(_plain, name):
        return False
    shorter, longer = sorted((usual, name), key=len)
    head = _shared(shorter, longer)
    tail = min(_shared(shorter[::-1], longer[::-1]), len(shorter) - head)
    if tail < _TAIL:
        return False
    return head + tail > _CLOSENESS * len(longer) or (head + tail == len(shorter) and head > 1 and tail > _TAIL)


def _plain(match: re.Match[str]) -> str:
    return {"ae": "e", "oe": "e", "our": "or", "ll": "l", "is": "iz"}.get(match[0], "'")


def _shared(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _are_names(document: Document, family: Places) -> bool:
    """Whether one of the spellings stands inside a sentence, and none is ever written small."""
    words = document.words
    if all(words.gap[index] == _STRONG for places in family.values() for index in places):
        return False
    small = words.kind & _CAPITALISED == 0
    return not any((small & (words.key == words.key[places[0]])).any() for places in family.values())


def _span(document: Document, index: int) -> Span:
    """The place of a name without its possessive ending."""
    words = document.words
    possessive = 2 if words.kind[index] & _POSSESSIVE else 0
    return Span(int(words.start[index]), int(words.end[index]) - possessive)
