"""How well another wording would stand in the place of a printed one: several words for one, or one for several.

The decoder reads word by word; this is for wordings whose lengths differ, which it cannot align. The two are compared
by what only their neighbours say, since a wording of more words is always the less likely one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.additive import Additive
from spinlint.lexicon.lexicon import current_lexicon
from spinlint.lexicon.spin import lexicon_line
from spinlint.lexicon.wording_fit import Flags, Floats, fit_wordings
from spinlint.text.document import Document
from spinlint.text.words import CAPITALISED

FREE, RARE_WORDING = 0.05, 1.0
"""Occurrences of a printed wording per million words of clean text: up to the first it is tried wherever it stands, up
to the second where a spinner was seen to print it, beyond that (and where it is on our own list alone) only in a text
that looks spun. With these limits one page in forty of clean text has a place to be tried."""
SUSPICIOUS = 0.0
"""Log odds of a document being spun from which on every wording in it is tried: one sound text in four hundred."""
TERM = 4.0
"""Nats that an established term counts where several wordings are possible."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words `first` to `last` of a document (both included) as printed, and the wording to be tried there.

    `rate`: occurrences of the printed wording per million words of clean text; `observed`: whether a spinner was seen
    to print it for that wording; `part`: whether all words of the wording are among the printed ones.
    """

    first: int
    last: int
    wording: str
    rate: float
    observed: bool
    part: bool


def is_worth_trying(rate: float, observed: bool, spun: float) -> bool:
    """Whether a printed wording is tried at all. `spun`: log odds of the document, minus infinity for any."""
    return rate < FREE or (observed and rate <= RARE_WORDING) or spun > SUSPICIOUS


CURVES = ("rate", "length", "weaker_tie", "gain", "document")
"""The columns that a model of replacements has curves for: log10 of `rate`; the printed words; the lower of `left` and
`right`; `gain`; log odds that the document is spun, within DOCUMENT."""
DOCUMENT = (-6.0, 3.0)
"""Log odds beyond which a document says no more: those of texts that were learnt from are overdone."""


@dataclass(frozen=True, eq=False)
class Weighed:
    """Of each place the replacement that fits best, with the columns (CURVES) and flags that a model reads."""

    chosen: tuple[Replacement, ...]
    columns: Mapping[str, Floats]
    flags: Flags

    def score(self, model: Additive) -> Floats:
        """Log odds that the wording was replaced."""
        return model.score(self.columns, tuple(self.flags))


def weigh_replacements(document: Document, tried: Sequence[Sequence[Replacement]], spun: float) -> Weighed:
    """Choose among the wordings that are tried at each place. `spun`: log odds of the document."""
    flat = [each for them in tried for each in them]
    line = document.fact(lexicon_line)
    first, last = (np.array([getattr(each, end) for each in flat]) for end in ("first", "last"))
    fit = fit_wordings(line, current_lexicon(), first, last, [each.wording for each in flat])
    total = (fit.left + fit.right + TERM * fit.term).tolist()
    best, start = [], 0
    for them in tried:
        best.append(max(range(start, start + len(them)), key=total.__getitem__))
        start += len(them)
    chosen = [flat[place] for place in best]
    columns = {
        "rate": np.log10([each.rate for each in chosen]),
        "length": np.array([each.last - each.first + 1.0 for each in chosen]),
        "weaker_tie": np.minimum(fit.left, fit.right)[best],
        "gain": fit.gain[best],
        "document": np.full(len(chosen), min(max(spun, DOCUMENT[0]), DOCUMENT[1])),
    }
    kind = line.words.kind
    own = [(_has_name(kind, each), each.part, each.observed) for each in chosen]
    of_fit = (fit.seen, fit.printed_seen, fit.term[None])
    return Weighed(tuple(chosen), columns, np.concatenate((*(each[:, best] for each in of_fit), np.array(own).T)))


def _has_name(kind: npt.NDArray[np.uint8], replacement: Replacement) -> bool:
    return bool((kind[replacement.first + 1 : replacement.last + 1] & CAPITALISED).any())
