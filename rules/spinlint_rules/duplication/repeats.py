"""Finds passages that stand twice in a document, word for word or nearly so.

Seeds at one distance (from the first copy to the later one) make runs, and runs whose distances differ by a word or
two are joined, so that a changed, added or lost word does not end a passage. Each is then laid onto the blocks that it
fills (see `fitting`). A block whose seeds stand in one other block, but at several distances, is a copy with its
sentences in another order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from spinlint import Blocks, Document, find_blocks
from spinlint_rules.duplication.fitting import BLOCK, Repeat, fit
from spinlint_rules.duplication.seeds import GRAM, Codes, Keys, Offsets, Run, find_crowded, runs

_FEWEST = 5
"""Equal seeds that a passage must have."""
_GAP = 24
"""Words without a seed that a passage may hold: 1 in 10,000 gaps is longer where one word in ten is changed."""
_BROKEN = GRAM + 1
"""Words from seed to seed at one distance where one word is changed between them; what is further apart makes two runs,
since words may have been added here and lost there."""
_SLIP = 8
"""Words by which the distance of the copies may change from run to run (words added or lost)."""
_CERTAIN = 12
"""Seeds in a row that are looked at as a copy of their own, whatever stands around: 16 words."""
_DENSEST = 0.25
"""Share of seeds that must agree: 0.59 are expected with one word in ten changed, 0.33 with one in five."""
_ORDERLY = 0.9
"""Share of seeds in one order above which the order is the same, and what was found is a passage with many changes."""
_REST = 0.75
"""Share of the words by which what stands around an exact copy belongs to it."""
_LOW = (1 << 32) - 1
_FEW, _PER = 100, 200
"""Passages that are looked at, those with most seeds: so many, and one more for so many words. Logs have thousands."""
_STRETCH = 128  # words
_SHUFFLED, _LEAST_SHUFFLED = 0.5, 25
"""Share of the seeds of a block, and its words, from which on it is a copy in another order."""


def find_repeats(document: Document) -> tuple[Repeat, ...]:
    """A fact: all passages that come back, in order of the later copy."""
    codes = document.fact(find_crowded)
    if not len(codes):
        return ()
    found = set(_passages(codes, document))
    found.update(_shuffled(codes, document.words.key, document.fact(find_blocks)))
    return _without_echoes(found)


def _passages(codes: Codes, document: Document) -> Iterator[Repeat]:
    chains = _join(sorted(runs(codes, _BROKEN), key=lambda run: (run.start, run.distance)))
    dense = [chain for chain in chains if _is_dense(chain)]
    dense.sort(key=_hits, reverse=True)
    exactly: list[Repeat] = []
    for chain in dense[: _FEW + len(document.words) // _PER]:
        for part in _unrolled(chain):
            if repeat := fit(part, document):
                exactly += [repeat] * (repeat.same == 1)
                yield repeat
    for run in runs(codes, 1):
        if run.hits >= _CERTAIN and not any(each.start <= run.start and run.end <= each.end for each in exactly):
            for part in _unrolled([run]):
                if repeat := fit(part, document, exact=True):
                    yield repeat


def _is_dense(chain: Sequence[Run]) -> bool:
    hits = _hits(chain)
    return hits >= _FEWEST and hits >= _DENSEST * (chain[-1].end - chain[0].start - GRAM)


def _hits(chain: Sequence[Run]) -> int:
    return sum(run.hits for run in chain)


def _unrolled(chain: list[Run]) -> list[list[Run]]:
    """The chain, or its single copies where each follows right on the one before: "p1 p1 p1"."""
    start, end, distance = chain[0].start, chain[-1].end, chain[0].distance
    if end - start <= distance + GRAM or len(chain) > 1:
        return [chain]
    if distance < 2 * GRAM:
        return []  # "ha ha ha"
    cuts = range(start, end - GRAM, distance)
    return [[Run(cut, min(cut + distance, end), distance, distance)] for cut in cuts]


def _join(found: list[Run]) -> list[list[Run]]:
    """Runs that go on from one another in both copies, as chains."""
    open_chains: list[list[Run]] = []
    done: list[list[Run]] = []
    for run in found:
        still = []
        joined = None
        for chain in open_chains:
            if run.start - chain[-1].end > _GAP:
                done.append(chain)
            elif joined is None and _goes_on(chain, run):
                joined = chain
            else:
                still.append(chain)
        open_chains = still
        open_chains.append([*joined, run] if joined else [run])
    return done + open_chains


def _goes_on(chain: Sequence[Run], run: Run) -> bool:
    last = chain[-1]
    ahead = run.end > last.end and run.end - run.distance > last.end - last.distance
    return ahead and abs(run.distance - last.distance) <= _SLIP


def _shuffled(codes: Codes, keys: Keys, blocks: Blocks) -> Iterator[Repeat]:
    """Blocks most of whose seeds stand in one earlier block, at several distances."""
    if len(codes) < _SHUFFLED * (_LEAST_SHUFFLED - GRAM):
        return
    later, distance = codes & _LOW, codes >> 32
    two = blocks.first.searchsorted(later, side="right") - 1
    one = blocks.first.searchsorted(later - distance, side="right") - 1
    order = (one * len(blocks) + two).argsort(kind="stable")
    one, two, later, earlier = (column.take(order) for column in (one, two, later, later - distance))
    bounds = [0, *((np.diff(one) != 0) | (np.diff(two) != 0)).nonzero()[0] + 1, len(order)]
    for low, high in pairwise(bounds):
        first, block = one[low], two[low]
        size = int(blocks.size[block])
        if first == block or size < _LEAST_SHUFFLED or high - low < _SHUFFLED * (size - GRAM):
            continue
        if _in_order(earlier[low:high], later[low:high]) <= _ORDERLY:
            a, b, c, d = (int(each[place]) for place in (first, block) for each in (blocks.first, blocks.last))
            there = set(keys[a:b].tolist())
            same = sum(map(there.__contains__, keys[c:d].tolist())) / max(d - c, b - a)
            yield Repeat(a, b, c, d, BLOCK, min(same, 0.99), reordered=True)


def _in_order(earlier: Offsets, later: Offsets) -> float:
    """The share of the seeds that follow on each other in both copies."""
    tails: list[int] = []
    for place in earlier[np.argsort(later, kind="stable")].tolist():
        pile = bisect_left(tails, place)
        tails[pile : pile + 1] = [place]
    return len(tails) / len(earlier)


def _rank(repeat: Repeat) -> tuple[int, bool, int, int]:
    return -repeat.size, repeat.reordered, repeat.start, repeat.first_start


def _without_echoes(repeats: set[Repeat]) -> tuple[Repeat, ...]:
    """One repeat per later place: the longest, of equals the one with the earliest first copy.

    An exact copy of whole blocks goes before a longer passage that hardly holds more than this copy.
    """
    exact = _Stretches()
    for each in repeats:
        if each.whole and each.same == 1 and each.size >= _CERTAIN + GRAM:
            exact.add(each)
    kept = _Stretches()
    for each in sorted(repeats, key=_rank):
        if each.same < 1 and any(_owes(each, other) for other in exact.near(each)):
            continue
        if all(_overlap(each, other) < each.size / 2 for other in kept.near(each)):
            kept.add(each)
    return tuple(sorted(kept.all, key=lambda each: each.start))


class _Stretches:
    """Repeats by stretch of text: a long text has too many to compare all with all."""

    def __init__(self) -> None:
        self.all: list[Repeat] = []
        self._by_place: dict[int, list[Repeat]] = {}

    def add(self, repeat: Repeat) -> None:
        self.all.append(repeat)
        for place in self._places(repeat):
            self._by_place.setdefault(place, []).append(repeat)

    def near(self, repeat: Repeat) -> Iterator[Repeat]:
        """Those of a stretch that the later copy of a repeat lies in."""
        return (other for place in self._places(repeat) for other in self._by_place.get(place, ()))

    @staticmethod
    def _places(repeat: Repeat) -> range:
        return range(repeat.start // _STRETCH, repeat.end // _STRETCH + 1)


def _overlap(one: Repeat, other: Repeat) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _owes(repeat: Repeat, exact: Repeat) -> bool:
    """Whether a passage holds an exact copy of whole blocks, and little else that is alike."""
    if _overlap(repeat, exact) < exact.size:
        return False
    return repeat.same * repeat.size - exact.size < _REST * (repeat.size - exact.size)
