"""Trains the three looks at foreign blocks on planted ones. Imports scikit-learn; nothing at run time does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from spinlint.lexicon.foreign_block import (
    LINKS,
    MEANING,
    Look,
    Numbers,
    Runs,
    measure_links,
    measure_meaning,
    measure_moved,
)
from spinlint.lexicon.trees import Trees, read_trees
from spinlint.text.blocks import find_blocks
from spinlint.text.document import Document
from spinlint.training.boosting import fit_trees
from spinlint.training.planted_blocks import PlantedBlock, plant_blocks
from spinlint.training.planted_stories import Source

_LOST_AT_FIRST, _LOST = 0.07, 0.04
"""Share of the planted blocks (at last: of those that the last look finds) that each of the first looks may lose."""
_MOST = 3
"""Runs of a document that a look passes on."""
_NEAR = 60
"""Characters by which the ends of a run may differ from what was planted."""
_NOTES, _WARNINGS = 0.006, 0.002
"""Share of clean documents, over all corpora, with a note and with a warning."""
_TREES = 30
"""Trees of the last look: more learn the few clean documents that come so far by heart."""
_FOLDS = 5
_PRIOR = 0.1
"""Share of documents with a foreign block for which the confidence is calibrated."""

Case = tuple[Document, Runs, int | None]
"""A document, its runs, and which of them is the planted one."""
Seen = list[tuple[Numbers, int | None]]
"""Of each document the rows that the last look sees, and which of them is the planted one."""


def train_foreign_blocks(sources: Sequence[Source], out: Path, names: Sequence[str], seed: int = 3) -> dict[str, Any]:
    """Fit the looks on `sources` and write them; the last one's thresholds by looks that had not seen the documents."""
    planted = _cases(plant_blocks(sources, len(sources) // 2, seed))
    clean = [case for case in map(_clean, sources) if case is not None]
    links, meaning = _first_looks(planted, clean, _LOST_AT_FIRST)
    # The first looks are for what the last one would find: learn them again from that alone.
    seen, unharmed = _seen(planted, links, meaning), _seen(clean, links, meaning)
    trees = read_trees(_last_look(seen, unharmed))
    least = _alarm(_best(trees, unharmed), _NOTES * len(sources))
    found = [case for case in planted if _is_found(case, links, meaning, trees, least)]
    links, meaning = _first_looks(found, clean, _LOST)
    folds = [
        (_seen(planted[fold::_FOLDS], links, meaning), _seen(clean[fold::_FOLDS], links, meaning))
        for fold in range(_FOLDS)
    ]
    scores = [score for fold in range(_FOLDS) for score in _unseen(folds, fold)]
    model = {
        "what": "log-odds that a run of blocks comes from another text, in three looks",
        "sources": list(names),
        "seed": seed,
        "links": _said(links, LINKS),
        "meaning": _said(meaning, (*LINKS, *MEANING)),
        "moved": _last_look(*_joined(folds)),
        "threshold": round(_alarm(scores, _NOTES * len(sources)), 4),
        "warning": round(_alarm(scores, _WARNINGS * len(sources)), 4),
    }
    out.write_text(json.dumps(model, separators=(",", ":")) + "\n")
    return model


def _joined(folds: Sequence[tuple[Seen, Seen]]) -> tuple[Seen, Seen]:
    return [each for seen, _ in folds for each in seen], [each for _, unharmed in folds for each in unharmed]


def _unseen(folds: Sequence[tuple[Seen, Seen]], held: int) -> list[float]:
    """The highest log-odds of the clean documents of one fold, by a last look that is fitted on the others."""
    trees = read_trees(_last_look(*_joined([each for fold, each in enumerate(folds) if fold != held])))
    return _best(trees, folds[held][1])


def _best(trees: Trees, clean: Seen) -> list[float]:
    return [float(trees.odds(rows).max()) for rows, _ in clean]


def _first_looks(planted: list[Case], clean: list[Case], lost: float) -> tuple[Look, Look]:
    """The looks at links and at meaning, each of which may lose a share of the planted runs."""
    links = _look(planted, clean, lambda case: case[1].links, lost)
    return links, _look(_passed(planted, links), _passed(clean, links), _meaning, lost)


def _seen(cases: list[Case], links: Look, meaning: Look) -> Seen:
    return _rows(_passed(cases, links), meaning)


def _alarm(scores: Sequence[float], rank: float) -> float:
    """The log-odds above which `rank` documents lie."""
    return sorted(scores, reverse=True)[min(len(scores) - 1, int(rank))]


def _is_found(case: Case, links: Look, meaning: Look, trees: Trees, least: float) -> bool:
    seen = _seen([case], links, meaning)
    return bool(seen) and seen[0][1] is not None and float(trees.odds(seen[0][0])[seen[0][1]]) > least


def _said(look: Look, names: Sequence[str]) -> dict[str, Any]:
    weights = {name: float(f"{weight:.6g}") for name, weight in zip(names, look.weights.tolist(), strict=True)}
    return {"weights": weights, "intercept": round(look.intercept, 5), "threshold": round(look.threshold, 5)}


def _clean(source: Source) -> Case | None:
    document = Document(source.text)
    runs = document.fact(measure_links)
    return None if runs is None else (document, runs, None)


def _cases(planted: Iterable[PlantedBlock]) -> list[Case]:
    cases: list[Case] = []
    for case in planted:
        document = Document(case.text)
        blocks, runs = document.fact(find_blocks), measure_links(document)
        if runs is None:
            continue
        off = np.abs(blocks.start[runs.first] - case.span.start) + np.abs(blocks.end[runs.until - 1] - case.span.end)
        if off.min() <= _NEAR:
            cases.append((document, runs, int(off.argmin())))
    return cases


def _meaning(case: Case) -> Numbers:
    return measure_meaning(case[0], case[1])


def _look(planted: list[Case], clean: list[Case], measure: Callable[[Case], Numbers], lost: float) -> Look:
    """Weights that part the planted runs from the most alike run of each clean document, in four rounds."""
    right = np.stack([measure(case)[case[2]] for case in planted if case[2] is not None])
    groups = [measure(case) for case in clean]
    hardest = np.concatenate(groups)[::7]
    fit = Look(np.zeros(right.shape[1]), 0.0, 0.0)
    for _ in range(4):
        fit = _fitted(right, hardest, "balanced")
        hardest = np.stack([rows[fit.score(rows).argmax()] for rows in groups])
    return Look(fit.weights, fit.intercept, float(np.quantile(fit.score(right), lost)))


def _fitted(right: Numbers, wrong: Numbers, balance: str | dict[int, float]) -> Look:
    rows = np.concatenate((right, wrong))
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    label = np.append(np.ones(len(right)), np.zeros(len(wrong)))
    fit = LogisticRegression(C=1.0, max_iter=1000, class_weight=balance).fit((rows - mean) / scale, label)
    weights = fit.coef_[0] / scale
    return Look(weights, float(fit.intercept_[0] - weights @ mean), 0.0)


def _passed(cases: list[Case], look: Look) -> list[Case]:
    """What a look passes on: the highest runs of each document above its threshold."""
    passed: list[Case] = []
    for document, runs, right in cases:
        scores = look.score(runs.links)
        order = np.argsort(-scores, kind="stable")[:_MOST]
        kept = order[scores[order] > look.threshold]
        if len(kept) and (right is None or right in kept):
            at = None if right is None else kept.tolist().index(right)
            passed.append((document, runs.take(kept), at))
    return passed


def _rows(cases: list[Case], look: Look) -> list[tuple[Numbers, int | None]]:
    """The MOVED numbers of the runs that pass the second look, by document, and which of them is right."""
    found = []
    for document, runs, right in cases:
        numbers = measure_meaning(document, runs)
        rows: list[Numbers] = []
        at: int | None = None
        for index in np.flatnonzero(look.score(numbers) > look.threshold).tolist():
            measured = measure_moved(document, int(runs.first[index]), int(runs.until[index]), numbers[index])
            if measured is not None:
                at = len(rows) if index == right else at
                rows.append(measured[0])
        if rows:
            found.append((np.stack(rows), at))
    return found


def _last_look(planted: Seen, clean: Seen) -> dict[str, Any]:
    """Trees for right runs against all others; clean documents and planted ones in the proportion of _PRIOR."""
    right = np.stack([rows[at] for rows, at in planted if at is not None])
    beside = [np.delete(rows, at, axis=0) for rows, at in planted if at is not None]
    alone = np.concatenate([rows for rows, _ in clean])
    wrong = np.concatenate([alone, *beside])
    label = np.append(np.ones(len(right)), np.zeros(len(wrong)))
    weight = np.append(np.full(len(right), _PRIOR / (1 - _PRIOR)), np.ones(len(wrong)))
    return fit_trees(np.concatenate((right, wrong)), label, weight, _TREES)
