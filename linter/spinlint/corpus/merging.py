"""Indexes that are kept between runs: what new documents are compared with, and what the accepted ones join."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import numpy.typing as npt
import orjson

from spinlint.corpus.fingerprints import TABLES
from spinlint.corpus.index import PARTITIONS, Index

Mask = npt.NDArray[np.bool_]


class Reference:
    """A kept index, without the documents that the inputs of this run replace.

    A document of an input that is screened again is not its own duplicate: whatever an earlier run took from an input
    of the same name gives way to what is there now.
    """

    def __init__(self, folder: Path, replaced: frozenset[str]) -> None:
        aside, unfinished = (folder.with_name(folder.name + end) for end in (".old", ".new"))
        if aside.exists() and not folder.exists():
            aside.rename(folder)  # killed between the two steps of `_swap`
        for leftover in (aside, unfinished):
            shutil.rmtree(leftover, ignore_errors=True)
        self.index = Index(folder)
        kept = np.array([_name(packed) not in replaced for packed in self.index.packed()], dtype=bool)
        if not kept.all():
            compact = Index(unfinished)
            copy(self.index, compact, kept)
            compact.commit()
            _swap(folder, unfinished, aside)
            self.index = Index(folder)

    def take_in(self, run: Index, accepted: Mask) -> None:
        """Add the accepted documents of a run."""
        copy(run, self.index, accepted)
        self.index.commit()


def copy(source: Index, target: Index, kept: Mask) -> None:
    """Add those documents of an index to another that are to be kept."""
    numbers = (np.cumsum(kept) - 1 + target.documents).astype(np.uint32)
    for table in TABLES:
        for part in range(PARTITIONS):
            rows = source.rows(table, part)
            rows = rows[kept[rows["document"]]]
            rows["document"] = numbers[rows["document"]]
            target.add_rows(table, rows)
    packed = source.packed()
    for number in np.flatnonzero(kept).tolist():
        target.add_packed(packed[number])


def _swap(folder: Path, unfinished: Path, aside: Path) -> None:
    """Put a finished index in the place of another; at every moment one of them is whole and its name known."""
    folder.rename(aside)
    unfinished.rename(folder)
    shutil.rmtree(aside)


def _name(packed: bytes) -> str:
    length = int.from_bytes(packed[:4], "little")
    name: str = orjson.loads(packed[4 : 4 + length])[0]
    return name
