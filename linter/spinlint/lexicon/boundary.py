"""Where another text seems to start: the trained model of a boundary, read from JSON, run with numpy alone.

The model is additive. Every number of a break (see `cohesion`) goes through a curve of straight pieces; the sum of the
curves is the log-odds that another document starts there. Overlap of words depends on how long the sides are, so
some numbers are taken as the distance from what is usual for these lengths, and some as the height above the
lowest break of the same document.

The breaks that come out highest are looked at a second time, by boosted trees that see the same numbers and how far
the break stands out among the others of the document. They are what a finding rests on; the curves say why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.cohesion import COLUMNS, Cohesion, measure_cohesion
from spinlint.lexicon.folder import model_file, read_model
from spinlint.lexicon.identity import Columns, find_breaks, measure_identity
from spinlint.lexicon.linkage import linkage
from spinlint.lexicon.overlap import evidence
from spinlint.lexicon.trees import Trees, read_trees
from spinlint.text.blocks import find_blocks
from spinlint.text.document import Document
from spinlint.text.row import bounds_of
from spinlint.text.spans import Offsets

RESIDUALS = (
    *("overlap", "rare_overlap", "name_overlap", "rare_links", "name_links", "cosine_60", "cosine_150"),
    *("overlap_back", "style"),
)
"""Numbers that are also taken as the distance from what is usual for the lengths."""
DEPTHS = ("overlap", "name_overlap", "cosine_150")
"""Of these also the height of the distance above the document's lowest."""
FEATURES = (
    *COLUMNS,
    *(f"{name} for its length" for name in RESIDUALS),
    *(f"{name} above lowest" for name in DEPTHS),
    *(f"{name} against others" for name in DEPTHS),
)
_RESIDUAL = [COLUMNS.index(name) for name in RESIDUALS]
_DEEP = [RESIDUALS.index(name) for name in DEPTHS]
_LENGTHS = [COLUMNS.index(name) for name in ("log_head", "log_tail")]
Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Reasons = tuple[tuple[str, float], ...]

