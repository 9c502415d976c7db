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
        row = np.arange(len(rows))[:, None]
        node = np.zeros((len(rows), len(trees)), dtype=np.intp)
        for _ in range(DEPTH):
            at = node + base
            node = 2 * node + 1 + (rows[row, self.feature.take(at)] > self.limit.take(at))
        odds: Numbers = self.leaf.take(node - NODES + trees * LEAVES).sum(axis=1) + self.intercept
        return odds


def read_trees(data: Mapping[str, Any]) -> Trees:
    """The trees of a model file."""
    return Trees(
        np.array(data["feature"], dtype=np.intp), np.array(data["limit"]), np.array(data["leaf"]), data["intercept"]
    )
