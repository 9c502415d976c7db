"""Trains what the opening of a text reads like. Imports scikit-learn; nothing at run time does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from spinlint.lexicon.openings import BITS, WIDTH
from spinlint.text.blocks import find_blocks
from spinlint.text.document import Document
from spinlint.training.planted_stories import Source

_STRENGTH = 0.3
_INNER = 4
"""Inner blocks taken of each document."""
_LEAST = 8
"""Words that must stand before an inner block, and that a text must have from any block on."""
Keys = npt.NDArray[np.uint64]


def train_openings(sources: Sequence[Source], out: Path, names: Sequence[str], seed: int = 5) -> dict[str, Any]:
    """Fit the weights on four fifths of `sources`, and write them with their AUC on the last fifth."""
    random = Random(seed)
    cases = [[case for source in sources[part::5] for case in _cases(source, random)] for part in range(5)]
    fitting, held = [case for part in cases[1:] for case in part], cases[0]
    model = LogisticRegression(C=_STRENGTH, max_iter=300).fit(_matrix(fitting), [label for _, label in fitting])
    auc = roc_auc_score([label for _, label in held], model.decision_function(_matrix(held)))
    weights = model.coef_[0]
    scale = float(np.abs(weights).max()) / 127
    first, later = np.split(np.round(weights / scale).astype(int), 2)
    data = {
        "what": "log-odds that a text opens with these words, and does not go on",
        "sources": list(names),
        "seed": seed,
        "texts": len(sources),
        "auc_held_out": round(float(auc), 4),
        "intercept": round(float(model.intercept_[0]), 5),
        "scale": scale,
        "first": first.tolist(),
        "later": later.tolist(),
    }
    out.write_text(json.dumps(data, separators=(",", ":")) + "\n")
    return data


def _cases(source: Source, random: Random) -> Iterable[tuple[Keys, bool]]:
    """The first words of a text (True) and of some of its inner blocks (False)."""
    document = Document(source.text)
    keys, blocks = document.words.key, document.fact(find_blocks)
    inner = [at for at in blocks.first.tolist() if _LEAST <= at <= len(keys) - _LEAST]
    if not inner:
        return
    yield keys[:WIDTH], True
    for at in random.sample(inner, min(_INNER, len(inner))):
        yield keys[at : at + WIDTH], False


def _matrix(cases: Sequence[tuple[Keys, bool]]) -> Any:
    """Which words open each case, and how often each of the others stands in it."""
    size = 1 << BITS
    row = np.repeat(np.arange(len(cases)), [len(keys) for keys, _ in cases])
    column = (np.concatenate([keys for keys, _ in cases]) >> np.uint64(64 - BITS)).astype(np.int64)
    later = np.concatenate([np.arange(len(keys)) > 0 for keys, _ in cases])
    column[later] += size
    return sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=(len(cases), 2 * size))
