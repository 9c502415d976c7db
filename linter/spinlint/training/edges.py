"""The channel: which printed word stands for which written one, and with what probability.

Candidates come from thesauri, carried over to inflected forms, and from our own list of what spinners print. How
likely a spinner is to choose one is learnt from the substitutions that real spinners made: a logistic regression over
where a candidate stands and how common its words are, normalised over all candidates of a written word, and mixed
with the observed share of the pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from spinlint.lexicon.language_model import BITS
from spinlint.training.morphology import Inflection
from spinlint.training.thesaurus import Pair, Relation

Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

MOST_PER_WORD = 14
LEAST_PROBABILITY = 5e-4
COMMONEST = 150
"""A thesaurus alone is not believed on the commonest words: function words stand in it in odd senses."""
_TRUST = 3.0  # an observed share counts as much as the prior after this many observations of the written word
_ENDINGS = ("ing", "ed", "ly", "tion", "ment", "ness", "ity", "able", "ous", "ive", "al", "er", "s")


@dataclass(frozen=True, eq=False)
class Edges:
    """Columns, sorted by printed word and falling likelihood."""

    printed: Numbers
    written: Numbers
    log_probability: Floats
    times_observed: Floats


def collect(
    lemmas: Iterable[tuple[Pair, Relation]], listed: Iterable[Pair], numbers: Mapping[str, int], inflection: Inflection
) -> dict[tuple[int, int], int]:
    """Candidate edges between word numbers with the bits of the relations that speak for them."""
    relations: dict[Pair, int] = defaultdict(int)
    for pair, relation in lemmas:
        relations[pair] |= relation
    forms: dict[str, dict[str, list[int]]] = {}

    def numbered(lemma: str) -> dict[str, list[int]]:
        if lemma not in forms:
            known = {
                label: sorted(numbers[form] for form in each if form in numbers)
                for label, each in inflection.forms(lemma).items()
            }
            forms[lemma] = {label: each for label, each in known.items() if each}
        return forms[lemma]

    edges: dict[tuple[int, int], int] = defaultdict(int)
    for (printed, written), bits in relations.items():
        theirs = numbered(written)
        for label, each in numbered(printed).items():
            for form in each:
                for other in theirs.get(label, ()):
                    if form != other:
                        edges[form, other] |= bits
    for printed, written in listed:
        if printed in numbers and written in numbers and printed != written:
            edges[numbers[printed], numbers[written]] |= Relation.SPINNER
    return dict(edges)


class ChannelLearner:
    """Learns channels over one set of candidates from different sets of observed substitutions."""

    def __init__(self, candidates: Mapping[tuple[int, int], int], words: list[str], frequency: Floats) -> None:
        common = set(np.argsort(-frequency)[:COMMONEST].tolist())
        table = np.array(
            [
                (one, other, bits)
                for (one, other), bits in candidates.items()
                if bits & Relation.SPINNER or (one not in common and not _is_one_thing(words[one], words[other]))
            ],
            dtype=np.int64,
        )
        self._table = table[np.argsort(table[:, 0] << BITS | table[:, 1])]
        self._codes = self._table[:, 0] << BITS | self._table[:, 1]
        self._words = words
        self.numbers = {word: number for number, word in enumerate(words) if word}
        self._frequency = frequency
        self._features = _features(self._table, words, frequency)

    def learn(self, observed: Counter[Pair]) -> Edges:
        """P(printed | written) for all candidates and observed pairs; the likeliest are kept."""
        numbers = self.numbers
        seen = {
            numbers[one] << BITS | numbers[other]: count
            for (one, other), count in sorted(observed.items())
            if one in numbers and other in numbers
        }
        counts = np.zeros(len(self._codes))
        extra: list[tuple[int, int]] = []
        for code, count in seen.items():
            at = int(np.searchsorted(self._codes, code))
            if at < len(self._codes) and self._codes[at] == code:
                counts[at] = count
            else:
                extra.append((code, count))
        weight = np.exp(self._features @ _fit(self._features, counts > 0, self._table[:, 1]))
        more = np.array(extra, dtype=np.int64).reshape(-1, 2)
        printed = np.concatenate((self._table[:, 0], more[:, 0] >> BITS))
        written = np.concatenate((self._table[:, 1], more[:, 0] & ((1 << BITS) - 1)))
        counts = np.concatenate((counts, more[:, 1]))
        weight = np.concatenate((weight, np.full(len(more), weight.min())))  # only seen: no dictionary knows it
        return _select(printed, written, _mix(counts, weight, written, len(self._words)), counts, self._frequency)


def _mix(counts: Floats, weight: Floats, written: Numbers, words: int) -> Floats:
    prior = weight / np.bincount(written, weight, words)[written]
    total = np.bincount(written, counts, words)[written]
    share = total / (total + _TRUST)
    mixed: Floats = share * counts / np.maximum(total, 1) + (1 - share) * prior
    return mixed


_VARIANTS: tuple[tuple[str, str], ...] = (
    ("our", "or"), ("ise", "ize"), ("isa", "iza"), ("isi", "izi"), ("yse", "yze"), ("ysi", "yzi"), ("tre", "ter"),
    ("ae", "e"), ("oe", "e"), ("ll", "l"), ("grey", "gray"), ("ence", "ense"), ("ogue", "og"), ("amme", "am"),
    ("'", ""),
)  # fmt: skip
_COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty forty",
    "hundred thousand million billion trillion dozen first second third fourth fifth sixth seventh eighth ninth",
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august",
    "september october november december north south east west northern southern eastern western",
)
_SERIES = frozenset(word for line in _COUNTED for word in line.split())


def _is_one_thing(one: str, other: str) -> bool:
    """Pairs that no language model can judge: spellings of one word (British and American), members of a series
    (numbers, months, ...), abbreviations."""
    if len(other) < 3 or (one in _SERIES and other in _SERIES):
        return True
    if one[:1] != other[:1]:
        return False
    for british, american in _VARIANTS:
        one, other = one.replace(british, american), other.replace(british, american)
    return one == other


def _features(table: Numbers, words: list[str], frequency: Floats) -> Floats:
    printed, written, bits = table.T
    ending = np.array([next((at for at, each in enumerate(_ENDINGS, 1) if word.endswith(each)), 0) for word in words])
    columns: list[Any] = [(bits & relation) > 0 for relation in Relation]
    one, other = frequency[printed] / 10, frequency[written] / 10
    dictionary = (bits & (Relation.SYNSET | Relation.SIMILAR)) > 0
    moby = bits & (Relation.MOBY | Relation.MOBY_BACK)
    columns += [moby == (Relation.MOBY | Relation.MOBY_BACK), dictionary & (moby > 0)]
    columns += [one, other, one**2, np.abs(one - other), ending[printed] == ending[written]]
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


def _fit(features: Floats, chosen: npt.NDArray[np.bool_], written: Numbers) -> Floats:
    """Weights that tell the printed words that were seen from the other candidates of the same written words."""
    asked = np.isin(written, written[chosen])
    model = LogisticRegression(C=10.0, max_iter=2000).fit(features[asked], chosen[asked])
    weights: Floats = model.coef_[0]
    return weights


def _select(printed: Numbers, written: Numbers, probability: Floats, counts: Floats, frequency: Floats) -> Edges:
    # What spinners were seen to do comes first: of less suspicious words nothing else is tried.
    order = np.lexsort((written, -(np.log(probability) + 0.5 * frequency[written]), counts == 0, printed))
    printed, written, probability, counts = printed[order], written[order], probability[order], counts[order]
    rank = np.arange(len(printed)) - np.searchsorted(printed, printed)
    kept = (rank < MOST_PER_WORD) & (probability > LEAST_PROBABILITY)
    return Edges(printed[kept], written[kept], np.log(probability[kept]), counts[kept])
