"""A map from 64-bit keys to small numbers that lives in a memory-mapped file and answers whole arrays at once.

Rows of eight slots; a key's row comes from the upper half of its mixed bits, its fingerprint from the lower. A look-up
is one gather of a row (one cache line), one comparison and one gather of values for what was found. A row that is
full loses its least important keys, and a foreign key is taken for a member with probability 8 / 2^bits of the
fingerprint: both are fit for statistics, where a rare count may be missing, and neither would be for a dictionary.
(The idea of a lossy fingerprint store for n-grams is that of Talbot & Osborne 2007, "Smoothed Bloom filter language
models"; the rows are those of a bucketed hash table.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

SLOTS = 8
_MULTIPLIER = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)

Integers = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, eq=False)
class Table:
    """`fingerprints` and `values`: arrays of shape (rows, 8). Fingerprint 0 marks an empty slot."""

    fingerprints: npt.NDArray[np.unsignedinteger[Any]]
    values: npt.NDArray[np.unsignedinteger[Any]]

    def find(self, keys: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.intp], Integers]:
        """The indices of the keys that are in the table, in order, and their values."""
        row, fingerprint = _place(keys, len(self.fingerprints), self.fingerprints.dtype)
        # Repeated rather than broadcast: loops over eight slots at a time cost more than the copy.
        hits = (self.fingerprints.take(row, axis=0).ravel() == fingerprint.repeat(SLOTS)).nonzero()[0]
        which = hits >> 3
        place = row.take(which)
        place <<= 3
        hits &= 7
        place |= hits
        return which, self.values.ravel().take(place)


def build_table(
    keys: npt.NDArray[np.uint64],
    values: Integers,
    *,
    load: float,
    fingerprint: npt.DTypeLike = np.uint16,
    value: npt.DTypeLike = np.uint8,
) -> Table:
    """A table of the keys, given in order of importance (the most important first).

    `load`: keys per slot; at 0.85 about 6 % of the keys (the least important ones) find their row full.
    """
    rows = max(1, int(np.ceil(len(keys) / load / SLOTS)))
    table = Table(np.zeros((rows, SLOTS), dtype=fingerprint), np.zeros((rows, SLOTS), dtype=value))
    row, mark = _place(keys, rows, np.dtype(fingerprint))
    order = np.argsort(row, kind="stable")
    row, mark, values = row[order], mark[order], np.asarray(values)[order]
    slot = np.arange(len(row)) - np.searchsorted(row, row)
    fits = slot < SLOTS
    table.fingerprints[row[fits], slot[fits]] = mark[fits]
    table.values[row[fits], slot[fits]] = values[fits]
    return table


def _place(
    keys: npt.NDArray[np.uint64], rows: int, dtype: np.dtype[Any]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[Any]]:
    mixed = keys * _MULTIPLIER
    row = mixed >> _HALF
    mixed ^= row
    mixed *= _MULTIPLIER
    np.right_shift(mixed, _HALF, out=row)
    row *= np.uint64(rows)
    row >>= _HALF
    fingerprint = mixed.astype(dtype)  # the lowest bits
    np.maximum(fingerprint, 1, out=fingerprint)
    return row.view(np.int64), fingerprint
