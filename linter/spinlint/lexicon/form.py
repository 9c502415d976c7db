"""How the form of a text changes at each break: quotation marks, headlines, openings, ways of speaking."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.openings import load_openings
from spinlint.text.blocks import Blocks, find_blocks
from spinlint.text.document import Document
from spinlint.text.spans import Offsets
from spinlint.text.words import CAPITALISED, word_key

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


def measure_form(document: Document, block: Offsets) -> list[Numbers]:
    """The columns of FORM, for breaks before the given blocks."""
    blocks = document.fact(find_blocks)
    place = blocks.first.take(block)
    size = blocks.size.take(block)
    ends = [document.prose[end - 1] not in _TERMINAL for end in blocks.end.take(block).tolist()]
    capitals = np.zeros(len(document.words) + 1, dtype=np.int32)
    (document.words.kind & CAPITALISED).cumsum(out=capitals[1:])
    openings = load_openings()
    return [
        _quotes(document, blocks.start.take(block)),
        (size <= _HEADING) & np.array(ends),
        (capitals.take(place + size) - capitals.take(place)) / size,
        np.zeros(len(place)) if openings is None else openings.odds(document.words.key, place),
        _style(document, place),
        _block_sizes(blocks, block),
    ]


def _quotes(document: Document, start: Offsets) -> Numbers:
    """How far the shares of typographic quotation marks differ."""
    kinds = _CURLY.take(document.codes)
    quotes = kinds.nonzero()[0]
    curly = np.append(0, (kinds.take(quotes) == 1).cumsum())
    at = quotes.searchsorted(start)
    here = curly.take(at)
    difference: Numbers = np.abs((here + 0.5) / (at + 1) - (curly[-1] - here + 0.5) / (len(quotes) - at + 1))
    return difference


@lru_cache(maxsize=1)
def _class_of() -> npt.NDArray[np.uint8]:
    table = np.zeros(1 << 14, dtype=np.uint8)
    for number, words in enumerate(_CLASSES, 1):
        for word in words.split():
            table[word_key(word) >> 50] = number
    return table


def _style(document: Document, place: Offsets) -> Numbers:
    """How far the shares of the classes of words differ on both sides: log of a sum of squared deviations."""
    kind = _class_of().take(document.words.key >> np.uint64(50))
    count, many = len(kind), len(_CLASSES) + 1
    stretch = np.arange(len(place) + 1).repeat(np.diff(place, prepend=0, append=count))
    cells = np.bincount(stretch * many + kind, minlength=(len(place) + 1) * many).reshape(-1, many)
    sums = cells.cumsum(axis=0)[:, 1:]
    expected = place[:, None] * (sums[-1] / count)
    deviation = (sums[:-1] - expected) ** 2 / np.maximum(expected * (1 - place / count)[:, None], 0.5)
    style: Numbers = np.log1p(deviation.sum(axis=1))
    return style


def _block_sizes(blocks: Blocks, block: Offsets) -> Numbers:
    """How far the mean lengths of the blocks on both sides differ, as a difference of logs."""
    sums = np.append(0.0, np.log(blocks.size).cumsum())
    here = sums.take(block)
    sizes: Numbers = np.abs(here / block - (sums[-1] - here) / (len(blocks) - block))
    return sizes
