"""Lays a passage that comes back onto the blocks, lines or sentences that it fills.

Between its seeds every word is compared with the one that stands as far before it as the seeds around do. A word that
is there counts for the passage, one that is not counts against it, and of all places where both copies may start or
end, those are taken between which most speaks for a copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spinlint import Document, find_blocks
from spinlint_rules.duplication.seeds import Keys, Offsets, Run

Kinds = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.float64]

EDGE = 30
"""Words beyond the outermost seeds that are looked at."""
_AGAINST = 1.5
"""What a word that the first copy has not takes back: three words in five must be there."""
_SLIPS = np.array([-4, -3, -2, -1, 1, 2, 3, 4])[:, None]
"""Words added or lost since the nearest seeds, beyond which a word is not looked for."""
_FEWEST = 15
"""Words that must be there at all, chance included: no copy that is reported has fewer than 16."""
_LEAST = 12.0
"""Words in favour of a copy below which no bounds are looked for: 22 words of which 85 in 100 are there have 13."""
_STRONG = 2
"""`Words.gap` at the start of a sentence or a line."""
SENTENCE, LINE, BLOCK = 1, 2, 3
_WORTH = np.array([0.0, 1.5, 1.5, 6.0])
"""What it counts in words that both copies start (end) where a sentence, a line or a block does."""
_SHIFTS = np.array([0, -1, 1, -2, 2, -3, 3])
"""Words that one copy may have more than the other at its edge."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Words [first_start, first_end) stand again as words [start, end).

    `bound`: what the later copy fills, SENTENCE, LINE or BLOCK. `same`: the share of its words that stand in the first
    copy. `reordered`: its sentences stand there in another order.
    """

    first_start: int
    first_end: int
    start: int
    end: int
    bound: int
    same: float
    reordered: bool = False

    @property
    def size(self) -> int:
        """Words in the later copy."""
        return self.end - self.start

    @property
    def whole(self) -> bool:
        """Whether the later copy fills whole blocks."""
        return self.bound == BLOCK


def find_bounds(document: Document) -> Kinds:
    """A fact: for each word (and the end) what starts there: 0 for nothing, SENTENCE, LINE or BLOCK."""
    words, blocks = document.words, document.fact(find_blocks)
    kind = np.zeros(len(words) + 1, dtype=np.int8)
    kind[:-1][words.gap == _STRONG] = SENTENCE
    feeds = (document.codes == ord("\n")).nonzero()[0]
    kind[words.start.searchsorted(feeds)] = LINE
    kind[blocks.first] = kind[-1] = BLOCK
    return kind


def fit(chain: Sequence[Run], document: Document, *, exact: bool = False) -> Repeat | None:
    """The passage around some runs of seeds, in order; None where nothing that is bounded in both copies is alike.

    `exact`: no word may differ.
    """
    keys = document.words.key
    low, high = _window(chain, len(keys))
    matched, distance = _compare(chain, keys, low, high)
    if np.count_nonzero(matched) < _FEWEST:
        return None
    if not exact and not matched.all():
        _match_slipped(matched, keys, np.arange(low, high), distance)
    gained = np.zeros(high - low + 1)
    np.where(matched, 1.0, -1e6 if exact else -_AGAINST).cumsum(out=gained[1:])
    if (gained - np.minimum.accumulate(gained)).max() < _LEAST:
        return None
    bounds = document.fact(find_bounds)
    places = low + bounds[low : high + 1].nonzero()[0]
    if len(places) < 2:
        return None
    others, worth = _counterparts(places, distance.take(places - low, mode="clip"), bounds)
    one, two = _best(gained.take(places - low), worth)
    a, b, c, d = (int(each) for each in (others[one], others[two], places[one], places[two]))
    if not a < b <= c:
        return None
    same = float(np.count_nonzero(matched[c - low : d - low])) / max(b - a, d - c)
    return Repeat(a, b, c, d, int(min(bounds[c], bounds[d])), 1.0 if same == 1 and b - a == d - c else min(same, 0.99))


def _window(chain: Sequence[Run], count: int) -> tuple[int, int]:
    """The words of the later copy that are looked at: EDGE beyond the seeds, unless the copies would overlap."""
    first, last = chain[0], chain[-1]
    low = max(first.start - EDGE, first.distance, min(first.start, last.end - last.distance))
    high = min(last.end + EDGE, count, max(last.end, first.start + last.distance))
    return low, high


def _compare(chain: Sequence[Run], keys: Keys, low: int, high: int) -> tuple[npt.NDArray[np.bool_], Offsets]:
    """For the words [low, high): whether each stands in the first copy, and how far before."""
    matched = np.zeros(high - low, dtype=bool)
    distance = np.empty(high - low, dtype=np.intp)  # between two runs that of the second
    for index, run in enumerate(chain):
        start = chain[index - 1].end if index else low
        end = chain[index + 1].start if index + 1 < len(chain) else high
        begin = max(start, run.distance)
        matched[begin - low : end - low] |= keys[begin:end] == keys[begin - run.distance : end - run.distance]
        distance[start - low : end - low] = run.distance
    return matched, distance


def _match_slipped(matched: npt.NDArray[np.bool_], keys: Keys, place: Offsets, distance: Offsets) -> None:
    """Mark also the words that stand with a neighbour a few words off where they should: others were added or lost."""
    equal = keys[place[0] : place[-1] + 1] == keys.take(place - distance + _SLIPS, mode="clip")
    both = (equal[:, 1:] & equal[:, :-1]).any(axis=0)
    matched[1:] |= both
    matched[:-1] |= both


def _counterparts(places: Offsets, far: Offsets, bounds: Kinds) -> tuple[Offsets, Numbers]:
    """The bound of the first copy that answers to each place of the later one, and what the two count together."""
    others = places - far + _SHIFTS[:, None]
    kinds = bounds.take(others, mode="clip") * ((others >= 0) & (others < len(bounds)))
    kinds = np.minimum(kinds, bounds.take(places))
    value = np.where(kinds > 0, _WORTH.take(kinds) - 0.5 * np.abs(_SHIFTS)[:, None], -np.inf)
    best = value.argmax(axis=0)
    column = np.arange(len(places))
    return others[best, column], value[best, column]


def _best(gained: Numbers, worth: Numbers) -> tuple[int, int]:
    """The indices of the places between which most speaks for a copy, the first before the second."""
    opening = worth - gained
    total = np.maximum.accumulate(opening)[:-1] + gained[1:] + worth[1:]
    end = int(total.argmax()) + 1
    return int(opening[:end].argmax()), end
