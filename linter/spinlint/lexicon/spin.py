"""What the noisy channel says of a document: which words were printed for which, and how surely.

Four steps, each learnt from labelled text (see `spinlint.training.spin_model`, weights in `spin.json`). A gate looks
at all words by what they cost the language model and passes the suspicious ones on; the decoder reads those backwards
and a word model weighs its evidence; the document as a whole decides how far single words are believed: in a spun text
most suspicions are right; in a text without other signs the few oddest words are judged once more, each by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.alone import alone_rows
from spinlint.lexicon.decoder import COLUMNS, Line, read_line, weigh
from spinlint.lexicon.gate import pass_gate
from spinlint.lexicon.language_model import Ids
from spinlint.lexicon.lexicon import Lexicon, current_lexicon
from spinlint.lexicon.spin_weights import Floats, load_spin_model
from spinlint.lexicon.verdict import document_score, either, explained, posterior_columns, score_words
from spinlint.text.document import Document
from spinlint.text.row import join_words
from spinlint.text.words import Words

_LEFT_TIE = COLUMNS.index("original_left")  # the right one is the next column
_EXPLAINED = 4.0  # log odds that a word loses when its neighbour explains why it looks odd


@dataclass(frozen=True, eq=False)
class SpinReading:
    """The suspicious words of a document.

    `index`: their places in `words` (ascending); `original_number`: of the likely originals; `log_odds`: that the
    word was substituted, given the whole document; `ties`: shape (n, 2), how much more often the original stands
    beside its left and its right neighbour than chance has it, in nats; `paired`: whether the word was read together
    with the next one; `document`: log odds that the document is spun; `surest`: the highest of `log_odds`;
    `likely`: how many of them are above 0; `expected`: the sum of the probabilities, that is how many words were
    substituted.
    """

    words: Words
    index: Ids
    original_number: Ids
    log_odds: Floats
    ties: Floats
    paired: npt.NDArray[np.bool_]
    document: float
    surest: float
    likely: int
    expected: float
    lexicon: Lexicon

    @cached_property
    def original(self) -> tuple[str, ...]:
        """The spellings: read when asked for, since hardly any suspicion becomes a finding."""
        words = self.lexicon.words
        return tuple(words[each] for each in self.original_number.tolist())


def read_spin(document: Document) -> SpinReading:
    """The reading of a document; a fact for `Document.fact`. English only: callers look at the language."""
    line = document.fact(lexicon_line)
    return next(read_spins(line, [line.words]))


def lexicon_line(document: Document) -> Line:
    """The document as the language model reads it; a fact that other rooms share."""
    return read_line(document.words, current_lexicon().model)


def read_together(documents: Sequence[Document]) -> None:
    """Work out both facts for all documents at once. English only, and none without words."""
    if not documents:
        return
    parts = [document.words for document in documents]
    words, bounds = join_words(parts)
    row = read_line(words, current_lexicon().model, bounds)
    for document, line, reading in zip(documents, row.cut(parts), read_spins(row, parts), strict=True):
        document.tell(lexicon_line, line)
        document.tell(read_spin, reading)


def read_spins(line: Line, parts: Sequence[Words]) -> Iterator[SpinReading]:
    """The reading of each text of a line; `parts`: its words."""
    lexicon = current_lexicon()
    model = load_spin_model(lexicon.folder)
    suspects, gate, most = pass_gate(line, lexicon, model)
    evidence = weigh(line, suspects, lexicon, most)
    score, look = score_words(evidence, model)
    spun = document_score(line, evidence, score, gate, model)
    columns = posterior_columns(line, evidence, score, spun)
    log_odds = model.posterior.score(columns)
    odd = (look > model.odd).nonzero()[0]
    if len(odd):
        rows = alone_rows(line, evidence, odd, score, columns["near"], columns["document"], lexicon)
        log_odds[odd] = either(columns["document"].take(odd), log_odds.take(odd), model.alone.odds(rows))
    log_odds[explained(line, evidence)] -= _EXPLAINED
    ties = evidence.rows[:, _LEFT_TIE : _LEFT_TIE + 2]
    cuts = suspects.searchsorted(line.bounds)
    of_each = (line.bounds[:-1], cuts[:-1], cuts[1:], spun, *_summed_up(log_odds, cuts))
    for words, begin, first, last, document, surest, likely, expected in zip(
        parts, *[column.tolist() for column in of_each], strict=True
    ):
        here = slice(first, last)
        yield SpinReading(
            words,
            suspects[here] - begin,
            evidence.original[here],
            log_odds[here],
            ties[here],
            evidence.paired[here],
            document,
            surest,
            likely,
            expected,
            lexicon,
        )


def _summed_up(log_odds: Floats, bounds: Ids) -> tuple[Floats, Ids, Floats]:
    """Of each stretch: the highest log odds (without any, minus infinity), how many are above 0, and the sum of the
    probabilities."""
    highest, likely, expected = (
        np.full(len(bounds) - 1, -np.inf),
        np.zeros(len(bounds) - 1, int),
        np.zeros(len(bounds) - 1),
    )
    filled = (bounds[1:] > bounds[:-1]).nonzero()[0]
    if len(filled):
        start = bounds.take(filled)
        highest[filled] = np.maximum.reduceat(log_odds, start)
        likely[filled] = np.add.reduceat((log_odds > 0).astype(np.int64), start)
        # 1 / (1 + exp(-x)), without an overflow at either end.
        expected[filled] = np.add.reduceat(np.tanh(log_odds * 0.5) * 0.5 + 0.5, start)
    return highest, likely, expected
