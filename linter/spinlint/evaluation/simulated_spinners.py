"""How the spin rules do on clean texts that simulated spinners of different make have gone through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Protocol
from zlib import crc32

from spinlint.evaluation.document_measures import document_figures
from spinlint.evaluation.gold import Gold, GoldSpan
from spinlint.evaluation.reading import Fact, Figures, Reading, read
from spinlint.evaluation.span_measures import span_figures
from spinlint.linting.rule import Rule
from spinlint.text.spans import Span

MOST_SIMULATED = 400
"""About so many clean documents are put through each simulated spinner."""


class Substitution(Protocol):
    """A changed place of a spun text and the words that stood there."""

    @property
    def span(self) -> Span:
        """The place in the spun text."""

    @property
    def original(self) -> str:
        """What stood there."""


class SpunText(Protocol):
    """What a simulated spinner makes of a text."""

    @property
    def text(self) -> str:
        """The spun text."""

    @property
    def substitutions(self) -> Sequence[Substitution]:
        """Its changed places."""


Spinner = Callable[[str, Random], SpunText]


def simulated_figures(
    rules: Sequence[Rule],
    readings: Sequence[Reading],
    spinners: Mapping[str, Spinner],
    facts: Mapping[str, Fact] | None,
) -> Figures:
    """Spans and documents for each simulated spinner; the clean documents are those that `readings` hold."""
    clean = [reading for reading in readings if not reading.gold.spun]
    hosts = [reading.gold for reading in clean if "pairs" not in reading.gold.genre]
    hosts = hosts[:: max(1, len(hosts) // MOST_SIMULATED)]
    figures: Figures = {}
    for name in sorted(spinners):
        spun = [spin(each, name, spinners[name]) for each in hosts]
        own = read(rules, [each for each in spun if each.spans], facts)
        figures[name] = {
            "spans": span_figures(own),
            "documents": document_figures([*own, *clean]).get("all", {}),
        }
    return figures


def spin(gold: Gold, name: str, spinner: Spinner) -> Gold:
    """A clean document put through a simulated spinner, always in the same way."""
    spun = spinner(gold.text, Random(crc32(f"{name} {gold.id}".encode())))
    spans = tuple(GoldSpan(each.span, each.original) for each in spun.substitutions)
    return Gold(f"{gold.id}+{name}", spun.text, True, spans, (), gold.genre, name, gold.id)
