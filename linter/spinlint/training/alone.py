"""Fits the trees that judge a substitution in a sound text: planted tortured phrases against clean text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from spinlint.lexicon import verdict
from spinlint.lexicon.alone import alone_rows
from spinlint.lexicon.lexicon import load_lexicon
from spinlint.lexicon.spin_weights import SpinModel
from spinlint.lexicon.trees import read_trees
from spinlint.training.boosting import fit_trees
from spinlint.training.reads import Read
from spinlint.training.word_fitting import KNOTS_WITH_OBSERVED, fit_words

Floats = npt.NDArray[np.floating[Any]]

ODD = 0.005
"""Share of the words of clean text that is looked at once more. With 0.01 no more phrases are found at 0.1 false alarms
per 1,000 words."""
WRONG = 2.5e-4
"""Share of the words of clean text whose log odds are to be above 0: one false alarm in 4,000 words, of which the
rules that report them leave about a third (quotations, words of one expression). What share of
the odd words of sound texts are tortured phrases nobody knows; this says how many alarms are put up with."""
_TREES = 150
_LEAST = 30  # odd words in a leaf
_FOLDS = 3
_POSITIVE = 0.3  # weight of all planted phrases together, against that of all clean words


@dataclass(frozen=True, eq=False)
class _Table:
    rows: Floats
    label: npt.NDArray[np.bool_]
    weight: Floats
    fold: npt.NDArray[np.int64]


def with_first_look(model: SpinModel, reads: Sequence[Read]) -> SpinModel:
    """The model with an additive model of words that stand alone, and the score from which on they are odd."""
    times = _plantings(reads)
    rows, label, weight = [], [], []
    for read in (read for read in reads if read.example.kind in ("planted", "clean")):
        changed = read.label == 1
        rows.append(read.evidence.rows)
        label.append(changed)
        weight.append(np.where(changed, 1 / max(times[read.example.gold.group], 1), 1.0))
    table = np.concatenate(rows)
    labels = np.concatenate(label)
    first_look = fit_words(table, labels, _balanced(labels, np.concatenate(weight)), KNOTS_WITH_OBSERVED)
    clean = [read for read in reads if read.example.kind == "clean"]
    words = sum(len(read.line.numbers) for read in clean)
    model = replace(model, first_look=first_look)
    ranked = np.sort(np.concatenate([verdict.score_words(read.evidence, model)[1] for read in clean]))[::-1]
    return replace(model, odd=float(ranked[min(int(ODD * words), len(ranked) - 1)]))


def _plantings(reads: Sequence[Read]) -> Counter[str]:
    """How often each phrase was planted: all weigh the same."""
    return Counter(read.example.gold.group for read in reads if read.example.kind == "planted")


def _balanced(label: npt.NDArray[np.bool_], weight: Floats) -> Floats:
    """The weights with all planted words together at _POSITIVE of the clean ones."""
    return np.where(label, weight * (_POSITIVE * weight[~label].sum() / weight[label].sum()), weight)


def fit_alone(
    reads: Sequence[Read], scores: Sequence[Floats], spun: Sequence[Floats], model: SpinModel
) -> dict[str, Any]:
    """The trees, as the data that `read_trees` reads.

    Of all clean words WRONG get log odds above 0, from trees that have not seen them.
    """
    words = sum(len(read.line.numbers) for read in reads if read.example.kind == "clean")
    table = _gather(reads, scores, spun, model)
    unseen = np.zeros(len(table.label))
    for fold in range(_FOLDS):
        held = table.fold == fold
        unseen[held] = read_trees(_boost(table, ~held)).odds(table.rows[held])
    slope = LogisticRegression().fit(unseen[:, None], table.label, sample_weight=table.weight).coef_[0, 0]
    ranked = np.sort(unseen[~table.label])[::-1]
    zero = ranked[min(int(WRONG * words), len(ranked) - 1)]
    trees = _boost(table, np.ones(len(table.label), dtype=bool))
    leaf = [round(slope * value, 6) for value in trees["leaf"]]
    return trees | {"leaf": leaf, "intercept": float(slope * (trees["intercept"] - zero))}


def _gather(reads: Sequence[Read], scores: Sequence[Floats], spun: Sequence[Floats], model: SpinModel) -> _Table:
    """The odd words of planted and clean texts."""
    parts = list(_parts(reads, scores, spun, model, _plantings(reads)))
    rows, label, weight, fold = (np.concatenate(column) for column in zip(*parts, strict=True))
    return _Table(rows, label, _balanced(label, weight), fold)


def _parts(
    reads: Sequence[Read], scores: Sequence[Floats], spun: Sequence[Floats], model: SpinModel, times: Counter[str]
) -> Iterator[tuple[Floats, npt.NDArray[np.bool_], Floats, npt.NDArray[np.int64]]]:
    for read, score, document in zip(reads, scores, spun, strict=True):
        odd = (verdict.score_words(read.evidence, model)[1] > model.odd).nonzero()[0]
        if read.example.kind not in ("planted", "clean") or not len(odd):
            continue
        columns = verdict.posterior_columns(read.line, read.evidence, score, document)
        lexicon = load_lexicon(read.example.lexicon)
        rows = alone_rows(read.line, read.evidence, odd, score, columns["near"], columns["document"], lexicon)
        label = read.label.take(odd) == 1
        group = read.example.gold.group
        weight = np.where(label, 1 / max(times[group], 1), 1.0)
        yield rows, label, weight, np.full(len(odd), crc32(group.encode()) % _FOLDS)


def _boost(table: _Table, used: npt.NDArray[np.bool_]) -> dict[str, Any]:
    rows, label = table.rows[used].astype(np.float64), table.label[used].astype(np.float64)
    return fit_trees(rows, label, table.weight[used].astype(np.float64), _TREES, least=_LEAST)
