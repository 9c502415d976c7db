"""The word table: every word of a text as columns of numbers, never as objects.

A word is a run of letters and digits, with apostrophes inside it ("don't", "o'clock"). A hyphen parts two words.
Its `key` is a 64-bit hash of the folded letters without a possessive 's, so that "Country's" and "country" have one
key, the same in every process. It is a polynomial modulo 2^64 in an odd base, taken over the whole text at once and
divided by the power at the word's start; a last multiplication and shift spread the low bits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from spinlint.text import characters
from spinlint.text.characters import APOSTROPHE, DIGIT, IN_WORD, LOWER, NEWLINE, PAUSE, STOP, UPPER, Classes, Codes
from spinlint.text.spans import Offsets, Span

Keys = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.uint8]

# Bits of a word's kind.
CAPITALISED = 1
ALL_CAPITALS = 2
NUMERIC = 4  # holds a digit
FOREIGN_SCRIPT = 8  # its first letter is beyond U+024F: not Latin
POSSESSIVE = 16

# What stands between a word and the one before it.
JOINED = 0  # blanks, a hyphen, or a wrapped line
WEAK = 1  # a comma, quote, bracket or dash
STRONG = 2  # the end of a sentence, a clause or a line; the start of the text

_BASE = 0x5851F42D4C957F2D
_INVERSE = pow(_BASE, -1, 2**64)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(32)
_CHUNK = 60_000  # code points hashed at once: bounds the tables of powers


@dataclass(frozen=True, eq=False, slots=True)
class Words:
    """The words of a text in order, as equally long columns.

    `start`, `end`: code-point offsets; `key`: 64-bit word key; `kind`: bits (CAPITALISED ...);
    `gap`: what stands before the word (JOINED, WEAK or STRONG).
    """

    start: Offsets
    end: Offsets
    key: Keys
    kind: Flags
    gap: Flags

    def __len__(self) -> int:
        return len(self.start)

    def span(self, first: int, last: int | None = None) -> Span:
        """The span from word `first` to word `last`, both included."""
        return Span(int(self.start[first]), int(self.end[first if last is None else last]))

    def between(self, span: Span) -> slice:
        """The slice of words that lie wholly within `span`."""
        first = int(np.searchsorted(self.start, span.start))
        return slice(first, max(first, int(np.searchsorted(self.end, span.end, side="right"))))


def read_words(codes: Codes, texts: Offsets | None = None) -> Words:
    """Tokenise the code points of a text, or of several that stand in one row, each from an offset of `texts` on and
    with a line end before it."""
    classes = characters.classify(codes)
    inside = (classes & IN_WORD) != 0
    inner = _inner_apostrophes(classes)
    inside[inner] = True
    start, end = _runs(inside)
    if not len(start):
        nothing = np.zeros(0, dtype=np.uint8)
        return Words(start, end, np.zeros(0, dtype=np.uint64), nothing, nothing)
    letters = characters.letters(codes)
    letters[inner] = ord("'")
    possessive = _cut_possessives(letters, classes, start, end)
    _part_only_at_stops(classes)
    kind = _KIND_OF.take(_content(classes, start, end) | (classes.take(start) & UPPER) << 2)
    kind[possessive] |= POSSESSIVE
    np.bitwise_or(kind, FOREIGN_SCRIPT, out=kind, where=codes.take(start) > 0x24F)
    np.bitwise_and(kind, ~np.uint8(ALL_CAPITALS), out=kind, where=end - start == 1)
    gap = _gaps(classes, start, end, kind)
    if texts is not None:
        first = start.searchsorted(texts)
        gap[first[first < len(start)]] = STRONG
    return Words(start, end, _keys(letters, start, end), kind, gap)


@lru_cache(maxsize=65536)
def word_key(word: str) -> int:
    """The key of one word, as `Words.key` has it; 0 for a string that is not a single word."""
    if word.isalpha():  # thirty times faster than arrays: rules ask for hundreds at their import
        return _key_of_letters(map(characters.fold_one, word))
    words = read_words(characters.encode(word))
    return int(words.key[0]) if len(words) == 1 else 0


def _key_of_letters(letters: Iterable[str]) -> int:
    """What `_hash` gives for one word of plain letters."""
    key, power = 0, 1
    for letter in letters:
        key += ord(letter) * power
        power = power * _BASE % 2**64
    key %= 2**64
    return (key ^ (key >> 32)) * int(_MIX) % 2**64


def _inner_apostrophes(classes: Classes) -> Offsets:
    """Where an apostrophe stands between two letters. The others are quotes: their class becomes PAUSE."""
    places: Offsets = (classes == APOSTROPHE).nonzero()[0]
    if not len(places):
        return places
    # At the ends of the text the apostrophe meets itself, which is no letter.
    before, after = classes.take(places - 1, mode="clip"), classes.take(places + 1, mode="clip")
    within = (before & (LOWER | UPPER) != 0) & (after & (LOWER | UPPER) != 0)
    inner: Offsets = places[within]
    if len(inner) < len(places):
        classes[places[~within]] = PAUSE
    return inner


def _runs(inside: npt.NDArray[np.bool_]) -> tuple[Offsets, Offsets]:
    edges = (inside[1:] != inside[:-1]).nonzero()[0] + 1
    if len(inside) and inside[0]:
        edges = np.concatenate(([0], edges))
    if len(inside) and inside[-1]:
        edges = np.concatenate((edges, [len(inside)]))
    return edges[0::2], edges[1::2]


def _cut_possessives(letters: Codes, classes: Classes, start: Offsets, end: Offsets) -> Offsets:
    """Find the words that end in 's; take the ending out of their letters and of their character classes."""
    last = end - 1
    found = (letters.take(last) == ord("s")).nonzero()[0]
    tail = last.take(found)
    cut = (letters.take(tail - 1, mode="wrap") == ord("'")) & (tail - start.take(found) > 1)
    tail = tail[cut]
    letters[tail] = letters[tail - 1] = classes[tail] = 0
    possessive: Offsets = found[cut]
    return possessive


