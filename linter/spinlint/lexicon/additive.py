"""Additive models: log odds as a sum of one curve per column and one number per combination of flags.

What a logistic regression on hinges learns, kept in the form in which it can be read by a person and evaluated with
numpy alone: every curve is a polygon through a few points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Curve:
    """A polygon: `y` at the points `x`, flat beyond them."""

    x: Floats
    y: Floats

    def __call__(self, values: Floats) -> Floats:
        """The height at each value."""
        heights: Floats = np.interp(values, self.x, self.y)
        return heights


@dataclass(frozen=True, eq=False)
class Additive:
    """`curves` by column name; `flags`: heights by the bits of the yes-or-no columns, the first column lowest."""

    intercept: float
    curves: Mapping[str, Curve]
    flags: Floats

    @cached_property
    def _joined(self) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """All curves as one polygon, each moved to a range of its own: its start, its knots' range, and the polygon."""
        curves = list(self.curves.values())
        least, most = np.array([curve.x[0] for curve in curves]), np.array([curve.x[-1] for curve in curves])
        start = np.concatenate(([0.0], (most - least + 1.0).cumsum()[:-1])) - least
        x = np.concatenate([curve.x + move for curve, move in zip(curves, start, strict=True)])
        return start[:, None], least[:, None], most[:, None], x, np.concatenate([curve.y for curve in curves])

    def score_rows(self, rows: Floats) -> Floats:
        """As `score` without flags; the rows are those of the curves, in their order. One interpolation for all."""
        start, least, most, x, y = self._joined
        places = np.minimum(np.maximum(rows, least), most)
        places += start
        heights = np.interp(places.ravel(), x, y).reshape(places.shape)
        # Running sums, since `sum` would add up a single column in another order than one of many.
        total: Floats = heights.cumsum(axis=0)[-1] + self.intercept
        return total

    def score(self, columns: Mapping[str, Floats], flags: Sequence[npt.NDArray[np.bool_]] = ()) -> Floats:
        """Log odds for every row of the columns."""
        total: Floats = np.array(self.intercept)
        for name, curve in self.curves.items():
            total = total + curve(columns[name])
        if flags:
            total = total + self.flags[bits(flags)]
        return total

    def to_json(self) -> dict[str, Any]:
        """As `from_json` reads it, rounded to four places."""
        curves = {name: {"x": _rounded(curve.x), "y": _rounded(curve.y)} for name, curve in self.curves.items()}
        return {"intercept": round(self.intercept, 4), "curves": curves, "flags": _rounded(self.flags)}


def bits(flags: Sequence[npt.NDArray[np.bool_]]) -> npt.NDArray[np.int64]:
    """The columns of flags as one number per row."""
    if len(flags) <= 8:
        bytes_of = np.packbits(np.array(flags), axis=0, bitorder="little")
        packed: npt.NDArray[np.int64] = bytes_of[0].astype(np.int64)
        return packed
    packed = np.zeros(len(flags[0]), dtype=np.int64)
    for place, flag in enumerate(flags):
        packed |= flag.astype(np.int64) << place
    return packed


def from_json(data: Mapping[str, Any]) -> Additive:
    """The model that `Additive.to_json` wrote."""
    curves = {name: Curve(np.array(curve["x"]), np.array(curve["y"])) for name, curve in data["curves"].items()}
    return Additive(float(data["intercept"]), curves, np.array(data["flags"], dtype=np.float64))


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), 4) for value in values]
