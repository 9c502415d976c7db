"""The learnt weights of the reading of spun text, as they lie beside a lexicon (trained by `spinlint.training`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from spinlint.errors import LexiconError
from spinlint.lexicon import additive
from spinlint.lexicon.additive import Additive
from spinlint.lexicon.trees import Trees, read_trees

Floats = npt.NDArray[np.floating[Any]]

SHRINK = 20.0
"""A document's shares are mixed with those of this many average words: short texts say little."""


@dataclass(frozen=True, eq=False)
class SpinModel:
    """The learnt weights. `strict` and `open`: gate levels for documents that look sound and for suspicious ones;
    `loose`: that of words in sound documents which spinners were seen to print;
    `suspicion`: the share of words above the strict level from which on a document is suspicious; `levels`,
    `expected`: word scores and the shares of clean words above them; `document`: weights of `document_features`;
    `odd`: the score of a `first_look` from which on `alone` judges whether a word was substituted in a sound text."""

    gate: Additive
    word: Additive
    posterior: Additive
    strict: float
    open: float
    loose: float
    suspicion: float
    levels: Floats
    expected: Floats
    document: Floats
    document_intercept: float
    first_look: Additive
    odd: float
    alone: Trees


@lru_cache(maxsize=4)
def load_spin_model(folder: Path) -> SpinModel:
    """The weights beside a lexicon. Raises LexiconError."""
    path = folder / "spin.json"
    try:
        return from_json(orjson.loads(path.read_bytes()))
    except (OSError, orjson.JSONDecodeError, KeyError) as error:
        raise LexiconError(f"{path}: no readable spin model: {error}") from error


def from_json(data: Mapping[str, Any]) -> SpinModel:
    """The model that training wrote."""
    document = data["document"]
    return SpinModel(
        additive.from_json(data["gate"]),
        additive.from_json(data["word"]),
        additive.from_json(data["posterior"]),
        data["strict"],
        data["open"],
        data["loose"],
        data["suspicion"],
        np.array(document["levels"]),
        np.array(document["expected"]),
        np.array(document["weights"]),
        document["intercept"],
        additive.from_json(data["first_look"]),
        data["odd"],
        read_trees(data["alone"]),
    )
