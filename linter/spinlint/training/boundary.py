"""Trains the boundary model on stories appended to sound documents. Imports scikit-learn; nothing at run time does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import SplineTransformer

from spinlint.lexicon.boundary import FEATURES, RESIDUALS, derive, first_look, highest, lengths, stand_out
from spinlint.lexicon.cohesion import COLUMNS, measure_cohesion
from spinlint.lexicon.identity import Columns, measure_identity
from spinlint.lexicon.trees import read_trees
from spinlint.text.blocks import find_blocks
from spinlint.text.document import Document
from spinlint.training.boosting import fit_trees
from spinlint.training.planted_stories import Plan, Planted, Source, laid_out, plant_stories

Numbers = npt.NDArray[np.float64]
Labelled = tuple[Columns, Numbers]
Model = dict[str, Any]

_KNOTS = 6
_STRENGTH = 0.1
"""Inverse strength of the penalty. 0.03 to 0.3 give the same results within half a point."""
_NEAR = 400
"""Characters around the true start in which a break is neither right nor wrong."""
_TREES = 100
"""Trees of the second look. 150 or 300 find no more."""
_GATE_LOSS = 0.025
"""Share of what the model would find that each of the two gates may lose."""
_ALARMS = 0.017
"""Share of clean documents above the threshold, over all corpora. The odd ones (recipes, mailing lists, junk of PDF
conversion) alarm more often than the 18 genres of dev/clean_panel, where this gives one in a hundred."""
_PRIOR = 0.1
"""Share of documents with a foreign text for which the confidence is calibrated."""


def train_boundary(sources: Sequence[Source], out: Path, names: Sequence[str], seed: int = 1) -> Model:
    """Fit the model on `sources` (four fifths for the curves, a fifth for threshold and scale) and write it."""
    fitting = [source for index, source in enumerate(sources) if index % 5]
    clean, planted = _cases(fitting, seed)
    usual = _usual(np.concatenate(clean))
    curves, intercept = _fit(clean, planted, usual)
    model: Model = {
        "what": "log-odds that another text starts at a break: curves of straight pieces, added up",
        "sources": list(names),
        "seed": seed,
        "usual": dict(zip(RESIDUALS, usual.tolist(), strict=True)),
        "curves": curves,
        "intercept": intercept,
    }
    model["second"] = _second_look(model, clean, planted)
    model |= _calibration(model, sources[::5], seed + 1)
    model |= _gates(model, fitting, seed + 2)
    out.write_text(json.dumps(_rounded(model), separators=(",", ":")) + "\n")
    return model


def _cases(sources: Sequence[Source], seed: int) -> tuple[list[Columns], list[Labelled]]:
    """Columns of the clean documents (as they are and laid out anew), and of planted ones with their labels."""
    texts = [source.text for source in sources]
    texts += [laid_out(text, "\n" if index % 3 else "\n\n") for index, text in enumerate(texts[::2])]
    clean = [cohesion.columns for cohesion in (measure_cohesion(Document(text)) for text in texts) if cohesion]
    planted = [_labelled(case) for case in plant_stories(sources, 3 * len(sources) // 2, seed, Plan())]
    return clean, [case for case in planted if case is not None]


def _labelled(case: Planted) -> Labelled | None:
    """The columns of a planted document and, per break, 1 (right), 0 (wrong) or -1 (near)."""
    document = Document(case.text)
    cohesion = measure_cohesion(document)
    if cohesion is None:
        return None
    off = np.abs(document.fact(find_blocks).start[cohesion.block] - case.start)
    return cohesion.columns, np.where(off <= 3, 1.0, np.where(off <= _NEAR, -1.0, 0.0))


def _usual(columns: Columns) -> Numbers:
    """Least squares of each number on the lengths, over clean documents."""
    wanted = columns[:, [COLUMNS.index(name) for name in RESIDUALS]].astype(float)
    solution: Numbers = np.linalg.lstsq(lengths(columns), wanted, rcond=None)[0].T
    return solution


def _fit(clean: list[Columns], planted: list[Labelled], usual: Numbers) -> tuple[Model, float]:
    rows = [derive(columns, usual) for columns in clean] + [derive(columns, usual) for columns, _ in planted]
    label = np.concatenate([np.zeros(len(columns)) for columns in clean] + [label for _, label in planted])
    # A break of a clean document weighs more than one beside the right one: false alarms are what costs.
    weight = np.where(label == 1, 1.0, 0.4)
    weight[: sum(map(len, clean))] = 2.0
    kept = label >= 0
    features = np.concatenate(rows)[kept]
    splines = [_spline(features[:, column]) for column in range(len(FEATURES))]
    basis = np.concatenate([each.transform(features[:, [i]]) for i, each in enumerate(splines)], axis=1)
    model = LogisticRegression(C=_STRENGTH, max_iter=1000).fit(basis, label[kept], sample_weight=weight[kept])
    curves, at = {}, 0
    for name, spline in zip(FEATURES, splines, strict=True):
        knots = spline.bsplines_[0].t[1:-1]
        curves[name] = {"knots": knots.tolist(), "values": model.coef_[0][at : at + len(knots)].tolist()}
        at += len(knots)
    return curves, float(model.intercept_[0])


def _spline(values: Numbers) -> Any:
    """Straight pieces between quantiles (between equal steps where quantiles fall together), flat beyond."""
    knots = np.unique(np.quantile(values, np.linspace(0.005, 0.995, _KNOTS)))
    if len(knots) < _KNOTS:
        knots = np.linspace(values.min(), values.max() + 1e-6, _KNOTS)
    return SplineTransformer(degree=1, knots=knots[:, None], extrapolation="constant").fit(values[:, None])


def _second_look(model: Model, clean: list[Columns], planted: list[Labelled]) -> Model:
    """Trees for the highest breaks of each document: which of them is right, if one is."""
    rows, label, weight = [], [], []
    none = [(columns, np.zeros(len(columns))) for columns in clean]
    for index, (columns, truth) in enumerate([*none, *planted]):
        features, score = _weighed(model, columns)
        order = highest(score)
        seen = stand_out(features, score, order)
        kept = truth[order] >= 0
        rows.append(seen[kept])
        label.append(truth[order][kept])
        weight.append(np.where(label[-1] == 1, 1.0, 2.0 if index < len(clean) else 0.4))
    return fit_trees(np.concatenate(rows), np.concatenate(label), np.concatenate(weight), _TREES)


def _best(model: Model, cases: Sequence[Columns]) -> Numbers:
    """The highest log-odds of each document by the second look."""
    trees = read_trees(model["second"])
    weighed = [_weighed(model, columns) for columns in cases]
    return np.array([trees.odds(stand_out(*each, highest(each[1]))).max() for each in weighed])


def _calibration(model: Model, sources: Sequence[Source], seed: int) -> Model:
    """The threshold that a share _ALARMS of clean documents exceeds, and the scale of the confidence."""
    clean, planted = _cases(sources, seed)
    clean_best, planted_best = _best(model, clean), _best(model, [columns for columns, _ in planted])
    best = np.concatenate((clean_best, planted_best))[:, None]
    label = np.append(np.zeros(len(clean_best)), np.ones(len(planted_best)))
    weight = np.where(label == 1, _PRIOR / len(planted_best), (1 - _PRIOR) / len(clean_best)) * len(label)
    fit = LogisticRegression(C=1e3).fit(best, label, sample_weight=weight)
    return {
        "threshold": float(np.quantile(clean_best, 1 - _ALARMS)),
        "alarms": {str(share): float(np.quantile(clean_best, 1 - share)) for share in (0.05, 0.02, 0.01, 0.005, 0.002)},
        "scale": {"slope": float(fit.coef_[0, 0]), "offset": float(fit.intercept_[0])},
    }


def _gates(model: Model, sources: Sequence[Source], seed: int) -> Model:
    """The weights of both gates, and the thresholds that let pass what the model itself would find."""
    clean = [seen for seen in map(_at_gates, (Document(source.text) for source in sources)) if seen is not None]
    right, found = [], []
    for case in plant_stories(sources, len(sources) // 2, seed, Plan()):
        document = Document(case.text)
        labelled, seen = _labelled(case), _at_gates(document)
        if labelled is not None and seen is not None and (labelled[1] == 1).any():
            right.append([rows[labelled[1] == 1][:1] for rows in seen])
            found.append(_best(model, [labelled[0]])[0] > model["threshold"])
    gates = {}
    for name, each, cases in zip(
        ("gate", "names_gate"), zip(*clean, strict=True), zip(*right, strict=True), strict=True
    ):
        wanted = np.concatenate(cases)[np.array(found)]
        weights = _hard_fit(list(each), wanted)
        gates[name] = {"weights": weights.tolist(), "threshold": float(np.quantile(wanted @ weights, _GATE_LOSS))}
    return gates


def _at_gates(document: Document) -> tuple[Numbers, Numbers] | None:
    """What the gates see of the breaks of a document."""
    identity = document.fact(measure_identity)
    return None if identity is None else (first_look(document, identity.block).T, identity.columns.astype(float))


def _hard_fit(clean: list[Numbers], right: Numbers) -> Numbers:
    """Weights that part the right breaks from the most alike break of each clean document, in three rounds."""
    hardest = np.concatenate(clean)
    weights: Numbers = np.zeros(right.shape[1])
    for _ in range(3):
        label = np.append(np.zeros(len(hardest)), np.ones(len(right)))
        fit = LogisticRegression(C=10, max_iter=2000, class_weight="balanced")
        weights = fit.fit(np.concatenate((hardest, right)), label).coef_[0]
        hardest = np.stack([rows[(rows @ weights).argmax()] for rows in clean])
    return weights


def _weighed(model: Model, columns: Columns) -> tuple[Numbers, Numbers]:
    """Features and log-odds, by the curves, of the breaks of one document."""
    features = derive(columns, np.array([model["usual"][name] for name in RESIDUALS]))
    curves = [model["curves"][name] for name in FEATURES]
    added = [np.interp(features[:, i], curve["knots"], curve["values"]) for i, curve in enumerate(curves)]
    scores: Numbers = np.sum(added, axis=0) + model["intercept"]
    return features, scores


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    return [_rounded(each) for each in value] if isinstance(value, list) else value
