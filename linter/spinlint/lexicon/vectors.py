"""Word vectors: which words keep company with which, as a few megabytes of mapped arrays.

They say what word identity cannot: that "goalkeeper" and "penalty" belong to one story. The numbers come from
positive pointwise mutual information over the training corpora, reduced by a truncated singular value decomposition
and rounded to bytes (see `vector_training`); the manifest beside them names the sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.folder import model_file
from spinlint.text.words import Keys

Rows = npt.NDArray[np.intp]
Matrix = npt.NDArray[np.float32]

SLOT_BITS = 18  # 262,144 slots for 40,000 words: one word in fourteen gives way to a more frequent one


@dataclass(frozen=True, eq=False)
class WordVectors:
    """Vectors by word key. Rows are in order of falling frequency.

    `keys`: 64-bit word keys; `idf`: how informative each word is (0 for function words); `scale`: what makes a row of
    `bytes` a vector as long as its IDF; `slots`: the row by the leading bits of a key.
    """

    keys: Keys
    idf: npt.NDArray[np.float32]
    scale: npt.NDArray[np.float32]
    bytes: npt.NDArray[np.int8]
    slots: npt.NDArray[np.uint16]

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self.bytes.shape[1])

    def rows(self, keys: Keys) -> Rows:
        """The row of each key, -1 where the word is unknown."""
        rows: Rows = self.slots.take(keys >> np.uint64(64 - SLOT_BITS)).astype(np.intp)
        rows[self.keys.take(rows) != keys] = -1
        return rows

    def weighted(self, rows: Rows) -> Matrix:
        """The vectors of the given rows, each as long as its word's IDF."""
        vectors: Matrix = self.bytes.take(rows, axis=0).astype(np.float32)
        vectors *= self.scale.take(rows)[:, None]
        return vectors


def _slots(keys: Keys) -> npt.NDArray[np.uint16]:
    """The row of the most frequent word in each slot of the key's leading bits."""
    slots = np.zeros(1 << SLOT_BITS, dtype=np.uint16)
    backwards = np.arange(len(keys))[::-1]
    slots[(keys >> np.uint64(64 - SLOT_BITS))[::-1]] = backwards
    return slots


def load_vectors() -> WordVectors | None:
    """The vectors in use; None where there are none."""
    return _read(model_file("vectors.npy"))


@lru_cache(maxsize=2)
def _read(file: Path) -> WordVectors | None:
    if not file.exists():
        return None
    folder = file.parent
    keys = np.load(folder / "vectors.keys.npy")
    idf, scale = np.load(folder / "vectors.weights.npy").astype(np.float32)
    # A plain array over the map: indexing np.memmap itself costs microseconds each time.
    return WordVectors(keys, idf, scale, np.asarray(np.load(file, mmap_mode="r")), _slots(keys))
