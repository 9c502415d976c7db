"""How the form of a text changes at each break: quotation marks, headlines, openings, ways of speaking."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.breaks import Breaks
from spinlint.lexicon.openings import load_openings
from spinlint.text.row import bounds_of
from spinlint.text.spans import Offsets
from spinlint.text.words import CAPITALISED, Flags, word_key

Numbers = npt.NDArray[Any]

FORM = ("quotes", "heading", "capitals", "opening", "style", "block_size")
_HEADING = 14
"""A heading has at most so many words."""
_CURLY = np.zeros(0x110000, dtype=np.uint8)
_CURLY[[ord(each) for each in "’“”"]] = 1
_CURLY[[ord(each) for each in "'\""]] = 2
_TERMINAL = frozenset(".!?\"”’')")
_CLASSES = (
    "i me my mine myself we us our ours",
    "you your yours yourself",
    "he him his she her hers they them their theirs",
    "was were had did said been would went got made came took told asked became",
    "is are has does do be can will may must shall should",
    "don't didn't can't isn't it's i'm i've won't doesn't wasn't couldn't that's i'll you're they're we're let's",
    "the",
    "of by which upon such",
    "and but so because if when then just really very",
)
"""Words that tell who speaks, to whom, when and how."""


def measure_form(breaks: Breaks) -> list[Numbers]:
    """The columns of FORM."""
    row, size = breaks.row, breaks.blocks.size.take(breaks.block)
    last = (breaks.blocks.end.take(breaks.block) - 1).tolist()
    ends = [row.prose[place] not in _TERMINAL for place in last]
    return [
        _quotes(breaks),
        (size <= _HEADING) & np.array(ends),
        _capitals(row.words.kind, breaks.place, size),
        _openings(breaks),
        _style(breaks),
        _block_sizes(breaks),
    ]


def _openings(breaks: Breaks) -> Numbers:
    """How much what follows reads like the opening of a text."""
    openings = load_openings()
    if openings is None:
        return np.zeros(len(breaks.place))
    before, key, bounds = breaks.before, breaks.row.words.key, breaks.bounds.tolist()
    ends = zip(breaks.first.tolist(), breaks.end.tolist(), pairwise(bounds), strict=True)
    return np.concatenate([openings.odds(key[first:end], before[one:two]) for first, end, (one, two) in ends])


def _capitals(kind: Flags, place: Offsets, size: Offsets) -> Numbers:
    """The share of capitalised words among so many from each place on."""
    bounds = np.stack((place, place + size), axis=1).ravel()
    inside = np.append(kind[: bounds[-1]] & CAPITALISED, 0).astype(np.int32)
    capitals: Numbers = np.add.reduceat(inside, bounds)[::2] / size
    return capitals


def _quotes(breaks: Breaks) -> Numbers:
    """How far the shares of typographic quotation marks differ."""
    row = breaks.row
    kinds = _CURLY.take(row.codes.take(row.signs))
    chosen = kinds.nonzero()[0]
    quotes, curly = row.signs.take(chosen), np.append(0, (kinds.take(chosen) == 1).cumsum())
    cuts = quotes.searchsorted(np.append(row.start, len(row.codes)))
    first, last = (cuts.take(breaks.numbers + step).take(breaks.text) for step in (0, 1))
    at = quotes.searchsorted(breaks.blocks.start.take(breaks.block))
    before, count, whole = at - first, last - first, curly.take(last) - curly.take(first)
    here = curly.take(at) - curly.take(first)
    difference: Numbers = np.abs((here + 0.5) / (before + 1) - (whole - here + 0.5) / (count - before + 1))
    return difference


@lru_cache(maxsize=1)
def _class_of() -> npt.NDArray[np.uint8]:
    table = np.zeros(1 << 14, dtype=np.uint8)
    for number, words in enumerate(_CLASSES, 1):
        for word in words.split():
            table[word_key(word) >> 50] = number
    return table


def _style(breaks: Breaks) -> Numbers:
    """How far the shares of the classes of words differ on both sides: log of a sum of squared deviations."""
    before, count, many = breaks.before, breaks.count, len(_CLASSES) + 1
    keys = [breaks.row.words.key[first:end] for first, end in zip(breaks.first, breaks.end, strict=True)]
    kind = _class_of().take(np.concatenate(keys) >> np.uint64(50))
    # Each document's words up to its first break, from one to the next, and from the last one on.
    heads = breaks.bounds + np.arange(len(breaks.bounds))
    after = np.arange(1, len(before) + 1) + breaks.text
    start = np.zeros(heads[-1] + 1, dtype=np.intp)
    start[after] = before
    until = start[1:].copy()
    until[heads[1:] - 1] = breaks.end - breaks.first
    start = start[:-1]
    stretch = np.arange(len(start)).repeat(until - start)
    cells = np.bincount(stretch * many + kind, minlength=len(start) * many).reshape(-1, many)
    sums = np.concatenate((np.zeros((1, many), dtype=cells.dtype), cells.cumsum(axis=0)))[:, 1:]
    ends = sums.take(heads, axis=0)
    first = ends.take(breaks.text, axis=0)
    whole, here = ends.take(breaks.text + 1, axis=0) - first, sums.take(after, axis=0) - first
    expected = before[:, None] * (whole / count[:, None])
    deviation = (here - expected) ** 2 / np.maximum(expected * (1 - before / count)[:, None], 0.5)
    style: Numbers = np.log1p(deviation.sum(axis=1))
    return style


def _block_sizes(breaks: Breaks) -> Numbers:
    """How far the mean lengths of the blocks on both sides differ, as a difference of logs."""
    blocks, parts = breaks.blocks, []
    logs = np.log(blocks.size)
    start, end = blocks.bounds.take(breaks.numbers), blocks.bounds.take(breaks.numbers + 1)
    for first, last in zip(start.tolist(), end.tolist(), strict=True):
        parts.append(np.append(0.0, logs[first:last].cumsum()))
    sums, offset = np.concatenate(parts), bounds_of(end - start + 1)
    before, count = breaks.block - start.take(breaks.text), (end - start).take(breaks.text)
    here = sums.take(before + offset.take(breaks.text))
    sizes: Numbers = np.abs(here / before - (sums.take(offset.take(breaks.text + 1) - 1) - here) / (count - before))
    return sizes
