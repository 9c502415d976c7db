"""How much the first words after a break read like the opening of a text, and not like its going on.

Texts open with a headline, a place, a full name, an indefinite article; they go on with "he", "this", "but", "also".
Which words say what is learnt from the first and from the inner blocks of the corpora (see `training/openings`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.folder import model_file, read_model
from spinlint.text.spans import Offsets
from spinlint.text.words import Keys

Numbers = npt.NDArray[np.float32]

BITS = 12
"""Words are told apart by so many bits of their keys."""
WIDTH = 16
"""Words from the break on that are read."""
_TO_SLOT = np.uint64(64 - BITS)


@dataclass(frozen=True, eq=False)
class Openings:
    """What a word adds to the log-odds: as the very first one, and as one of the next."""

    first: Numbers
    later: Numbers
    intercept: float

    def odds(self, keys: Keys, place: Offsets) -> Numbers:
        """Log-odds that a text opens at each place (index of a word; at least one word stands there)."""
        slot = keys >> _TO_SLOT
        sums = np.zeros(len(keys) + 1, dtype=np.float32)
        self.later.take(slot).cumsum(out=sums[1:])
        until = np.minimum(place + WIDTH, len(keys))
        odds: Numbers = self.first.take(slot.take(place)) + (sums.take(until) - sums.take(place + 1))
        odds += np.float32(self.intercept)
        return odds


def load_openings() -> Openings | None:
    """The weights in use; None where there are none."""
    return _read(model_file("openings.json"))


@lru_cache(maxsize=2)
def _read(file: Path) -> Openings | None:
    data = read_model(file)
    if data is None:
        return None
    first, later = (np.array(data[name], dtype=np.float32) * np.float32(data["scale"]) for name in ("first", "later"))
    return Openings(first, later, data["intercept"])
