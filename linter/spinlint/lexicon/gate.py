"""The gate: which words are worth reading backwards, by what they cost the language model."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from spinlint.lexicon.additive import Additive, bits
from spinlint.lexicon.decoder import Line, flags, with_candidates
from spinlint.lexicon.language_model import Ids
from spinlint.lexicon.lexicon import Lexicon
from spinlint.lexicon.spin_weights import SHRINK, Floats, SpinModel


def gate_scores(line: Line, index: Ids, lexicon: Lexicon, gate: Additive) -> Floats:
    """How suspicious words are by their own rarity and their fit, before any candidate is tried."""
    return _without_flags(line, index, lexicon, gate) + gate.flags.take(bits(flags(line, index)))


def _without_flags(line: Line, index: Ids, lexicon: Lexicon, gate: Additive) -> Floats:
    at = line.places.take(index)
    ties = line.score - lexicon.model.frequency.take(line.stream)
    left, right = gate.curves["left"], gate.curves["right"]
    own = _own_parts(lexicon, gate).of(line.numbers.take(index))
    score: Floats = own + left(ties.take(at)) + right(ties.take(at + 1))
    return score


class _OwnParts:
    """What the words add to the gate by themselves, worked out at the first meeting with a word."""

    def __init__(self, lexicon: Lexicon, gate: Additive) -> None:
        self._lexicon, self._gate = lexicon, gate
        self._parts = np.full(len(lexicon.model.frequency), np.nan)

    def of(self, numbers: Ids) -> Floats:
        """One number for each word."""
        parts = self._parts.take(numbers)
        missing = np.isnan(parts).nonzero()[0]
        if len(missing):
            self._learn(numbers.take(missing))
            parts = self._parts.take(numbers)
        return parts

    def _learn(self, numbers: Ids) -> None:
        frequency, propensity = self._gate.curves["frequency"], self._gate.curves["propensity"]
        rarity = frequency(self._lexicon.model.frequency.take(numbers))
        self._parts[numbers] = self._gate.intercept + rarity + propensity(self._lexicon.propensity(numbers))


@lru_cache(maxsize=4)
def _own_parts(lexicon: Lexicon, gate: Additive) -> _OwnParts:
    return _OwnParts(lexicon, gate)


def pass_gate(line: Line, lexicon: Lexicon, model: SpinModel) -> tuple[Ids, Floats]:
    """The words to look into, and their gate scores."""
    index = with_candidates(line, lexicon)
    score = _without_flags(line, index, lexicon, model.gate)
    text = line.text.take(index)
    passed, strict = _above(np.float64(model.strict), line, index, score, model.gate)
    many = np.bincount(line.text.take(passed), minlength=len(line))
    suspicious = many > model.suspicion * (np.bincount(text, minlength=len(line)) + SHRINK)
    if suspicious.any():
        level = np.where(suspicious, model.open, model.strict).take(text)
        passed, strict = _above(level, line, index, score, model.gate)
    return passed, strict


def _above(level: Floats | np.float64, line: Line, index: Ids, score: Floats, gate: Additive) -> tuple[Ids, Floats]:
    """The words above a level (of each, or of all) with their flags, and their scores; flags are read only where they
    can still decide."""
    close = (score > level - gate.flags.max()).nonzero()[0]
    index, score = index.take(close), score.take(close)
    score = score + gate.flags.take(bits(flags(line, index)))
    passed = (score > (level.take(close) if level.ndim else level)).nonzero()[0]
    return index.take(passed), score.take(passed)
