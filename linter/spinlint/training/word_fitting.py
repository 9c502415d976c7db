"""Fits additive models of the evidence on single words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.additive import Additive
from spinlint.lexicon.decoder import COLUMNS, FIRST_FLAG
from spinlint.training.fitting import Knots, fit_additive

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
    "marginal": (-12, -6, -3, 0, 3, 8),
}
KNOTS_WITH_OBSERVED = {**KNOTS, "observed": (0, 1, 2, 3)}
"""Of words in spun text, whether their substitution was observed says nothing that can be learnt: the marked documents
must be read without what was learnt from them. Tried: with it, 351 of 825 changed words are found instead of 411."""
_JOINT = [(3, 4), (5, 6), (3, 5), (4, 6)]  # seen on both sides; original seen on both; printed and original seen


def fit_words(
    rows: Floats, label: npt.NDArray[np.bool_], weight: Floats, knots: Mapping[str, Knots] = KNOTS
) -> Additive:
    """Fit label ~ evidence; `rows` as in `Evidence`."""
    return fit_additive(columns_of(rows), knots, flags_of(rows), _JOINT, label, weight)


def columns_of(rows: Floats) -> dict[str, Floats]:
    """The numbers of the evidence by name."""
    return {name: rows[:, place] for place, name in enumerate(COLUMNS[:FIRST_FLAG])}


def flags_of(rows: Floats) -> list[npt.NDArray[np.bool_]]:
    """The yes-or-no columns of the evidence."""
    return [rows[:, place] > 0 for place in range(FIRST_FLAG, len(COLUMNS))]
