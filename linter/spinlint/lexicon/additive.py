"""Additive models: log odds as a sum of one curve per column and one number per combination of flags.

What a logistic regression on hinges learns, kept in the form in which it can be read by a person and evaluated with
numpy alone: every curve is a polygon through a few points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]
Pairs = npt.NDArray[np.complex128]

_ZERO: npt.NDArray[np.float64] = np.zeros(1)


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
class Twin:
    """Two polygons through points at the same `x`, as the parts of one complex `y`: one search for both."""

    x: Floats
    y: Pairs

    def __call__(self, values: Floats) -> Pairs:
        """Both heights at each value."""
        heights: Pairs = np.interp(values, self.x, self.y)
        return heights


def twin(one: Curve | None, other: Curve | None) -> Twin:
    """Two curves as one; none is 0 everywhere."""
    curves = [Curve(_ZERO, _ZERO) if each is None else each for each in (one, other)]
    x = np.array(sorted({*curves[0].x.tolist(), *curves[1].x.tolist()}))  # np.union1d would import numpy.ma
    return Twin(x, curves[0](x) + 1j * curves[1](x))


@dataclass(frozen=True, eq=False)
class Additive:
    """`curves` by column name; `flags`: heights by the bits of the yes-or-no columns, the first column lowest."""

    intercept: float
    curves: Mapping[str, Curve]
    flags: Floats

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
