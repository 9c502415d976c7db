"""Fits additive models of the evidence on single words."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.additive import Additive
from spinlint.lexicon.decoder import COLUMNS, FIRST_FLAG
from spinlint.training.fitting import fit_additive

Floats = npt.NDArray[np.floating[Any]]

KNOTS = {
    "gain": (-12, 0, 4, 8, 15),
    "channel": (-8, -6, -4, -2, 0),
    "others": (0, 0.5, 1.5, 2.5),
    "left": (-8, -4, -1, 2, 5, 10),
    "right": (-8, -4, -1, 2, 5, 10),
    "original_left": (-6, 0, 3, 6, 10),
    "original_right": (-6, 0, 3, 6, 10),
    "frequency": (-18, -13, -11, -9, -7, -4),
    "original_frequency": (-18, -11, -9, -7, -5, -3),
    "propensity": (-8, -4, -2, 0, 2, 6),
    "pair_gain": (0, 0.1, 3, 6, 12),
    "pair_channel": (-8, -4, -2, 0),
    "observed": (0, 1, 2, 3),
    "marginal": (-12, -6, -3, 0, 3, 8),
}
_JOINT = [(3, 4), (5, 6), (3, 5), (4, 6)]  # seen on both sides; original seen on both; printed and original seen


def fit_words(rows: Floats, label: npt.NDArray[np.bool_], weight: Floats) -> Additive:
    """Fit label ~ evidence; `rows` as in `Evidence`."""
    return fit_additive(columns_of(rows), KNOTS, flags_of(rows), _JOINT, label, weight)


def columns_of(rows: Floats) -> dict[str, Floats]:
    """The numbers of the evidence by name."""
    return {name: rows[:, place] for place, name in enumerate(COLUMNS[:FIRST_FLAG])}


def flags_of(rows: Floats) -> list[npt.NDArray[np.bool_]]:
    """The yes-or-no columns of the evidence."""
    return [rows[:, place] > 0 for place in range(FIRST_FLAG, len(COLUMNS))]
