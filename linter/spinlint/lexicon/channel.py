"""The substitution channel: which words a spinner may have found where it printed another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.language_model import Ids, LogProbabilities

LEAST = -10.0  # natural log of the smallest P(printed | written) that is told apart
_STEPS = 64
SCALE: LogProbabilities = np.linspace(LEAST, 0.0, _STEPS, dtype=np.float32).repeat(256 // _STEPS)
"""By weight: log P(printed | written) in its upper six bits. The lower two say how often it was observed."""
OBSERVED = 3


@dataclass(frozen=True, eq=False)
class Candidates:
    """Possible originals of several printed words, flat.

    `start`: where those of each word start, and the end of all; `row`: the index, among the words asked for, of the
    one that each candidate belongs to (ascending);
    `written`: the number of the possible original; `log_probability`: log P(printed | written); `observed`: whether a
    real spinner was seen to print it: 0 never, 1 once, 2 a few times, 3 five times and more.
    """

    start: Ids
    row: npt.NDArray[np.int64]
    written: Ids
    log_probability: LogProbabilities
    observed: npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, eq=False)
class Channel:
    """Candidates by printed word, those that were observed before the others and then the most likely first: those of
    word i lie from `start[i]` to `start[i + 1]`."""

    start: npt.NDArray[np.int32]
    written: npt.NDArray[np.uint32]
    weight: npt.NDArray[np.uint8]

    def has_candidates(self, printed: Ids) -> npt.NDArray[np.bool_]:
        """Whether each word may have been printed for another."""
        return self._filled.take(printed)

    @cached_property
    def _filled(self) -> npt.NDArray[np.bool_]:
        filled: npt.NDArray[np.bool_] = self.start[1:] > self.start[:-1]
        return filled

    def observed(self, printed: Ids) -> Ids:
        """How many candidates of each word a real spinner was seen to replace by it."""
        return self._observed.take(printed)

    @cached_property
    def _observed(self) -> Ids:
        seen = np.concatenate(([0], ((self.weight & OBSERVED) > 0).cumsum()))
        observed: Ids = np.diff(seen.take(self.start))
        return observed

    def candidates(self, printed: Ids, most: int | Ids | None = None) -> Candidates:
        """The (first `most`, of all or of each) candidates of every printed word."""
        first = self.start.take(printed).astype(np.int64)
        count = self.start.take(printed + 1) - first
        if most is not None:
            count = np.minimum(count, most)
        start = np.zeros(len(printed) + 1, dtype=np.int64)
        count.cumsum(out=start[1:])
        row = np.arange(len(printed)).repeat(count)
        place = np.arange(len(row)) + (first - start[:-1]).take(row)
        weight = self.weight.take(place)
        return Candidates(start, row, self.written.take(place).astype(np.int64), SCALE.take(weight), weight & OBSERVED)


def quantise(
    log_probability: npt.NDArray[np.floating], times_observed: npt.NDArray[np.floating]
) -> npt.NDArray[np.uint8]:
    """The weights: the nearest steps of SCALE, and how often each was observed."""
    steps = np.rint((np.clip(log_probability, LEAST, 0.0) / LEAST - 1.0) * (1 - _STEPS)).astype(np.uint8)
    often: npt.NDArray[np.uint8] = np.searchsorted((1, 2, 5), times_observed, side="right").astype(np.uint8)
    weights: npt.NDArray[np.uint8] = (steps << 2) | often
    return weights
