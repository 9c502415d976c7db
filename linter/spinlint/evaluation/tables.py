"""Aligned tables of figures, for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spinlint.evaluation.reading import Figures

Row = Sequence[str]


@dataclass(frozen=True)
class Table:
    """A title, the names of the columns, and the rows; the first column is set to the left."""

    title: str
    columns: Row
    rows: Sequence[Row]


def align(tables: Iterable[Table]) -> str:
    """The tables that have rows, one below the other."""
    return "\n".join(_lines(table) for table in tables if table.rows)


def _lines(table: Table) -> str:
    rows = [table.columns, *table.rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.columns))]
    lines = [table.title]
    for row in rows:
        others = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        lines.append("  ".join((f"  {row[0].ljust(widths[0])}", *others)).rstrip())
    return "\n".join(lines) + "\n"


def share(figures: Figures) -> tuple[str, str]:
    """A share in percent and its interval."""
    if figures["value"] is None:
        return ("-", "")
    return (percent(figures["value"]), f"{100 * figures['low']:.0f}-{100 * figures['high']:.0f}")


def rate(figures: Figures) -> tuple[str, str]:
    """A rate and its interval."""
    value = "-" if figures["value"] is None else f"{figures['value']:.3f}"
    return (value, f"{figures['low']:.3f}-{figures['high']:.3f}")


def percent(value: Any) -> str:
    """A share in percent."""
    return "-" if value is None else f"{100 * value:.1f} %"


def auc(figures: Figures) -> str:
    """An area under the curve."""
    return "-" if figures["auc"] is None else f"{figures['auc']:.3f}"
