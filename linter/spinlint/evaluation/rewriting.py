"""What a reader of words cannot see: paraphrases and word attacks, against the human texts that they were made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spinlint.evaluation.document_measures import MANY, detected
from spinlint.evaluation.gold import Gold
from spinlint.evaluation.intervals import ratio, wilson
from spinlint.evaluation.reading import Fact, Figures, Reading, read
from spinlint.evaluation.span_measures import span_figures
from spinlint.linting.rule import Rule

REWRITING_FILES = ("paraphrase_attacks", "word_synonym_attack", "llm_rewrites_essays")


def rewriting_figures(
    rules: Sequence[Rule], golds: Iterable[Gold], essays: Iterable[Gold], facts: Mapping[str, Fact] | None
) -> Figures:
    """For each way of rewriting: warnings per 1,000 words, documents with three or more, AUC and found at 1 %.

    A way is set against the human texts of its own file (`genre`), or, where it has none, against clean `essays`.
    """
    ways: dict[tuple[str, str], list[Reading]] = {}
    human: dict[str, list[Reading]] = {}
    for reading in read(rules, golds, facts):
        if reading.gold.spun:
            ways.setdefault((reading.gold.genre, reading.gold.source), []).append(reading)
        else:
            human.setdefault(reading.gold.genre, []).append(reading)
    clean = read(rules, essays, facts)
    return {way: _figures(members, human.get(genre, clean)) for (genre, way), members in sorted(ways.items())}


def _figures(members: Sequence[Reading], human: Sequence[Reading]) -> Figures:
    names = sorted({name for reading in members for name in reading.scores})
    many = sum(len(reading.warnings) >= MANY for reading in members)
    low, high = wilson(many, len(members))
    warnings = [len(reading.warnings) for reading in members]
    figures: Figures = {
        "documents": len(members),
        "human": len(human),
        "per_1000_words": ratio(warnings, [reading.words / 1000 for reading in members]),
        "many": {"value": round(many / max(len(members), 1), 4), "low": round(low, 4), "high": round(high, 4)},
        **{name: detected(members, human, name) for name in ("warnings", *names)},
    }
    if any(reading.gold.spans for reading in members):
        figures["spans"] = span_figures(members)
    return figures
