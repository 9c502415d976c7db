"""The model of the score: one falling curve per feature, added up. As JSON on disk, evaluated in plain Python."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from spinlint.errors import LexiconError
from spinlint.reliability.features import Feature

FORMAT = 1
FILE = Path(__file__).with_name("model.json")


@dataclass(frozen=True)
class Curve:
    """Pushes in log odds at some values of a feature; straight between them, flat beyond."""

    x: tuple[float, ...]
    y: tuple[float, ...]

    def __call__(self, value: float) -> float:
        """The push of a value."""
        x, y = self.x, self.y
        if value == x[0]:  # most are: nothing was found
            return y[0]
        place = bisect_right(x, value)
        if place == 0:
            return y[0]
        if place == len(x):
            return y[-1]
        return y[place - 1] + (y[place] - y[place - 1]) * (value - x[place - 1]) / (x[place] - x[place - 1])


@dataclass(frozen=True)
class Model:
    """`start`: log odds of a text in which nothing was found; `curves` of `features`, in their order.

    A score below `unreliable` is called unreliable, one below `reliable` doubtful. Texts with fewer than `least_words`
    words are not scored.
    """

    features: tuple[Feature, ...]
    curves: tuple[Curve, ...]
    start: float
    unreliable: float
    reliable: float
    least_words: int


@lru_cache(maxsize=2)
def load_model(file: Path = FILE) -> Model:
    """The model of a file. Raises LexiconError."""
    return from_json(read(file))


def read(file: Path = FILE) -> dict[str, Any]:
    """The model with its manifest, as it stands in the file; checked against its checksum. Raises LexiconError."""
    try:
        data: dict[str, Any] = orjson.loads(file.read_bytes())
        if data["manifest"]["format"] != FORMAT:
            raise LexiconError(f"{file}: a reliability model of another format")
        if checksum(data) != data["manifest"]["sha256"]:
            raise LexiconError(f"{file}: damaged: its checksum is not that of its manifest")
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise LexiconError(f"{file}: no readable reliability model: {error}") from error
    return data


def checksum(data: Mapping[str, Any]) -> str:
    """The SHA-256 of all but the manifest."""
    content = {name: value for name, value in data.items() if name != "manifest"}
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def from_json(data: Mapping[str, Any]) -> Model:
    """The model that `to_json` wrote."""
    features, curves = [], []
    for each in data["features"]:
        words = each.get("words", ("", ""))
        features.append(
            Feature(each["name"], each["measure"], tuple(each.get("codes", ())), each.get("usual", 0.0), *words)
        )
        curves.append(Curve(tuple(map(float, each["x"])), tuple(map(float, each["y"]))))
    limits = data["verdicts"]
    return Model(
        tuple(features), tuple(curves), data["start"], limits["unreliable"], limits["reliable"], data["least_words"]
    )


def to_json(model: Model) -> dict[str, Any]:
    """As `from_json` reads it; numbers rounded to four places."""
    features = []
    for feature, curve in zip(model.features, model.curves, strict=True):
        entry: dict[str, Any] = {"name": feature.name, "measure": feature.measure}
        if feature.codes:
            entry |= {"codes": list(feature.codes), "usual": round(feature.usual, 4)}
        if feature.singular:
            entry["words"] = [feature.singular, feature.plural]
        features.append({**entry, "x": _rounded(curve.x), "y": _rounded(curve.y)})
    return {
        "start": round(model.start, 4),
        "least_words": model.least_words,
        "verdicts": {"unreliable": round(model.unreliable, 4), "reliable": round(model.reliable, 4)},
        "features": features,
    }


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, 4) for value in values]
