"""What the suspicious words of a document say together, and what that says of each of them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from spinlint.lexicon.additive import Additive, Twin, twin
from spinlint.lexicon.decoder import COLUMNS, FIRST_FLAG, Evidence, Line
from spinlint.lexicon.language_model import BITS, Ids
from spinlint.lexicon.spin_weights import SHRINK, Floats, SpinModel

_POWERS = 2.0 ** np.arange(len(COLUMNS) - FIRST_FLAG, dtype=np.float32)  # flags as one number
_NEAR = 3  # words: how far a neighbour's evidence counts
_MARGINAL = COLUMNS.index("marginal")
_CLEAR = 3.0  # log odds of a marginal that leave no doubt which of two neighbours was changed
_LEAST = 1e-9  # probability that is told from 0 and from 1
_NOTHING = -8.0  # log odds where there is no neighbour


def score_words(evidence: Evidence, model: SpinModel) -> tuple[Floats, Floats]:
    """Log odds of each word by its own evidence, in text of which half is spun; and those of the first look."""
    return weigh_evidence(evidence, model.word, model.first_look)


def weigh_evidence(evidence: Evidence, one: Additive, other: Additive) -> tuple[Floats, Floats]:
    """Log odds of each word by two additive models of its evidence."""
    rows = evidence.rows
    total = np.full(len(rows), one.intercept + 1j * other.intercept)
    for place, curves in _twins(one, other):
        total += curves(rows[:, place])
    flags = (rows[:, FIRST_FLAG:] @ _POWERS).astype(np.int64)
    return total.real + one.flags.take(flags), total.imag + other.flags.take(flags)


@lru_cache(maxsize=4)
def _twins(one: Additive, other: Additive) -> tuple[tuple[int, Twin], ...]:
    """The columns of evidence that either model has a curve for, and both curves."""
    return tuple(
        (place, twin(one.curves.get(name), other.curves.get(name)))
        for place, name in enumerate(COLUMNS)
        if name in one.curves or name in other.curves
    )


def document_score(line: Line, evidence: Evidence, score: Floats, gate: Floats, model: SpinModel) -> Floats:
    """Log odds that a document is spun, for each text of the line."""
    strict = gate > model.strict
    features = document_features(line, evidence.index[strict], score[strict], model.levels, model.expected)
    # No product of matrices: it may round in another way in another company.
    total: Floats = (features * model.document).sum(axis=1) + model.document_intercept
    return total


def document_features(line: Line, index: Ids, score: Floats, levels: Floats, expected: Floats) -> Floats:
    """Shares of words above each level against what is expected of clean text, and the language model's own view:
    one row for each text of the line.

    A word that comes back counts once, with its mean score: a topic is not a spinner.
    """
    words = line.bounds[1:] - line.bounds[:-1]
    count = np.maximum(words, 1)
    order, first, times = _by_number(line, index)
    mean = (np.add.reduceat(score.take(order), first) if len(first) else score) / times
    text = line.text.take(index.take(order.take(first)))
    features = np.empty((len(line), len(levels) + 4))
    level, word = (mean > levels[:, None]).nonzero()
    above = np.bincount(level * len(line) + text.take(word), minlength=len(levels) * len(line)).reshape(-1, len(line))
    usual = expected[:, None]
    features[:, : len(levels)] = np.log((above + usual * SHRINK) / (count + SHRINK) / usual).T
    if not len(line.places):
        features[:, -4:-1] = 0.0
    else:
        start = line.bounds[:-1]
        features[:, -4] = np.add.reduceat(line.score.take(line.places), start) / count
        features[:, -3] = 1 - np.add.reduceat(line.seen.take(line.places), start, dtype=np.int64) / count
        features[:, -2] = 1 - np.add.reduceat(line.numbers > 0, start, dtype=np.int64) / count
    features[:, -1] = np.log(count + SHRINK)
    return features


def _by_number(line: Line, index: Ids) -> tuple[Ids, Ids, Ids]:
    """The order that brings equal words of a text together, where each group starts in it, and the sizes of the
    groups."""
    number = line.text.take(index) << BITS | line.numbers.take(index)
    order = number.argsort(kind="stable")
    if not len(order):
        return order, order, order
    ordered = number.take(order)
    bounds = np.empty(len(order) + 1, dtype=bool)
    bounds[0] = bounds[-1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=bounds[1:-1])
    places = bounds.nonzero()[0]
    return order, places[:-1], places[1:] - places[:-1]


def posterior_columns(line: Line, evidence: Evidence, score: Floats, spun: Floats) -> dict[str, Floats]:
    """What decides on a word in its document: its score, its neighbours', its other occurrences', the document's.

    `spun`: log odds that it is spun, for each text of the line.
    """
    order, first, times = _by_number(line, evidence.index)
    repeat = np.full(len(score), _NOTHING)
    if len(first) < len(order):
        total = np.add.reduceat(score.take(order), first).repeat(times)
        many = times.repeat(times)
        again = (many > 1).nonzero()[0]
        places = order.take(again)
        repeat[places] = (total.take(again) - score.take(places)) / (many.take(again) - 1)
    return {
        "score": score,
        "near": _near(score, evidence.index + line.text.take(evidence.index) * _NEAR),
        "repeat": repeat,
        "document": spun.take(line.text.take(evidence.index)),
    }


def _near(score: Floats, index: Ids) -> Floats:
    """The highest score of another suspicious word within three words. `index`: with a distance between texts."""
    near = np.full(len(score), _NOTHING)
    for step in range(1, _NEAR + 1):
        if len(score) <= step:
            break
        before = (index[step:] - index[:-step] <= _NEAR).nonzero()[0]
        after = before + step
        near[after] = np.maximum(near.take(after), score.take(before))
        near[before] = np.maximum(near.take(before), score.take(after))
    return near


def explained(line: Line, evidence: Evidence) -> Ids:
    """The words that are odd only because of a neighbour: "enforcement" after "legislation", once that is "law".

    The word model cannot learn this: where one word was changed, the next was more often than not, and the labels say
    nothing of why a word looks odd.
    """
    marginal = evidence.rows[:, _MARGINAL]
    index = evidence.index + line.text.take(evidence.index)  # the last word of a text is beside nothing
    beside = (index[1:] - index[:-1] == 1).nonzero()[0]
    one, other = marginal.take(beside), marginal.take(beside + 1)
    right = beside.compress((one > _CLEAR) & (other < -_CLEAR)) + 1
    return np.concatenate((right, beside.compress((other > _CLEAR) & (one < -_CLEAR))))


def either(document: Floats, in_spun: Floats, in_sound: Floats) -> Floats:
    """Log odds of each word from those that its document is spun, and those of the word in either case."""
    spun, one, other = (np.tanh(each * 0.5) * 0.5 + 0.5 for each in (document, in_spun, in_sound))
    probability = spun * one + (1 - spun) * other
    odds: Floats = np.log(np.maximum(probability, _LEAST) / np.maximum(1 - probability, _LEAST))
    return odds
