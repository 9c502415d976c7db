"""The filter that others put before a corpus, MinHash over whole documents, for comparison with ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rensa import RMinHash

from spinlint.text.document import Document

PERMUTATIONS = 128
SEED = 1

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MinHash:
    """A filter: words in a shingle, and the estimated Jaccard similarity from which on two documents are duplicates."""

    shingle: int
    least: float


FILTERS = {"MinHash, five words, 0.7": MinHash(5, 0.7), "MinHash, three words, 0.5": MinHash(3, 0.5)}
"""The setting that corpus builders use, and one that is lenient enough for one word in ten."""


def minhash_links(texts: Sequence[str], setting: MinHash) -> set[Pair]:
    """The pairs of texts (by number) that a filter calls duplicates. All are compared: no bucket loses one."""
    shingles = [_shingles(text, setting.shingle) for text in texts]
    rows = RMinHash.digest_matrix_from_token_sets(shingles, PERMUTATIONS, SEED).to_rows()
    signatures = np.array(rows, dtype=np.uint32)
    spoken = np.array([bool(each) for each in shingles])
    found: set[Pair] = set()
    for one in range(len(texts) - 1):
        if spoken[one]:
            alike = (signatures[one + 1 :] == signatures[one]).mean(axis=1)
            found.update(
                (one, one + 1 + int(each)) for each in ((alike >= setting.least) & spoken[one + 1 :]).nonzero()[0]
            )
    return found


def _shingles(text: str, size: int) -> list[str]:
    document = Document(text)
    words = [document.folded[span.start : span.end] for span in map(document.words.span, range(len(document.words)))]
    return [" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1))] if words else []
