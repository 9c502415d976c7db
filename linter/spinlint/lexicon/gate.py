"""The gate: which words are worth reading backwards, by what they cost the language model."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from spinlint.lexicon.additive import Additive, Twin, bits, twin
from spinlint.lexicon.decoder import MOST_CANDIDATES, Line, flags, with_candidates
from spinlint.lexicon.language_model import Ids
from spinlint.lexicon.lexicon import Lexicon
from spinlint.lexicon.spin_weights import SHRINK, Floats, SpinModel


def gate_scores(line: Line, index: Ids, lexicon: Lexicon, gate: Additive) -> Floats:
    """How suspicious words are by their own rarity and their fit, before any candidate is tried."""
    return _without_flags(line, index, lexicon, gate) + gate.flags.take(bits(flags(line, index)))


def _without_flags(line: Line, index: Ids, lexicon: Lexicon, gate: Additive) -> Floats:
    # A tie is the right one of a word and the left one of the next.
    ties = _ties(gate)(line.score - lexicon.model.frequency.take(line.stream))
    at = line.places.take(index)
    score: Floats = _own_parts(lexicon, gate).of(line.numbers.take(index))
    score += ties.real.take(at)
    score += ties.imag.take(at + 1)
    return score


@lru_cache(maxsize=4)
def _ties(gate: Additive) -> Twin:
    """What the tie between two neighbours adds to the right and to the left one of them."""
    return twin(gate.curves["left"], gate.curves["right"])


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


def pass_gate(line: Line, lexicon: Lexicon, model: SpinModel) -> tuple[Ids, Floats, Ids]:
    """The words to look into, their gate scores, and how many candidates are to be tried for each.

    In a text that looks sound, words between the loose and the strict level are looked into for the substitutions that
    spinners were seen to make and for no others.
    """
    index = with_candidates(line, lexicon)
    score = _without_flags(line, index, lexicon, model.gate)
    near = (score > min(model.loose, model.strict) - model.gate.flags.max()).nonzero()[0]
    observed = lexicon.channel.observed(line.numbers.take(index.take(near))) > 0
    level = np.where(observed, model.loose, model.strict)
    passed, gate = _above(level, line, index.take(near), score.take(near), model.gate)
    many = np.bincount(line.text.take(passed.compress(gate > model.strict)), minlength=len(line))
    suspicious = many > model.suspicion * (np.diff(index.searchsorted(line.bounds)) + SHRINK)
    if suspicious.any():
        sound = ~suspicious.take(line.text.take(passed))
        theirs = suspicious.take(line.text.take(index)).nonzero()[0]
        level = np.full(len(theirs), model.open)
        more, odds = _above(level, line, index.take(theirs), score.take(theirs), model.gate)
        passed, gate = np.concatenate((passed.compress(sound), more)), np.concatenate((gate.compress(sound), odds))
        order = passed.argsort()
        passed, gate = passed.take(order), gate.take(order)
    closely = (gate > model.strict) | suspicious.take(line.text.take(passed))
    few = lexicon.channel.observed(line.numbers.take(passed))
    return passed, gate, np.where(closely, MOST_CANDIDATES, few)


def _above(level: Floats, line: Line, index: Ids, score: Floats, gate: Additive) -> tuple[Ids, Floats]:
    """The words above the level of each with their flags, and their scores; flags are read only where they can still
    decide."""
    close = (score > level - gate.flags.max()).nonzero()[0]
    index, score = index.take(close), score.take(close)
    score = score + gate.flags.take(bits(flags(line, index)))
    passed = (score > level.take(close)).nonzero()[0]
    return index.take(passed), score.take(passed)