LOOKED_AT = 3
"""Breaks that are looked at a second time."""
_BESIDE = 2
"""Breaks so near to another stand out together with it."""
_NO_OTHER = -9.0
"""Log-odds where a document has no other break: those of a very sound one."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """Another text seems to start with block `block`.

    `score`: log-odds of the model; `margin`: how far they lie above the trained threshold; `confidence`: the
    probability that it is so; `reasons`: the numbers that speak for it most, each with its push.
    """

    block: int
    score: float
    margin: float
    confidence: float
    reasons: Reasons


@dataclass(frozen=True, eq=False, slots=True)
class Weighed:
    """The breaks of a document (`block` starts after each): their features, their log-odds by the curves, and what each
    feature added to these."""

    block: Offsets
    features: Numbers
    score: Numbers
    added: Numbers


@dataclass(frozen=True, eq=False, slots=True)
class Gate:
    """A weighted sum, and the value above which a break passes."""

    weights: Numbers
    threshold: float

    def passes(self, columns: Numbers | Columns) -> Mask:
        """Which breaks do, from their numbers as columns.

        Added up column by column, so that a break gets the same sum alone and among others.
        """
        score = np.zeros(columns.shape[1])
        for weight, column in zip(self.weights.tolist(), columns, strict=True):
            score += weight * column
        mask: Mask = score > self.threshold
        return mask


@dataclass(frozen=True, eq=False)
class BoundaryModel:
    """The weights of the model.

    `usual`: what is usual for the lengths, one row of coefficients per residual; `knots`, `bends`, `least`: the curves
    (change of slope at each knot, value at the first); `second`: the second look; `threshold`: its log-odds of a
    finding; `scale`: how the highest log-odds of a document become a probability; `gate`, `names_gate`: what must let a
    document pass before all of it is measured (see `overlap`, `identity`).
    """

    usual: Numbers
    knots: Numbers
    bends: Numbers
    least: Numbers
    intercept: float
    second: Trees
    threshold: float
    scale: tuple[float, float]
    gate: Gate
    names_gate: Gate

    def curves(self, features: Numbers) -> Numbers:
        """What each feature of each break adds to the log-odds."""
        beyond = np.maximum(features[:, :, None] - self.knots, 0)
        added: Numbers = np.einsum("ijk,jk->ij", beyond, self.bends) + self.least
        return added

    def confidence(self, score: float) -> float:
        """The probability that the highest log-odds of a document mark a foreign text."""
        slope, offset = self.scale
        return float(1 / (1 + np.exp(-(slope * score + offset))))


def lengths(columns: Columns) -> Numbers:
    """What the usual value of a number is a linear function of."""
    head, tail = columns.take(_LENGTHS, axis=1).T.astype(float) - 5
    return np.stack((np.ones(len(head)), head, tail, head * tail, head**2, tail**2, np.minimum(head, tail)), axis=1)


def derive(columns: Columns, usual: Numbers) -> Numbers:
    """The features of the breaks of ONE document, in the order of FEATURES."""
    return derive_all(columns, usual, np.array([0, len(columns)]))


def derive_all(columns: Columns, usual: Numbers, bounds: Offsets) -> Numbers:
    """The same of several documents; `bounds`: where the breaks of each start, and the end of the last."""
    residuals = columns.take(_RESIDUAL, axis=1) - np.einsum("ij,kj->ik", lengths(columns), usual)
    deep = residuals.take(_DEEP, axis=1)
    size = np.diff(bounds)
    lowest = np.minimum.reduceat(deep, bounds[:-1], axis=0).repeat(size, axis=0)
    others = (np.add.reduceat(deep, bounds[:-1], axis=0).repeat(size, axis=0) - deep) / (size + 2).repeat(size)[:, None]
    return np.concatenate((columns, residuals, deep - lowest, deep - others), axis=1)


def load_model() -> BoundaryModel | None:
    """The model in use; None where there is none."""
    return _read(model_file("boundary.json"))


@lru_cache(maxsize=2)
def _read(file: Path) -> BoundaryModel | None:
    data = read_model(file)
    if data is None:
        return None
    curves = [data["curves"][name] for name in FEATURES]
    knots = np.array([curve["knots"] for curve in curves])
    values = np.array([curve["values"] for curve in curves])
    slopes = np.diff(values, axis=1) / np.diff(knots, axis=1)
    bends = np.diff(slopes, axis=1, prepend=0, append=0)
    return BoundaryModel(
        np.array([data["usual"][name] for name in RESIDUALS]),
        knots,
        bends,
        values[:, 0],
        data["intercept"],
        read_trees(data["second"]),
        data["threshold"],
        (data["scale"]["slope"], data["scale"]["offset"]),
        *(Gate(np.array(data[name]["weights"]), data[name]["threshold"]) for name in ("gate", "names_gate")),
    )


def may_break(document: Document) -> bool:
    """A fact: whether words and names recur so little across some break that all of it is worth measuring."""
    model = load_model()
    if model is None or not document.fact(passes_gate):
        return False
    identity = document.fact(measure_identity)
    return identity is not None and bool(model.names_gate.passes(identity.columns.T).any())


def passes_gate(document: Document) -> bool:
    """A fact: whether some break passes the first gate."""
    model, block = load_model(), document.fact(find_breaks)
    return model is not None and bool(len(block)) and bool(model.gate.passes(first_look(document, block)).any())


def first_look(document: Document, block: Offsets) -> Numbers:
    """What the first gate sees of breaks, as columns."""
    blocks, zero = document.fact(find_blocks), np.zeros(len(block), dtype=np.intp)
    overlap = document.fact(linkage).across(block, zero + len(blocks))
    return evidence(*overlap, blocks.first.take(block), zero + len(document.words), zero)


def weigh_breaks(document: Document) -> Weighed | None:
    """A fact: every break with its log-odds; None where there is none, or no model."""
    cohesion = document.fact(measure_cohesion)
    model = load_model()
    if cohesion is None or model is None:
        return None
    return weigh_each([cohesion], model)[0]


def weigh_each(cohesions: Sequence[Cohesion], model: BoundaryModel) -> list[Weighed]:
    """The same of several documents."""
    bounds = bounds_of(np.array([len(each.block) for each in cohesions], dtype=np.intp))
    columns = np.concatenate([each.columns for each in cohesions])
    features = derive_all(columns, model.usual, bounds)
    added = model.curves(features)
    score = added.sum(axis=1) + model.intercept
    parts = zip(cohesions, map(slice, bounds[:-1], bounds[1:]), strict=True)
    return [Weighed(each.block, features[here], score[here], added[here]) for each, here in parts]


def highest(score: Numbers) -> Offsets:
    """The breaks that are looked at a second time, the highest first."""
    return np.argsort(-score, kind="stable")[:LOOKED_AT]


def stand_out(features: Numbers, score: Numbers, order: Offsets) -> Numbers:
    """What the second look sees of the breaks in `order`."""
    apart = np.abs(np.arange(len(score)) - order[:, None]) > _BESIDE
    other = np.where(apart, score, _NO_OTHER).max(axis=1)
    top = np.sort(score)[-LOOKED_AT:-1].sum()
    own = score[order]
    about = (own, own - other, np.full(len(own), score.mean()), np.full(len(own), top), order / len(score))
    return np.concatenate((features[order], np.stack(about, axis=1)), axis=1)


def find_boundary(document: Document) -> Boundary | None:
    """A fact: the most likely start of another text, whatever its log-odds; None where nothing speaks for any."""
    model = load_model()
    weighed = document.fact(weigh_breaks) if document.fact(may_break) else None
    if weighed is None or model is None:
        return None
    order = highest(weighed.score)
    odds = model.second.odds(stand_out(weighed.features, weighed.score, order))
    best = int(odds.argmax())
    score, index = float(odds[best]), int(order[best])
    return Boundary(
        int(weighed.block[index]),
        score,
        score - model.threshold,
        model.confidence(score),
        reasons(weighed, index),
    )


def reasons(weighed: Weighed, index: int) -> Reasons:
    """The numbers that speak most for one of the breaks, each with its push."""
    strongest = np.argsort(-weighed.added[index])[:6]
    return tuple((FEATURES[each], float(weighed.added[index, each])) for each in strongest.tolist())