def _part_only_at_stops(classes: Classes) -> None:
    """A stop with a letter or digit right after it parts nothing: "3.14", "U.S."."""
    stops = (classes == STOP).nonzero()[0]
    classes[stops[classes.take(stops + 1, mode="clip") & IN_WORD != 0]] = 0


def _kind_table() -> Flags:
    """The kind of a word by the classes of its letters (3 bits) and whether it starts with a capital (bit 3)."""
    table = np.zeros(16, dtype=np.uint8)
    for bits in range(16):
        shouted = bits & UPPER and not bits & LOWER
        table[bits] = (
            (CAPITALISED if bits & 8 else 0) | (ALL_CAPITALS if shouted else 0) | (NUMERIC if bits & DIGIT else 0)
        )
    return table


_KIND_OF = _kind_table()


def _content(classes: Classes, start: Offsets, end: Offsets) -> Flags:
    """The classes of each word's letters, as far as its kind depends on them.

    A word with a small letter at one end is not in capitals whatever else it holds. Only the others are read as a
    whole: `reduceat` costs as much for a word as all the rest together. Digits are few, and found one by one.
    """
    content = classes.take(start) | classes.take(end - 1)
    content &= IN_WORD
    unclear = (content & LOWER == 0).nonzero()[0]
    content[unclear] = _union(classes, start.take(unclear), end.take(unclear)) & IN_WORD
    digits = (classes == DIGIT).nonzero()[0]
    content[start.searchsorted(digits, side="right") - 1] |= DIGIT
    return content


def _union(classes: Classes, start: Offsets, end: Offsets) -> Flags:
    """The classes between each start and its end, which comes after it and not after the next start."""
    if not len(start):
        return classes[:0]
    bounds = np.empty(2 * len(start), dtype=np.intp)
    bounds[0::2], bounds[1::2] = start, end
    union: Flags = np.bitwise_or.reduceat(np.append(classes, np.uint8(0)), bounds)[0::2].view(np.uint8)
    return union


def _gaps(classes: Classes, start: Offsets, end: Offsets, kind: Flags) -> Flags:
    """What stands before each word, from the character classes between it and the word before: mostly one or two."""
    left, right = end[:-1], start[1:]
    between = classes.take(left) | classes.take(right - 1)
    long = (right - left > 2).nonzero()[0]
    between[long] = _union(classes, left.take(long), right.take(long))
    gap = np.empty(len(start), dtype=np.uint8)
    gap[0] = STRONG
    gap[1:] = _GAP_OF.take(between >> 4)
    # A line break parts where a new line starts like a sentence or an item; a wrapped line goes on in lower case.
    broken = (between & NEWLINE).nonzero()[0] + 1
    gap[broken[kind.take(broken) & (CAPITALISED | NUMERIC) != 0]] = STRONG
    return gap


_GAP_OF = np.array(
    [STRONG if bits & 1 else WEAK if bits & 2 else JOINED for bits in range(16)], dtype=np.uint8
)  # by STOP, PAUSE, NEWLINE as bits 0, 1, 2


def _keys(letters: Codes, start: Offsets, end: Offsets) -> Keys:
    if len(letters) <= _CHUNK:
        return _hash(letters, start, end)
    cuts = [*np.searchsorted(start, np.arange(0, len(letters), _CHUNK)).tolist(), len(start)]
    pieces = []
    for first, last in pairwise(dict.fromkeys(cuts)):  # np.unique would import numpy.ma
        offset, stop = int(start[first]), int(end[last - 1])
        pieces.append(_hash(letters[offset:stop], start[first:last] - offset, end[first:last] - offset))
    return np.concatenate(pieces)


def _hash(letters: Codes, start: Offsets, end: Offsets) -> Keys:
    powers, inverses = _powers(len(letters))
    sums = np.multiply(letters, powers[: len(letters)])
    before = sums.take(start)
    sums.cumsum(out=sums)
    keys = sums.take(end - 1)
    keys -= sums.take(start)
    keys += before
    keys *= inverses.take(start)
    keys ^= keys >> _SHIFT
    keys *= _MIX
    return keys


def _powers(length: int) -> tuple[Keys, Keys]:
    """Powers of the base and of its inverse modulo 2^64, at least `length` of them."""
    return _power_tables(max(1 << 16, 1 << (length - 1).bit_length()))


@lru_cache(maxsize=2)
def _power_tables(size: int) -> tuple[Keys, Keys]:
    def table(base: int) -> Keys:
        powers = np.full(size, base, dtype=np.uint64)
        powers[0] = 1
        return np.multiply.accumulate(powers)

    return table(_BASE), table(_INVERSE)
