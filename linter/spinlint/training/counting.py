"""Counts n-grams of word numbers by sorting packed 64-bit keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.language_model import BITS, FIRST_WORD, NUMBER, UNKNOWN
from spinlint.text.words import NUMERIC, word_key
from spinlint.training.corpus import Source, Tokens

_NEVER = 0.2  # count of a word that no corpus has

Packed = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Words by falling weighted count; word i has the number FIRST_WORD + i."""

    words: list[str]
    keys: npt.NDArray[np.uint64]
    counts: Weights

    def number(self, tokens: Tokens) -> Packed:
        """The word number of every token."""
        order = np.argsort(self.keys)
        places = np.searchsorted(self.keys[order], tokens.keys)
        places[places == len(order)] = 0
        numbers = np.where(self.keys[order][places] == tokens.keys, order[places] + FIRST_WORD, UNKNOWN)
        numbers[(tokens.kinds & NUMERIC) != 0] = NUMBER
        return numbers.astype(np.int64)


@dataclass(frozen=True, eq=False)
class Ngrams:
    """Packed n-grams in ascending order with their weighted counts."""

    keys: Packed
    counts: Weights


def choose_vocabulary(
    sources: Sequence[tuple[Source, Tokens]], least: float, wanted: Mapping[str, float]
) -> Vocabulary:
    """The words without digits whose weighted count reaches `least`, or what is asked of a `wanted` word.

    A wanted word may be asked for no count at all: what spinners print ("essentialness") nobody writes.
    """
    counts: Counter[int] = Counter()
    spellings: dict[int, str] = {}
    for source, tokens in sources:
        for key, count in tokens.counts.items():
            counts[key] += count * source.weight  # type: ignore[assignment]
            spelling = tokens.spellings[key]
            if key not in spellings or (spellings[key] != spelling.lower() and spelling == spelling.lower()):
                spellings[key] = spelling
    asked = {word_key(word): (word, each) for word, each in wanted.items()}
    asked.pop(0, None)  # no single word
    for key, (word, each) in asked.items():
        if key not in counts and not each:
            counts[key], spellings[key] = _NEVER, word  # type: ignore[assignment]
    kept = [
        key
        for key, count in counts.items()
        if count >= min(least, asked[key][1] if key in asked else least) and spellings[key].replace("'", "").isalpha()
    ]
    kept.sort(key=lambda key: (-counts[key], key))
    kept = kept[: (1 << BITS) - FIRST_WORD]
    return Vocabulary(
        [_lemma(spellings[key]) for key in kept],
        np.array(kept, dtype=np.uint64),
        np.array([counts[key] for key in kept], dtype=np.float64),
    )


def _lemma(spelling: str) -> str:
    plain = spelling.replace("’", "'").lower()
    return plain[:-2] if plain.endswith("'s") and len(plain) > 3 else plain


def insert_breaks(numbers: Packed, gaps: npt.NDArray[np.uint8]) -> Packed:
    """The stream of words and breaks, as `language_model.stream` lays it out, without padding."""
    broken = gaps != 0
    places = np.arange(len(numbers)) + np.cumsum(broken)
    line = np.zeros(len(numbers) + int(broken.sum()), dtype=np.int64)
    line[places] = numbers
    line[places[broken] - 1] = gaps[broken]
    return line


def count_bigrams(line: Packed) -> Ngrams:
    """All pairs without an unknown word."""
    first, second = line[:-1], line[1:]
    return _count((first << BITS | second)[(first != UNKNOWN) & (second != UNKNOWN)])


def count_trigrams(line: Packed) -> Ngrams:
    """All triples of words or numbers, the last of which may be a break."""
    first, second, third = line[:-2], line[1:-1], line[2:]
    whole = (first >= NUMBER) & (second >= NUMBER) & (third != UNKNOWN)
    return _count((first << 2 * BITS | second << BITS | third)[whole])


def _count(packed: Packed) -> Ngrams:
    keys, counts = np.unique(packed, return_counts=True)
    return Ngrams(keys, counts.astype(np.float64))


def merge(parts: Iterable[tuple[float, Ngrams]]) -> Ngrams:
    """Add up weighted counts."""
    weighted = list(parts)
    keys = np.concatenate([part.keys for _, part in weighted])
    counts = np.concatenate([part.counts * weight for weight, part in weighted])
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    return Ngrams(keys[first], np.add.reduceat(counts, first))
