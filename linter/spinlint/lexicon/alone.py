"""Substitutions that stand alone in a sound text: a tortured phrase in an abstract that somebody else wrote.

The word model weighs words as they are in text of which half is spun. Whether a single odd word in a sound text is to
be believed turns on combinations: a strong gain, but from a substitution that no spinner was seen to make, is a
writer's own choice of words. So the few words that a first look finds oddest are looked at once more, by boosted trees,
with all the evidence and what the surrounding text is about.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from spinlint.lexicon.decoder import COLUMNS, Evidence, Line
from spinlint.lexicon.language_model import Ids
from spinlint.lexicon.lexicon import Lexicon
from spinlint.lexicon.line import Mask
from spinlint.lexicon.spin_weights import Floats
from spinlint.lexicon.trees import Numbers
from spinlint.lexicon.vectors import Rows, WordVectors, load_vectors
from spinlint.text.words import word_key

ALONE_COLUMNS = (
    *COLUMNS,
    "score",  # of the word model
    "near",  # the highest score within three words
    "document",  # log odds that the document is spun
    "topic",  # by how much the original is nearer to the text around than the printed word; cosines
    "printed_topic",
    "original_topic",
)
_AROUND = 15  # words on either side that say what the text is about; 8 and 25 find as many phrases
_UNKNOWN = -0.3  # the cosine of a word without a vector: no real one is as low


def alone_rows(
    line: Line, evidence: Evidence, odd: Ids, score: Floats, near: Floats, document: Floats, lexicon: Lexicon
) -> Numbers:
    """One row for each odd word (places in the evidence), columns as in ALONE_COLUMNS. The other arguments are per
    word of the evidence."""
    rows = np.empty((len(odd), len(ALONE_COLUMNS)))
    rows[:, : len(COLUMNS)] = evidence.rows.take(odd, axis=0)
    for place, column in enumerate((score, near, document), len(COLUMNS)):
        rows[:, place] = column.take(odd)
    rows[:, -3:] = _topics(line, evidence.index.take(odd), evidence.original.take(odd), lexicon)
    return rows


def _topics(line: Line, index: Ids, original: Ids, lexicon: Lexicon) -> Floats:
    """The last three columns: cosines between the printed word, its original, and the words around."""
    topics = np.full((len(index), 3), _UNKNOWN, dtype=np.float32)
    topics[:, 0] = 0.0
    vectors = load_vectors()
    if vectors is None or not len(index):
        return topics
    text = line.text.take(index)
    window = index[:, None] + _WINDOW
    inside = (window >= line.bounds.take(text)[:, None]) & (window < line.bounds.take(text + 1)[:, None])
    around = vectors.rows(line.words.key.take(window, mode="clip"))
    company = _company(vectors, around, (around >= 0) & inside)
    words = lexicon.words
    keys = np.array([_key(words[each]) for each in original.tolist()], dtype=np.uint64)
    for place, word in ((1, line.words.key.take(index)), (2, keys)):
        row = vectors.rows(word)
        known = row >= 0
        own = vectors.weighted(np.maximum(row, 0))
        length = np.sqrt((own * own).sum(axis=1) * (company * company).sum(axis=1))
        topics[known, place] = ((own * company).sum(axis=1) / np.maximum(length, 1e-9))[known]
    both = (topics[:, 1:] > _UNKNOWN).all(axis=1)
    topics[both, 0] = topics[both, 2] - topics[both, 1]
    return topics


_key = lru_cache(maxsize=4096)(word_key)  # the same originals come back


def _company(vectors: WordVectors, around: Rows, said: Mask) -> Floats:
    """The sum of the vectors of the words around each word, of those that are `said`."""
    company = np.empty((len(around), vectors.dimensions), dtype=np.float32)
    for start in range(0, len(around), _BLOCK):
        here = slice(start, start + _BLOCK)
        rows = np.maximum(around[here], 0)
        each = vectors.bytes.take(rows, axis=0).astype(np.float32)
        each *= (vectors.scale.take(rows) * said[here])[..., None]
        each.sum(axis=1, out=company[here])
    return company


_BLOCK = 32  # words whose surroundings fit into the cache of a processor
_WINDOW = np.array([step for step in range(-_AROUND, _AROUND + 1) if step])
