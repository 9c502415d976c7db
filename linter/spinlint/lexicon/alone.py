"""Substitutions that stand alone in a sound text: a tortured phrase in an abstract that somebody else wrote.

The word model weighs words as they are in text of which half is spun. Whether a single odd word in a sound text is to
be believed turns on combinations: a strong gain, but from a substitution that no spinner was seen to make, is a
writer's own choice of words. So the few words that a first look finds oddest are looked at once more, by boosted trees,
with all the evidence and what the surrounding text is about.
"""

from __future__ import annotations

import numpy as np

from spinlint.lexicon.decoder import COLUMNS, Evidence, Line
from spinlint.lexicon.language_model import Ids
from spinlint.lexicon.lexicon import Lexicon
from spinlint.lexicon.spin_weights import Floats
from spinlint.lexicon.trees import Numbers
from spinlint.lexicon.vectors import load_vectors
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
    said = (around >= 0) & inside
    company = (vectors.weighted(np.maximum(around, 0).ravel()).reshape(*around.shape, -1) * said[..., None]).sum(axis=1)
    keys = np.array([word_key(lexicon.words[each]) for each in original.tolist()], dtype=np.uint64)
    for place, word in ((1, line.words.key.take(index)), (2, keys)):
        row = vectors.rows(word)
        known = row >= 0
        own = vectors.weighted(np.maximum(row, 0))
        length = np.sqrt((own * own).sum(axis=1) * (company * company).sum(axis=1))
        topics[known, place] = ((own * company).sum(axis=1) / np.maximum(length, 1e-9))[known]
    both = (topics[:, 1:] > _UNKNOWN).all(axis=1)
    topics[both, 0] = topics[both, 2] - topics[both, 1]
    return topics


_WINDOW = np.array([step for step in range(-_AROUND, _AROUND + 1) if step])
