"""How much text the spin rules need: the same figures over pieces of ever more words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spinlint.evaluation.document_measures import document_figures
from spinlint.evaluation.gold import Gold, GoldSpan
from spinlint.evaluation.reading import Fact, Figures, pieces, read
from spinlint.evaluation.span_measures import span_figures
from spinlint.linting.rule import Rule
from spinlint.text.spans import Span

LENGTHS = (40, 80, 160, 320, 640)
PIECES = 5
"""Pieces of one length of one spun document; of a clean one the first is taken."""
_GAP = "\n\n"


def length_figures(
    rules: Sequence[Rule], golds: Iterable[Gold], facts: Mapping[str, Fact] | None, lengths: Sequence[int] = LENGTHS
) -> Figures:
    """Spans and documents at each length. Segments of one document are joined first; paragraphs that stand beside
    their originals are left aside, for they are short and of one subject."""
    whole = list(_joined(gold for gold in golds if "pairs" not in gold.source))
    figures: Figures = {}
    for words in lengths:
        cut = [piece for each in whole for piece in pieces(each, words, PIECES if each.spun else 1)]
        readings = read(rules, cut, facts)
        spun = [reading for reading in readings if reading.gold.spun]
        figures[str(words)] = {
            "clean": len(readings) - len(spun),
            "spans": span_figures(spun),
            "documents": document_figures(readings).get("all", {}),
        }
    return figures


def _joined(golds: Iterable[Gold]) -> Iterator[Gold]:
    """Clean texts as they are, and the marked segments of each spun document as one text."""
    groups: dict[str, list[Gold]] = {}
    for gold in golds:
        if not gold.spun:
            yield gold
        elif gold.spans is not None:
            groups.setdefault(gold.group, []).append(gold)
    for members in groups.values():
        yield _join(members)


def _join(members: Sequence[Gold]) -> Gold:
    spans: list[GoldSpan] = []
    ignored: list[Span] = []
    at = 0
    for each in members:
        spans += [GoldSpan(_moved(place.span, at), place.original) for place in each.spans or ()]
        ignored += [_moved(span, at) for span in each.ignored]
        at += len(each.text) + len(_GAP)
    text = _GAP.join(each.text for each in members)
    return replace(members[0], text=text, spans=tuple(spans), ignored=tuple(ignored))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
