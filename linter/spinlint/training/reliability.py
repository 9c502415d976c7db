"""Trains the reliability score. Imports scikit-learn; nothing at run time does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log1p
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
from sklearn.model_selection import StratifiedGroupKFold

from spinlint.linting.engine import Linter
from spinlint.linting.registry import load_rules
from spinlint.reliability.features import BREADTH, LANGUAGES, Feature, measure
from spinlint.reliability.model import FORMAT, Curve, Model, checksum, to_json
from spinlint.text.document import Document
from spinlint.training.falling_curves import Falling, calibrate, fit
from spinlint.training.reliability_features import SHAPES
from spinlint.training.sound_and_unsound import SOUND, Labelled

Floats = npt.NDArray[np.floating[Any]]
Say = Callable[[str], None]

MIX = {
    SOUND: 0.93,
    "spun": 0.028,
    "simulated spin": 0.0105,
    "duplicated": 0.0077,
    "appended": 0.0056,
    "appended under a heading": 0.0049,
    "garbled": 0.0028,
    "scrambled": 0.0014,
    "saved page": 0.0035,
    "content farm": 0.0021,
    "rewritten": 0.0028,
    "word attack": 0.0007,
}
"""The mix of documents for which the score is a probability. A choice, not a measurement: a crawl that has not been
cleaned has more faults, an editor's desk fewer. `--base` moves the score to a user's own mix."""
OTHER = 0.01  # of a fault with a name of its own, in a user's labels
FINGERPRINTS = ("spun formulas", "tortured phrases")
"""Known phrases of known tools. Every spun document is learnt from with and without them: the next tool has others."""
LEAST_WORDS = 60
PENALTY = 0.3
FOLDS = 5
SEED = 1
_LEAST_SOUND = 200  # documents: of fewer, the limits of the verdicts cannot be told
_LEAST_GENRE = 30  # documents: of fewer, a share says nothing
_ALARMS = 0.006
_ALARMS_GENRE = 0.025
"""Shares of sound documents, of all and of the worst genre, that may be called unreliable in cross-validation. What is
promised is 1 % and 4 %: new documents differ from those trained on."""
_UNRELIABLE = 0.1
"""No score above this is called unreliable, whatever the alarms allow: the lexicon has seen the documents trained on,
and on others alarms are more frequent (a limit of 0.17 condemned 5.6 % of unseen academic abstracts)."""
_DOUBTS = 0.04
"""Share of sound documents that may be called doubtful or worse."""


@dataclass(frozen=True, eq=False)
class Table:
    """The features of documents, and what they are."""

    labelled: list[Labelled]
    values: Floats
    words: Floats

    @property
    def sound(self) -> npt.NDArray[np.bool_]:
        """Per document."""
        return np.array([each.sound for each in self.labelled])

    def with_usual(self, features: Sequence[Feature]) -> Table:
        """The table with documents mixed with text of the usual rates of findings, as at run time."""
        values = self.values.copy()
        for column, feature in enumerate(features):
            if feature.measure == "rate":
                weighted = np.expm1(values[:, column]) * (self.words + BREADTH)
                values[:, column] = np.log1p((weighted + feature.usual * BREADTH) / (self.words + BREADTH))
        return replace(self, values=values)

    @property
    def groups(self) -> list[str]:
        """Per document."""
        return [each.group for each in self.labelled]


def default_linter() -> Linter:
    """All rules that run by default: what the score is built on."""
    return Linter(rule() for rule in load_rules() if rule.default)


def tabulate(documents: Iterable[Labelled], least_words: int = LEAST_WORDS) -> Table:
    """Lint all documents and measure their features; too short ones and unknown languages are left out."""
    linter = default_linter()
    features = tuple(shape.feature for shape in SHAPES)
    labelled, values, words = [], [], []
    for each in documents:
        document = Document(each.text)
        if len(document.words) >= least_words and document.language in LANGUAGES:
            labelled.append(each)
            values.append(measure(linter.measure(document), features).values)
            words.append(len(document.words))
    return Table(labelled, np.array(values), np.array(words, dtype=float))


def mix_weights(labelled: Sequence[Labelled]) -> Floats:
    """How much each document counts, 1 on average: faults as in MIX, and within one, a group of many less per head."""
    groups = Counter((each.fault, each.group) for each in labelled)
    raw = np.array([groups[each.fault, each.group] ** -0.5 for each in labelled])
    faults = np.array([each.fault for each in labelled])
    weight = np.zeros(len(labelled))
    for fault in sorted(set(faults.tolist())):
        here = faults == fault
        weight[here] = raw[here] / raw[here].sum() * MIX.get(fault, OTHER)
    weight *= len(labelled) / weight.sum()
    return weight


def usual_rates(table: Table) -> tuple[Feature, ...]:
    """The features with the usual rates of findings, which are those of the sound documents of a table."""
    features, sound = [], table.sound
    for column, shape in enumerate(SHAPES):
        feature = shape.feature
        if feature.measure == "rate":
            weighted = np.expm1(table.values[sound, column]) * (table.words[sound] + BREADTH)
            feature = replace(feature, usual=round(float(weighted.sum() / table.words[sound].sum()), 4))
        features.append(feature)
    return tuple(features)


def prepare(measured: Table) -> tuple[Table, tuple[Feature, ...], Floats]:
    """The rows to fit to, the features, and the weights of the rows."""
    features = usual_rates(measured)
    grown, weight = without_fingerprints(measured.with_usual(features), features)
    return grown, features, weight


def without_fingerprints(table: Table, features: Sequence[Feature]) -> tuple[Table, Floats]:
    """The table with spun documents a second time, as if their tools were unknown; and the weights of all rows."""
    weight = mix_weights(table.labelled)
    spun = np.array([each.fault == "spun" for each in table.labelled])
    copies = table.values[spun].copy()
    for column, feature in enumerate(features):
        if feature.name in FINGERPRINTS:
            copies[:, column] = np.minimum(copies[:, column], log1p(feature.usual))
    weight[spun] *= 0.5
    labelled = [*table.labelled, *(each for each, yes in zip(table.labelled, spun, strict=True) if yes)]
    grown = Table(labelled, np.concatenate([table.values, copies]), np.append(table.words, table.words[spun]))
    return grown, np.append(weight, weight[spun])


def expected() -> Falling:
    """What is believed before any document is seen."""
    drops = tuple(np.full(len(shape.knots) - 1, shape.fall) for shape in SHAPES)
    return Falling(0.0, drops, [shape.knots for shape in SHAPES])


def cross_validate(table: Table, weight: Floats, penalty: float = PENALTY) -> Floats:
    """Log odds of every document by a model that has not seen its group."""
    log_odds = np.zeros(len(table.labelled))
    for inner, outer in StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED).split(
        table.values, [each.fault for each in table.labelled], table.groups
    ):
        model = fit(table.values[inner], table.sound[inner], weight[inner], expected(), penalty)
        log_odds[outer] = model.log_odds(table.values[outer])
    return log_odds


def train(measured: Table, say: Say, *, compare: bool = False) -> tuple[Model, dict[str, Any]]:
    """The model of the score, and what its manifest says of it."""
    grown, features, weight = prepare(measured)
    table = measured.with_usual(features)
    say(f"{len(table.labelled):,} documents, {np.count_nonzero(table.sound):,} of them sound")
    log_odds = cross_validate(grown, weight)
    slope, offset = calibrate(log_odds, grown.sound, weight)
    say(f"cross-validated; calibrated with slope {slope:.2f} and offset {offset:+.2f}")
    fitted = fit(grown.values, grown.sound, weight, expected(), PENALTY).scaled(slope, offset)
    unseen = 1 / (1 + np.exp(-(slope * log_odds[: len(table.labelled)] + offset)))
    limits = choose_limits(unseen[table.sound], [each.genre for each in table.labelled if each.sound])
    say(f"unreliable below {limits[0]:.3f}, doubtful below {limits[1]:.3f}")
    manifest = {
        "documents": dict(sorted(Counter(each.fault for each in table.labelled).items())),
        "choice": _choice(grown, weight) if compare else {},
        "mix": MIX,
        "calibration": {"method": "sigmoid", "slope": round(slope, 4), "offset": round(offset, 4)},
        "seed": SEED,
    }
    return as_model(fitted, features, table, limits), manifest


def _choice(table: Table, weight: Floats) -> dict[str, dict[str, float]]:
    from spinlint.training.model_choice import compare  # noqa: PLC0415 (it needs this module)

    return compare(table, weight)


def refit(measured: Table, base: Model, say: Say) -> tuple[Model, dict[str, Any]]:
    """The base model moved towards a user's own labels: as far as these speak, and in their mix."""
    table = measured.with_usual(base.features)
    drops = tuple(-np.diff(curve.y) for curve in base.curves)
    start = base.start + sum(curve.y[0] for curve in base.curves)
    before = Falling(start, drops, [curve.x for curve in base.curves])
    fitted = fit(table.values, table.sound, np.ones(len(table.labelled)), before, PENALTY)
    moved = float(np.abs(fitted.log_odds(table.values) - before.log_odds(table.values)).mean())
    say(f"{len(table.labelled):,} documents; their scores moved by {moved:.2f} log odds on average")
    scores = 1 / (1 + np.exp(-fitted.log_odds(table.values)))
    limits = (base.unreliable, base.reliable)
    if np.count_nonzero(table.sound) >= _LEAST_SOUND:
        limits = choose_limits(scores[table.sound], [each.genre for each in table.labelled if each.sound])
    faults = Counter(each.fault for each in table.labelled)
    mix = {fault: round(count / len(table.labelled), 4) for fault, count in sorted(faults.items())}
    return as_model(fitted, base.features, table, limits), {"documents": dict(sorted(faults.items())), "mix": mix}


