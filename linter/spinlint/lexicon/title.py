"""Whether the title of a document goes with its body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from spinlint.lexicon.overlap import informative
from spinlint.lexicon.vectors import load_vectors
from spinlint.text.blocks import find_blocks
from spinlint.text.document import Document

TITLE_WORDS = (4, 20)
"""The least and the most words in a title."""
_TELLING = 3
"""Informative words of a title that the body must lack."""
_IDF = 3.5
"""How informative a word is from which on its meaning counts."""
_STOPS = frozenset(".,;:!")


@dataclass(frozen=True, slots=True)
class TitleFit:
    """How a title goes with its body: the share of its informative words, by weight, that the body lacks, and the
    cosine of both in meaning (-1 to 1)."""

    absent: float
    nearness: float


def fit_of_title(document: Document) -> TitleFit | None:
    """A fact: how the title goes with the body.

    None where the document has no title (a first block of 4 to 20 words without a stop, three of them informative), and
    where fewer than three of the title's informative words are absent from the body.
    """
    blocks = document.fact(find_blocks)
    if len(blocks) < 3:
        return None
    words = int(blocks.last[0])
    if not TITLE_WORDS[0] <= words <= TITLE_WORDS[1] or document.prose[blocks.end[0] - 1] in _STOPS:
        return None
    telling, told, slot = document.fact(informative)
    above = int(telling.searchsorted(words))
    body = set(slot[above:].tolist())
    title = zip(told[:above].tolist(), slot[:above].tolist(), strict=True)
    absent = [weight for weight, each in title if each not in body]
    if len(absent) < _TELLING:
        return None
    return TitleFit(sum(absent) / float(told[:above].sum()), _cosine(document, words))


def _cosine(document: Document, words: int) -> float:
    vectors = load_vectors()
    if vectors is None:
        return 1.0
    rows = vectors.rows(document.words.key)
    title, body = rows[:words], rows[words:]
    title = title[title >= 0]
    one = vectors.weighted(title[vectors.idf[title] > _IDF]).sum(axis=0)
    other = vectors.weighted(body[body >= 0]).sum(axis=0)
    return float(one @ other / np.sqrt(np.maximum((one @ one) * (other @ other), 1e-9)))
