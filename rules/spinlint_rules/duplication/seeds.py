"""Where a document repeats itself: equal runs of five words, the seeds of every repeat that is found.

Every five words in a row are hashed, and one sort says whether any hash comes back; in two pages of three hardly any
does, and nothing further is looked at. The others pair each seed with the one before it and with the first of all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spinlint import Document, Row

Offsets = npt.NDArray[np.intp]
Keys = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.int64]
"""Pairs of equal seeds, sorted: words from the earlier to the later one in the upper 32 bits, the later one below."""

GRAM = 5
"""Words in a seed. With one word in ten changed, six seeds in ten survive."""
FEWEST = 4
"""Equal seeds that must stand close together for a document to be looked at: a sentence of eight words that comes back
has as many."""
CROWD, _WITHIN = 6, 40
"""So many seeds within so many words at about one distance make a passage: 25 words with one in ten changed have 12
in the mean, stock phrases one to three. Of 600 clean pages 94 have such a place."""
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_STRONG = 2
"""`Words.gap` at the start of a sentence or a line."""
_LOW = (1 << 32) - 1
_NOTHING: Codes = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Run:
    """Words [start, end) that stand `distance` words earlier too, but for a few; `hits` of their seeds are equal."""

    start: int
    end: int
    distance: int
    hits: int


def find_seeds(document: Document) -> Codes:
    """A fact: the pairs of equal seeds; none where not FEWEST of them stand close together."""
    return pair_seeds(document.words.key)


def row_seeds(row: Row) -> Codes:
    """A fact: the pairs of equal seeds of each document of a row, by their places in the row."""
    return pair_seeds(row.words.key, row.text)


def pair_seeds(keys: Keys, text: Offsets | None = None) -> Codes:
    """Each seed that comes back with the one before it and with the first of all, those of one `text` only.

    One sort does it: of hashes (44 bits for up to a million words) with the place of the seed below.
    """
    grams = _grams(keys)
    if text is not None:
        grams ^= text[: len(grams)].astype(np.uint64) * _SECOND
        grams *= _FIRST  # the text reaches the upper bits
    bits = np.uint64(max(20, len(grams).bit_length()))
    below = (np.uint64(1) << bits) - np.uint64(1)
    grams &= ~below
    grams |= np.arange(len(grams), dtype=np.uint64)
    if text is not None:
        grams = grams[text[: len(grams)] == text[GRAM - 1 :]]  # no seed reaches into the next text
    grams.sort()
    same = (grams[1:] ^ grams[:-1]) <= below
    again = same.nonzero()[0] + 1
    if len(again) < FEWEST:
        return _NOTHING
    places = (grams & below).view(np.int64)
    later = places.take(again)
    close = np.sort(later)
    if (close[FEWEST - 1 :] - close[: 1 - FEWEST]).min() > _WITHIN:
        return _NOTHING
    fresh = np.concatenate(([0], (~same).nonzero()[0] + 1))
    first = places.take(fresh.take(fresh.searchsorted(again) - 1))
    codes = np.concatenate((later - places.take(again - 1), later - first)) << 32 | np.concatenate((later, later))
    return _distinct(codes)


def find_crowded(document: Document) -> Codes:
    """A fact: the pairs of equal seeds that have enough others beside them."""
    return crowded(document.fact(find_seeds))


def crowded(codes: Codes) -> Codes:
    """The pairs near which, at about their distance, there are enough others to make a passage."""
    if len(codes) < CROWD:
        return _NOTHING
    later, distance = codes & _LOW, codes >> 32
    kept = np.zeros(len(codes), dtype=bool)
    for shift in (0, 8):  # two rows of bands: what a bound of the one parts lies within one of the other
        band = ((distance + shift) >> 4) << 32 | later
        order = band.argsort()
        ordered = band.take(order)
        full = (ordered[CROWD - 1 :] - ordered[: 1 - CROWD] <= _WITHIN).nonzero()[0]
        for step in range(CROWD):
            kept[order.take(full + step)] = True
    return codes[kept]


def runs(codes: Codes, gap: int) -> list[Run]:
    """Stretches of pairs at one distance that are at most `gap` words apart, in order of distance."""
    rows = stretches(codes, gap)
    return [Run(*row) for row in zip(*[row.tolist() for row in rows], strict=True)]


def stretches(codes: Codes, gap: int, least: int = 1) -> tuple[Codes, Codes, Codes, Offsets]:
    """The columns of `runs`, of those with at least `least` pairs: start, end, distance, hits."""
    if not len(codes):
        return codes, codes, codes, codes
    parted = (codes[1:] - codes[:-1] > gap).nonzero()[0]
    first, last = np.concatenate(([0], parted + 1)), np.append(parted, len(codes) - 1)
    if least > 1:
        long = (last - first >= least - 1).nonzero()[0]
        first, last = first.take(long), last.take(long)
    opening, closing = codes.take(first), (codes.take(last) & _LOW) + GRAM
    return opening & _LOW, closing, opening >> 32, last - first + 1


def repeated_sentences(codes: Codes, gap: Flags, least: int) -> Codes:
    """Where words come back, `least` of them in a row and between two ends of sentences or clauses.

    `gap`: what stands before each word, as in `Words`.
    """
    start, end, _, _ = stretches(codes, 1, max(1, least - GRAM + 1))
    bounds = np.append((gap == _STRONG).nonzero()[0], len(gap))
    opening, closing = bounds.searchsorted(start), bounds.searchsorted(end, side="right") - 1
    whole = bounds.take(closing) - bounds.take(opening, mode="clip") >= least
    found: Codes = start[whole]
    return found


def _grams(keys: Keys) -> Keys:
    """The hash of every GRAM words in a row."""
    if len(keys) < GRAM:
        return keys[:0]
    pairs = keys[:-1] * _FIRST
    pairs ^= keys[1:]
    grams = pairs[:-3] * _SECOND
    grams ^= pairs[2:-1]
    grams *= _FIRST
    grams ^= keys[4:]
    return grams


def _distinct(codes: Codes) -> Codes:
    codes.sort()
    kept = np.empty(len(codes), dtype=bool)
    kept[0] = True
    np.not_equal(codes[1:], codes[:-1], out=kept[1:])
    return codes[kept]
