"""Where another text seems to start: the trained model of a boundary, read from JSON, run with numpy alone.

The model is additive. Every number of a break (see `cohesion`) goes through a curve of straight pieces; the sum of the
curves is the log-odds that another document starts there. Overlap of words depends on how long the sides are, so
some numbers are taken as the distance from what is usual for these lengths, and some as the height above the
lowest break of the same document.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.cohesion import COLUMNS, Columns, find_breaks, measure_cohesion
from spinlint.lexicon.overlap import evidence, overlap
from spinlint.text.blocks import find_blocks
from spinlint.text.document import Document
from spinlint.text.spans import Offsets

FILE = Path(__file__).parent / "en" / "boundary.json"

RESIDUALS = ("overlap", "rare_overlap", "name_overlap", "rare_links", "name_links", "cosine_60", "cosine_150")
"""Numbers that are also taken as the distance from what is usual for the lengths."""
DEPTHS = ("overlap", "name_overlap", "cosine_150")
"""Of these also the height of the distance above the document's lowest."""
FEATURES = (
    *COLUMNS,
    *(f"{name} for its length" for name in RESIDUALS),
    *(f"{name} above lowest" for name in DEPTHS),
)
Numbers = npt.NDArray[np.float64]


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
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Weighed:
    """The breaks of a document (`block` starts after each), their log-odds, and what each feature added to them."""

    block: Offsets
    score: Numbers
    added: Numbers


@dataclass(frozen=True, eq=False)
class BoundaryModel:
    """The weights of the model.

    `usual`: what is usual for the lengths, one row of coefficients per residual; `knots`, `bends`, `least`: the curves
    (change of slope at each knot, value at the first); `threshold`: log-odds of a finding; `scale`: how the highest
    log-odds of a document become a probability; `gate`, `gate_threshold`: the first look (see `overlap`).
    """

    usual: Numbers
    knots: Numbers
    bends: Numbers
    least: Numbers
    intercept: float
    threshold: float
    scale: tuple[float, float]
    gate: Numbers
    gate_threshold: float

    def curves(self, columns: Columns) -> Numbers:
        """What each feature of each break adds to the log-odds."""
        features = derive(columns, self.usual)
        beyond = np.maximum(features[:, :, None] - self.knots, 0)
        added: Numbers = np.einsum("ijk,jk->ij", beyond, self.bends) + self.least
        return added

    def confidence(self, score: float) -> float:
        """The probability that the highest log-odds of a document mark a foreign text."""
        slope, offset = self.scale
        return float(1 / (1 + np.exp(-(slope * score + offset))))


def lengths(columns: Columns) -> Numbers:
    """What the usual value of a number is a linear function of."""
    head, tail = (columns[:, COLUMNS.index(name)].astype(float) - 5 for name in ("log_head", "log_tail"))
    return np.stack((np.ones(len(head)), head, tail, head * tail, head**2, tail**2, np.minimum(head, tail)), axis=1)


def derive(columns: Columns, usual: Numbers) -> Numbers:
    """The features of the breaks of ONE document, in the order of FEATURES."""
    chosen = columns[:, [COLUMNS.index(name) for name in RESIDUALS]]
    residuals = chosen - lengths(columns) @ usual.T
    deep = residuals[:, [RESIDUALS.index(name) for name in DEPTHS]]
    return np.concatenate((columns, residuals, deep - deep.min(axis=0)), axis=1)


@lru_cache(maxsize=1)
def load_model(file: Path = FILE) -> BoundaryModel | None:
    """The model that is shipped; None where there is none."""
    import orjson  # noqa: PLC0415 (only where a document has breaks)

    if not file.exists():
        return None
    data: dict[str, Any] = orjson.loads(file.read_bytes())
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
        data["threshold"],
        (data["scale"]["slope"], data["scale"]["offset"]),
        np.array(data["gate"]["weights"]),
        data["gate"]["threshold"],
    )


def may_break(document: Document) -> bool:
    """A fact: whether words recur so little across some break that the full measurement is worth its price."""
    model = load_model()
    block = find_breaks(document)
    if model is None or not len(block):
        return False
    place = document.fact(find_blocks).first[block]
    numbers = evidence(overlap(document, place), place, len(document.words))
    return bool(passes(numbers, model).any())


def passes(numbers: Numbers, model: BoundaryModel) -> npt.NDArray[np.bool_]:
    """Which breaks the first look lets pass. Summed up one by one: a product of matrices may round in another way in
    another company."""
    total = np.zeros(len(numbers))
    for column, weight in zip(numbers.T, model.gate.tolist(), strict=True):
        total += column * weight
    answer: npt.NDArray[np.bool_] = total > model.gate_threshold
    return answer


def weigh_breaks(document: Document) -> Weighed | None:
    """A fact: every break with its log-odds; None where there is none, or no model."""
    cohesion = document.fact(measure_cohesion)
    model = load_model()
    if cohesion is None or model is None:
        return None
    added = model.curves(cohesion.columns)
    return Weighed(cohesion.block, added.sum(axis=1) + model.intercept, added)


def find_boundary(document: Document) -> Boundary | None:
    """A fact: the most likely start of another text, whatever its log-odds; None where nothing speaks for any."""
    model = load_model()
    weighed = document.fact(weigh_breaks) if document.fact(may_break) else None
    if weighed is None or model is None:
        return None
    return explain_break(weighed, int(weighed.score.argmax()))


def explain_break(weighed: Weighed, index: int) -> Boundary:
    """One of the breaks, with the numbers that speak for it most."""
    model = load_model()
    assert model is not None
    strongest = np.argsort(-weighed.added[index])[:6]
    reasons = tuple((FEATURES[each], float(weighed.added[index, each])) for each in strongest.tolist())
    score = float(weighed.score[index])
    return Boundary(int(weighed.block[index]), score, score - model.threshold, model.confidence(score), reasons)
