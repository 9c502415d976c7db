"""Leave-one-spinner-out: how the spin rules do on the texts of a spinner that nothing was learnt from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from spinlint.errors import InputError
from spinlint.evaluation.document_measures import document_figures
from spinlint.evaluation.fingerprints import fingerprint_figures, spans_by_source
from spinlint.evaluation.gold import Gold
from spinlint.evaluation.length_curve import length_figures
from spinlint.evaluation.loading import is_left_out
from spinlint.evaluation.reading import Fact, Figures, read
from spinlint.lexicon.lexicon import current_lexicon, read_manifest, use_lexicon
from spinlint.linting.rule import Rule

Facts = Callable[[Sequence[str]], Mapping[str, Fact]]
"""The detectors, themselves fitted without the families named."""


def left_out_of(lexicon: Path) -> tuple[str, ...]:
    """The families that a lexicon was trained without. Raises InputError where it was trained with all of them."""
    names = tuple(read_manifest(lexicon).get("left_out", ()))
    if not names:
        raise InputError(f"{lexicon}: nothing was left out when this lexicon was trained (train lexicon --leave-out)")
    return names


def unlearnt_figures(
    rules: Sequence[Rule], golds: Sequence[Gold], lexicons: Iterable[Path], facts: Facts, lengths: Sequence[int] = ()
) -> Figures:
    """For each lexicon, spans and documents of the families that it was trained without.

    `golds`: all spun documents, and the clean ones that no lexicon has learnt from.
    """
    own = current_lexicon().folder
    figures: Figures = {}
    try:
        for lexicon in lexicons:
            names = left_out_of(lexicon)
            use_lexicon(lexicon)
            kept = [gold for gold in golds if not gold.spun or is_left_out(gold.source, names)]
            figures[", ".join(names)] = _figures(rules, kept, facts(names), lengths)
    finally:
        use_lexicon(own)
    return figures


def _figures(
    rules: Sequence[Rule], golds: Sequence[Gold], facts: Mapping[str, Fact], lengths: Sequence[int]
) -> Figures:
    readings = read(rules, golds, facts)
    spun = [reading for reading in readings if reading.gold.spun and reading.gold.spans is not None]
    figures: Figures = {
        "spans": spans_by_source(spun),
        "documents": document_figures(readings),
        "fingerprints": fingerprint_figures(rules, readings, facts),
    }
    if lengths:
        figures["lengths"] = length_figures(rules, golds, facts, lengths)
    return figures
