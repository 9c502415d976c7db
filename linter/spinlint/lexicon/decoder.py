"""The noisy channel read backwards: for every word that may have been printed in place of another, the likeliest
original, and how much better the sentence takes it.

A spinner takes a word s that the writer chose and prints a synonym w. By Bayes, the odds that this happened are
P(context with s) / P(context with w) x P(w | s): the language model's gain and the channel's probability, in logs.
Two neighbours that were both replaced ("counterfeit consciousness") hide each other's originals; so neighbours that
are strangers to each other are read together as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.channel import Candidates
from spinlint.lexicon.language_model import FIRST_WORD, STRONG_BREAK, Ids, LanguageModel, pack
from spinlint.lexicon.lexicon import Lexicon
from spinlint.lexicon.line import Line, Mask, read_line
from spinlint.lexicon.neighbours import Grid, marginals, read_pairs, starts, strangers
from spinlint.text.words import CAPITALISED, JOINED, STRONG

__all__ = ["COLUMNS", "FIRST_FLAG", "Evidence", "Line", "flags", "read_line", "weigh", "with_candidates"]

Floats = npt.NDArray[np.float32]

MOST_CANDIDATES = 10
"""Candidates tried for a word, the likeliest first."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """The words that were looked into (`index`, ascending), the number of the likeliest `original` of each, one row of
    numbers for each, columns as in COLUMNS, and whether it was read together with the next word (`paired`)."""

    index: Ids
    original: Ids
    rows: Floats
    paired: Mask


COLUMNS = (
    "gain",  # log P(window with the original) - log P(window with the printed word)
    "channel",  # log P(printed | original)
    "others",  # how much the other candidates add to the best one's odds, in logs
    "left",  # pointwise mutual information of the printed word with its left context, in nats
    "right",  # the same of the next word with the printed one
    "original_left",
    "original_right",
    "frequency",  # log relative frequency of the printed word
    "original_frequency",
    "propensity",  # log odds, text apart, that the word was printed by a spinner rather than written
    "pair_gain",  # by how much reading a neighbour backwards too raises the total; 0 where it does not
    "pair_channel",  # channel of that neighbour; 0 where it does not
    "observed",  # how often a real spinner was seen to print this for that: 0 never to 3 often
    "marginal",  # log odds that the word was changed, against all readings of it and its neighbours
    "name",  # from here on yes or no: capitalised within a sentence
    "after_break",
    "before_break",
    "seen_left",  # printed word and left neighbour are a known bigram
    "seen_right",
    "original_seen_left",
    "original_seen_right",
    "term",  # the original makes an established term with a neighbour
)
FIRST_FLAG = COLUMNS.index("name")


def with_candidates(line: Line, lexicon: Lexicon) -> Ids:
    """The indices of the words that may have been printed for another."""
    return ((line.numbers >= FIRST_WORD) & lexicon.channel.has_candidates(line.numbers)).nonzero()[0]


def weigh(line: Line, index: Ids, lexicon: Lexicon, most: int | Ids = MOST_CANDIDATES) -> Evidence:
    """Read the words at `index` backwards, one by one and in pairs. `most`: candidates tried for each, at least one."""
    if not len(index):
        return Evidence(index, index, np.zeros((0, len(COLUMNS)), dtype=np.float32), np.zeros(0, dtype=bool))
    model, frequency = lexicon.model, lexicon.model.frequency
    at = line.places.take(index)
    candidates = lexicon.channel.candidates(line.numbers.take(index), most)
    row, written = candidates.row, candidates.written
    grid = strangers(line, index, at, candidates.start)
    fits, follows, joint, fits_seen, follows_seen, gain = _try(line, at, candidates, grid, model)
    total = gain + candidates.log_probability
    best, top, others = _best_of_each(total, row, candidates.start[:-1])
    here = fits + candidates.log_probability - line.score.take(at).take(row)
    pair = read_pairs(len(index), grid, here, total - fits, joint, top, candidates, lexicon)
    best = np.where(pair.partner_gain > 0, pair.choice, best)
    printed, original = line.numbers.take(index), written.take(best)
    own, original_own, next_own = (frequency.take(each) for each in (printed, original, line.stream.take(at + 1)))
    rows = _stack(
        (
            gain.take(best),
            candidates.log_probability.take(best),
            others,
            line.score.take(at) - own,
            line.score.take(at + 1) - next_own,
            fits.take(best) - original_own,
            follows.take(best) - next_own,
            own,
            original_own,
            lexicon.propensity(printed),
            pair.partner_gain,
            pair.partner_channel,
            candidates.observed.take(best),
            marginals(index, at, top, grid.left, pair.joint),
            *flags(line, index),
            fits_seen.take(best),
            follows_seen.take(best),
            pair.term | _makes_term(line, at, original, lexicon),
        ),
        len(index),
    )
    return Evidence(index, original, rows, pair.with_next)


def _stack(columns: Iterable[npt.NDArray[Any]], length: int) -> Floats:
    """Columns of any type as one array of shape (length, columns)."""
    stacked = np.empty((len(COLUMNS), length), dtype=np.float32)
    for place, column in enumerate(columns):
        stacked[place] = column
    return stacked.T


def _makes_term(line: Line, at: Ids, original: Ids, lexicon: Lexicon) -> Mask:
    """Whether each original makes an established term with the word before or after it."""
    first = np.concatenate((line.stream.take(at - 1), original))
    known = lexicon.is_term(first, np.concatenate((original, line.stream.take(at + 1))))
    return known[: len(at)] | known[len(at) :]


def _try(
    line: Line, at: Ids, candidates: Candidates, grid: Grid, model: LanguageModel
) -> tuple[Floats, Floats, Floats, Mask, Mask, Floats]:
    """How each candidate fits behind its left neighbour, how the next word follows it, and how the combinations of the
    grid stand together; whether the first two are known bigrams; and by how much the window gains.

    One look-up for all: every call of the model has its price."""
    row, written = candidates.row, candidates.written
    left, right, end = line.stream.take(at - 1), line.stream.take(at + 1), line.stream.take(at + 2)
    before, after = left.take(row), right.take(row)
    no_word = np.zeros(len(at), dtype=np.int64)
    scores, seen = model.score_and_seen(
        np.concatenate((line.stream.take(at - 2).take(row), before, no_word, left.take(grid.left).take(grid.pair))),
        np.concatenate((before, written, right, written.take(grid.one))),
        np.concatenate((written, after, end, written.take(grid.other))),
    )
    count = len(row)
    beyond = 2 * count + len(at)
    fits, follows, last = scores[:count], scores[count : 2 * count], scores[2 * count : beyond]
    gain = fits + follows - (line.score.take(at) + line.score.take(at + 1)).take(row)
    # What follows the next word changes with a candidate only where the two are a known bigram.
    known = ((right > STRONG_BREAK) & line.seen.take(at + 2)).take(row).nonzero()[0]
    word = row.take(known)
    reached = last.take(word)
    which, kept = model.kept_trigrams(written.take(known), pack(right, end).take(word))
    reached[which] = kept
    gain[known] += reached - line.score.take(at + 2).take(word)
    return fits, follows, scores[beyond:], seen[:count], seen[count : 2 * count], gain


def flags(line: Line, index: Ids) -> tuple[Mask, Mask, Mask, Mask, Mask]:
    """The columns from `name` to `seen_right`."""
    at = line.places.take(index)
    after = at + 1
    gap = line.words.gap.take(index)
    name = ((line.words.kind.take(index) & CAPITALISED) != 0) & (gap != STRONG)
    return name, gap != JOINED, line.stream.take(after) <= STRONG_BREAK, line.seen.take(at), line.seen.take(after)


def _best_of_each(total: Floats, row: Ids, first: Ids) -> tuple[Ids, Floats, Floats]:
    """Per row: the place of its highest total, that total, and log-sum-exp above it. Rows are ascending, none empty;
    `first`: where each starts."""
    top = np.maximum.reduceat(total, first)
    below = total - top.take(row)
    best = (below == 0).nonzero()[0]
    if len(best) > len(first):
        best = best.take(starts(row.take(best)))  # of equals, the likelier by the channel
    others = np.log(np.add.reduceat(np.exp(below), first))
    return best, top, others