def choose_limits(scores: Floats, genres: Sequence[str]) -> tuple[float, float]:
    """The scores below which a document is unreliable, and doubtful, from those of sound documents."""
    unreliable = _quantile(scores, _ALARMS)
    names, member = np.unique(np.asarray(genres), return_inverse=True)
    for genre in range(len(names)):
        here = scores[member == genre]
        if len(here) >= _LEAST_GENRE:
            unreliable = min(unreliable, _quantile(here, _ALARMS_GENRE))
    unreliable = min(unreliable, _UNRELIABLE)
    return unreliable, max(unreliable, min(_quantile(scores, _DOUBTS), 0.7))


def _quantile(scores: Floats, share: float) -> float:
    """A score below which at most this share of the scores lie."""
    return float(np.sort(scores)[int(share * len(scores))])


def as_model(fitted: Falling, features: Sequence[Feature], table: Table, limits: tuple[float, float]) -> Model:
    """The fitted curves, each shifted so that usual sound text gets no push from it; `start` takes up the rest."""
    start, curves = fitted.start, []
    for column, (feature, drops) in enumerate(zip(features, fitted.drops, strict=True)):
        x = np.asarray(fitted.knots[column], dtype=float)
        y = -np.concatenate(([0.0], np.cumsum(drops)))
        usual = float(np.median(table.values[table.sound, column]))
        if feature.measure == "rate":
            usual = log1p(feature.usual)
        at_usual = float(np.interp(usual, x, y))
        start += at_usual
        curves.append(Curve(tuple(x.tolist()), tuple((y - at_usual).tolist())))
    return Model(tuple(features), tuple(curves), start, *limits, LEAST_WORDS)


def write(model: Model, manifest: Mapping[str, Any], path: Path) -> None:
    """Write the model with its manifest and checksum."""
    data = to_json(model)
    data["manifest"] = {"format": FORMAT, **manifest, "sha256": checksum(data)}
    path.write_bytes(orjson.dumps(data, option=orjson.OPT_INDENT_2) + b"\n")
