"""Collocations counted by others: n-grams that belong together, for corpora that are too small to have met them.

A list of what is said does not say how texts run, so it is added to the counts of corpora with a weight of its own.
Three kinds of list are read: "words, tab, count" (Norvig's bigrams of the Google Web Trillion Word Corpus, PyPI
`wordsegment`); a JSON object whose keys are words and collocations joined by "_", the most frequent first (the
vocabulary of a word2vec model of computer science papers, PyPI `cso-classifier` 2.3.2); and WordNet's lemmas of several
words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import orjson

from spinlint.errors import InputError
from spinlint.lexicon.language_model import BITS
from spinlint.training.counting import Ngrams, merge

Collocation = tuple[tuple[str, ...], float]

_WEB = 1.4e-4
"""Weight of a count of the web corpus: "of the" then counts as often as in all our own corpora together."""
_RANKED = 1.5e6
"""Over its rank: the count of a collocation of which only the rank is known (Zipf), as in 20 million words."""
_LEMMA = 2.0


def read_collocations(path: Path) -> Iterator[Collocation]:
    """Words and weighted count of every collocation in a list. Raises InputError naming file and line."""
    if path.suffix == ".json":
        yield from _ranked(path)
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        phrase, _, count = line.partition("\t")
        try:
            yield tuple(phrase.lower().split()), float(count) * _WEB
        except ValueError:
            raise InputError(f"{path}:{number}: not words, a tab and a count") from None


def _ranked(path: Path) -> Iterator[Collocation]:
    try:
        tokens = orjson.loads(path.read_bytes())
    except orjson.JSONDecodeError as error:
        raise InputError(f"{path}: not JSON: {error}") from error
    for rank, token in enumerate(tokens, 1):
        yield tuple(token.lower().replace("-", "_").split("_")), _RANKED / rank


def read_lemmas(folder: Path) -> Iterator[Collocation]:
    """WordNet's lemmas of several words, from its `index.*` files."""
    for part in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"index.{part}").read_text(encoding="utf-8").splitlines():
            lemma = line.split(" ", 1)[0]
            if "_" in lemma:
                yield tuple(lemma.replace("-", "_").split("_")), _LEMMA


def count_collocations(collocations: Iterable[Collocation], numbers: Mapping[str, int]) -> tuple[Ngrams, Ngrams]:
    """Packed bigrams and trigrams of the collocations whose words are all known."""
    pairs: list[tuple[int, float]] = []
    triples: list[tuple[int, float]] = []
    for words, count in collocations:
        known = [numbers[word] for word in words if word in numbers]
        if len(known) == len(words):
            pairs += [(one << BITS | two, count) for one, two in pairwise(known)]
            triples += [
                (one << 2 * BITS | two << BITS | three, count)
                for one, two, three in zip(known, known[1:], known[2:], strict=False)
            ]
    return _summed(pairs), _summed(triples)


def _summed(counted: Sequence[tuple[int, float]]) -> Ngrams:
    keys = np.array([key for key, _ in counted], dtype=np.int64)
    counts = np.array([count for _, count in counted], dtype=np.float64)
    order = np.argsort(keys, kind="stable")
    return merge([(1.0, Ngrams(keys[order], counts[order]))]) if len(keys) else Ngrams(keys, counts)
