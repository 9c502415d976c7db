"""Boosted regression trees as arrays: what a few hundred questions with two answers each add up to.

Trained elsewhere (gradient boosting, Friedman 2001); kept as complete trees of one depth, so that all rows go down all
trees at once, one level at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Trees:
    """`column`, `threshold`: shape (trees, 2^depth - 1), the question at each node, the root first, then the levels
    from left to right (is this column above the threshold? then right); `leaf`: shape (trees, 2^depth), log odds."""

    intercept: float
    column: npt.NDArray[np.intp]
    threshold: Floats
    leaf: Floats

    def score(self, rows: Floats) -> Floats:
        """Log odds of each row."""
        trees, inner = self.column.shape
        first = np.arange(trees) * inner
        node = np.zeros((len(rows), trees), dtype=np.intp)
        start = (np.arange(len(rows)) * rows.shape[1])[:, None]
        values = rows.ravel()
        for _ in range(inner.bit_length()):
            here = node + first
            right = values.take(start + self.column.take(here)) > self.threshold.take(here)
            node = 2 * node + 1 + right
        total: Floats = self.leaf.take(node - inner + np.arange(trees) * (inner + 1)).sum(axis=1)
        return total + self.intercept

    def to_json(self) -> dict[str, Any]:
        """As `from_json` reads it. Thresholds keep six digits, leaves four places."""
        return {
            "intercept": round(self.intercept, 4),
            "column": self.column.tolist(),
            "threshold": [[float(f"{value:.6g}") for value in tree] for tree in self.threshold.tolist()],
            "leaf": self.leaf.round(4).tolist(),
        }


def from_json(data: Mapping[str, Any]) -> Trees:
    """The trees that `Trees.to_json` wrote."""
    return Trees(
        float(data["intercept"]), np.array(data["column"], dtype=np.intp), np.array(data["threshold"]),
        np.array(data["leaf"]),
    )  # fmt: skip
