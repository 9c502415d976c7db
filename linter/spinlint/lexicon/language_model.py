"""A trigram language model in mapped tables, read for whole arrays of words at once.

Probabilities are interpolated Kneser-Ney (Chen & Goodman 1999) where an n-gram was kept; a word after a context in
which it was not kept falls back to the shorter context with a constant factor (Brants et al. 2007, "stupid backoff"),
which needs no weight per context and loses little where scores are only compared with one another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.table import Table
from spinlint.text.words import NUMERIC, Words

Ids = npt.NDArray[np.int64]
LogProbabilities = npt.NDArray[np.float32]

# Word numbers that stand for no single word. The first three come from what stands between words.
UNKNOWN, WEAK_BREAK, STRONG_BREAK, NUMBER = 0, 1, 2, 3
FIRST_WORD = 16
BITS = 17  # of a word number

LOWEST = -18.0  # natural log of the smallest probability that is told apart
SCALE: LogProbabilities = np.linspace(LOWEST, 0.0, 256, dtype=np.float32)
BACKOFF = np.float32(np.log(0.5))


def quantise(log_probability: npt.NDArray[np.floating]) -> npt.NDArray[np.uint8]:
    """The nearest step of SCALE (0.07 nats apart)."""
    steps: npt.NDArray[np.uint8] = np.rint((np.clip(log_probability, LOWEST, 0.0) / LOWEST - 1.0) * -255.0).astype(
        np.uint8
    )
    return steps


@dataclass(frozen=True, eq=False)
class LanguageModel:
    """Word numbers and their probabilities.

    `vocabulary`: word keys to numbers; `bigrams`, `trigrams`: packed numbers to steps of SCALE;
    `backoff`: per word, log of the mass that its contexts leave to unseen words; `continuation`: per word, log of
    the probability to follow a context in which it was not seen; `frequency`: per word, log of its relative frequency.
    """

    vocabulary: Table
    bigrams: Table
    trigrams: Table
    backoff: LogProbabilities
    continuation: LogProbabilities
    frequency: LogProbabilities

    def number(self, words: Words) -> Ids:
        """The number of every word: UNKNOWN where the vocabulary lacks it, NUMBER for digits."""
        numbers = np.zeros(len(words), dtype=np.int64)
        which, values = self.vocabulary.find(words.key)
        numbers[which] = values
        numbers[(words.kind & NUMERIC) != 0] = NUMBER
        return numbers

    def score_and_seen(self, before: Ids, context: Ids, word: Ids) -> tuple[LogProbabilities, npt.NDArray[np.bool_]]:
        """log P(word | before, context), elementwise, and whether (context, word) was kept as a bigram."""
        pair = pack(context, word)
        found, steps = self.bigrams.find(pair)
        result = self.backoff.take(context) + self.continuation.take(word)
        result[found] = SCALE.take(steps)
        result += BACKOFF
        seen = np.zeros(len(pair), dtype=bool)
        seen[found] = True
        # A kept trigram is made of kept bigrams; few triples are left to look up.
        before = before.take(found)
        told = (before >= NUMBER).nonzero()[0]
        found = found.take(told)
        which, kept = self.kept_trigrams(before.take(told), pair.take(found))
        result[found.take(which)] = kept
        return result, seen

    def kept_trigrams(self, before: Ids, pair: npt.NDArray[np.uint64]) -> tuple[Ids, LogProbabilities]:
        """The indices of the trigrams that were kept, and log P of the last word of each; `pair`: the packed numbers of
        the last two."""
        which, steps = self.trigrams.find(pack(before, pair))
        return which, SCALE.take(steps)


def pack(first: Ids, rest: npt.NDArray[np.generic]) -> npt.NDArray[np.uint64]:
    """One key from a word number and a word number or packed pair that follows it."""
    shift = BITS if rest.dtype == np.int64 else 2 * BITS
    return (first.view(np.uint64) << np.uint64(shift)) | rest.view(np.uint64)


def stream(numbers: Ids, gaps: npt.NDArray[np.uint8], text: Ids) -> tuple[Ids, Ids]:
    """The words with the breaks between them as words of their own, and each word's place in that stream.

    `text`: the number of the text that each word stands in, ascending. Two strong breaks stand before the first word
    of each and three after its last, so that every word has two neighbours, and none of another text.
    """
    broken = gaps != 0
    where = broken.nonzero()[0]
    places = broken.cumsum()
    places += np.arange(1, len(numbers) + 1)
    places += text * BREAKS_BETWEEN
    size = int(places[-1]) + 4 if len(places) else 4
    line = np.full(size, STRONG_BREAK, dtype=np.int64)
    line[places] = numbers
    line[places.take(where) - 1] = gaps.take(where)
    return line, places


BREAKS_BETWEEN = 4
"""Strong breaks between two texts of a stream, beside the one that is before every first word."""
