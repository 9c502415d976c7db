"""Boosted trees of depth three, read from data, run with numpy alone.

Every tree asks three questions in a row, each "is number f at most t?"; what the leaves that a row ends in say is
added up. Complete trees lie in arrays like heaps: the children of node i are 2i + 1 and 2i + 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Columns = npt.NDArray[np.intp]

DEPTH = 3
NODES, LEAVES = 2**DEPTH - 1, 2**DEPTH


@dataclass(frozen=True, eq=False)
class Trees:
    """`feature`, `limit`: per tree and node, the column asked about and the value up to which it goes left;
    `leaf`: what each leaf adds to the log-odds. All three are flat, tree after tree."""

    feature: Columns
    limit: Numbers
    leaf: Numbers
    intercept: float

    def odds(self, rows: Numbers) -> Numbers:
        """The log-odds of every row."""
        trees = np.arange(len(self.leaf) // LEAVES)
        base = trees * NODES
        flat, row = np.ascontiguousarray(rows).ravel(), (np.arange(len(rows)) * rows.shape[1])[:, None]
        node = (rows.take(self.feature.take(base), axis=1) > self.limit.take(base)) + (base + 1)
        for _ in range(DEPTH - 1):
            right = flat.take(self.feature.take(node) + row) > self.limit.take(node)
            # From place b + i of a tree that starts at b to b + 2i + 1 or b + 2i + 2.
            node += node
            node -= base - 1
            node += right
        node += trees * LEAVES - base - NODES
        odds: Numbers = self.leaf.take(node).sum(axis=1) + self.intercept
        return odds

    def to_json(self) -> dict[str, Any]:
        """As `read_trees` reads it."""
        return {
            "feature": self.feature.tolist(),
            "limit": self.limit.tolist(),
            "leaf": self.leaf.tolist(),
            "intercept": self.intercept,
        }


def read_trees(data: Mapping[str, Any]) -> Trees:
    """The trees of a model file."""
    return Trees(
        np.array(data["feature"], dtype=np.intp), np.array(data["limit"]), np.array(data["leaf"]), data["intercept"]
    )
