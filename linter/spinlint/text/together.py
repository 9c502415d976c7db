"""Several documents read at once: an array operation has its price, and one over a row of pages pays it once.

What a document gets this way is what it would have worked out alone, to the last bit: texts stand in the row with a
line end between them, no word reaches across it, and offsets count from the start of each text again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from spinlint.text import characters
from spinlint.text.spans import Offsets
from spinlint.text.words import Words, read_words

if TYPE_CHECKING:
    from spinlint.text.document import Document

ROW = 100_000
"""Characters that are read at once, and documents: so many stay in the caches of a processor."""
MOST = 256
_BETWEEN = "\n"


def in_rows(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """The documents in groups that are worth reading together."""
    row: list[Document] = []
    size = 0
    for document in documents:
        if row and (size + len(document.text) > ROW or len(row) == MOST):
            yield row
            row, size = [], 0
        row.append(document)
        size += len(document.text)
    if row:
        yield row


def read_words_together(documents: Sequence[Document]) -> None:
    """Work out the code points and the words of all documents that have not been asked for them yet."""
    documents = [document for document in documents if "words" not in vars(document)]
    prose = [document.prose for document in documents]
    lengths = np.fromiter(map(len, prose), dtype=np.intp, count=len(prose))
    start = bounds_of(lengths + len(_BETWEEN))[:-1]
    codes = characters.encode(_BETWEEN.join(prose))
    for document, first, length in zip(documents, start.tolist(), lengths.tolist(), strict=True):
        vars(document)["codes"] = codes[first : first + length]
    for document, words in zip(documents, _cut(read_words(codes, start), start), strict=True):
        vars(document)["words"] = words


def _cut(row: Words, start: Offsets) -> list[Words]:
    """The words of each text, with offsets into it."""
    bounds = np.append(row.start.searchsorted(start), len(row))
    moved = start.repeat(bounds[1:] - bounds[:-1])
    starts, ends = row.start - moved, row.end - moved
    return [
        Words(starts[here], ends[here], row.key[here], row.kind[here], row.gap[here])
        for here in map(slice, bounds[:-1].tolist(), bounds[1:].tolist())
    ]


def join_words(parts: Sequence[Words]) -> tuple[Words, Offsets]:
    """The words of several texts as one table, and where those of each start in it, and their end; offsets stay those
    into each text."""
    bounds = bounds_of(np.fromiter(map(len, parts), dtype=np.intp, count=len(parts)))
    if len(parts) == 1:
        return parts[0], bounds
    row = Words(
        np.concatenate([each.start for each in parts]),
        np.concatenate([each.end for each in parts]),
        np.concatenate([each.key for each in parts]),
        np.concatenate([each.kind for each in parts]),
        np.concatenate([each.gap for each in parts]),
    )
    return row, bounds


def bounds_of(sizes: Offsets) -> Offsets:
    """Where each of several stretches in a row starts, and the end of the last."""
    bounds = np.zeros(len(sizes) + 1, dtype=np.intp)
    sizes.cumsum(out=bounds[1:])
    return bounds
