"""The figures of `measure` as an aligned table for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from spinlint.evaluation.reading import Figures

Row = Sequence[str]


def render(figures: Figures) -> str:
    """All tables, the misses first."""
    parts = [
        *_failures(figures),
        _table("Changed places", ("source", "documents", "places", "found", "", "precision", "", "suggested", "")),
        _rows(_spans(figures)),
        *_phrases(figures),
        _table("False alarms on clean text", ("genre", "documents", "words", "per 1,000", "", ">= 3", "")),
        _rows(_alarms(figures)),
        *_by_rule(figures),
        _table(
            "Spun documents against clean ones", ("source", "documents", "from", "by", "AUC", "at 1 %", "", "by group")
        ),
        _rows(_documents(figures)),
        *_lengths(figures),
        *_spinners(figures),
        *_calibration(figures),
    ]
    return _align(parts)


Part = tuple[str, Row] | list[Row]


def _table(title: str, columns: Row) -> Part:
    return (title, columns)


def _rows(rows: Iterable[Row]) -> Part:
    return list(rows)


def _spans(figures: Figures) -> Iterator[Row]:
    for source, row in figures["spans"].items():
        yield (
            source,
            str(row["documents"]),
            str(row["spans"]),
            *_share(row["found"]),
            *_share(row["precision"]),
            *_share(row["suggested"]),
        )


def _phrases(figures: Figures) -> list[Part]:
    """Tortured phrases planted one by one, by kind of phrase and of text; shares are of all that were planted."""
    if "phrases" not in figures:
        return []
    ways = [dict(_kinds(figures["phrases"][way])) for way in ("unseen", "reader", "shipped")]
    rows = [
        (
            kind,
            str(row["phrases"]),
            str(row["planted"]),
            *_share(row["found"]),
            *_share(row["suggested"]),
            _percent(row["found_with_notes"]["value"]),
            *(_percent(way[kind]["found"]["value"]) for way in ways[1:]),
        )
        for kind, row in ways[0].items()
    ]
    columns = ("kind", "phrases", "planted", "found", "", "word named", "", "+ notes", "no lists", "all lists")
    return [_table("Tortured phrases never seen, planted singly", columns), _rows(rows)]


def _kinds(way: Figures) -> Iterator[tuple[str, Figures]]:
    yield "all", way["all"]
    yield from ((f"of {words} words", row) for words, row in way["words"].items())
    yield from ((kind, row) for kind, row in way["listed"].items())
    yield from ((f"in {kind}", row) for group in ("hosts", "genres") for kind, row in way[group].items())


def _alarms(figures: Figures) -> Iterator[Row]:
    alarms = figures["alarms"]
    for genre, row in (("all", alarms["all"]), *alarms["genres"].items()):
        rate = row["per_1000_words"]
        interval = f"{rate['low']:.3f}-{rate['high']:.3f}"
        yield (
            genre,
            str(row["documents"]),
            f"{row['words']:,}",
            "-" if rate["value"] is None else f"{rate['value']:.3f}",
            interval,
            *_share(row["many"]),
        )


def _by_rule(figures: Figures) -> list[Part]:
    rules = figures["alarms"]["rules"]
    if not rules:
        return []
    return [
        _table("False alarms by rule", ("rule", "per 1,000")),
        _rows((code, f"{rate:.4f}") for code, rate in rules.items()),
    ]


def _documents(figures: Figures) -> Iterator[Row]:
    for source, row in figures["documents"].items():
        for name, values in row.items():
            if isinstance(values, dict):
                yield (source, str(row["documents"]), str(row["groups"]), name, *_detected(values))


def _detected(values: Figures) -> Row:
    if values["auc"] is None:
        return ("-", "-", "", "-")
    interval = f"{100 * values['low']:.0f}-{100 * values['high']:.0f}"
    return (f"{values['auc']:.4f}", _percent(values["found_at_1"]), interval, _percent(values["by_group"]))


def _lengths(figures: Figures) -> list[Part]:
    rows = [
        (words, str(row["documents"]), name, *_detected(values))
        for words, row in figures.get("lengths", {}).items()
        for name, values in row.items()
        if isinstance(values, dict)
    ]
    columns = ("words", "documents", "by", "AUC", "at 1 %", "", "by group")
    return [_table("The first words of each document", columns), _rows(rows)] if rows else []


def _spinners(figures: Figures) -> list[Part]:
    rows = [
        (name, str(row["spans"]), *_share(row["found"]), *_share(row["suggested"]), *_detected(row["warnings"]))
        for name, row in figures.get("spinners", {}).items()
        if "warnings" in row
    ]
    columns = ("spinner", "places", "found", "", "suggested", "", "AUC", "at 1 %", "", "by group")
    return [_table("Simulated spinners", columns), _rows(rows)] if rows else []


def _calibration(figures: Figures) -> list[Part]:
    rows = [
        (f"from {row['from']:.2f}", str(row["findings"]), f"{row['mean']:.3f}", f"{row['right']:.3f}")
        for row in figures["calibration"]
    ]
    return [_table("Confidence", ("bin", "findings", "mean", "right")), _rows(rows)] if rows else []


def _failures(figures: Figures) -> list[Part]:
    rows = list(figures.get("failures", {}).items())
    return [_table("Rules that failed", ("rule", "error")), _rows(rows)] if rows else []


def _share(share: Figures) -> tuple[str, str]:
    if share["value"] is None:
        return ("-", "")
    return (_percent(share["value"]), f"{100 * share['low']:.0f}-{100 * share['high']:.0f}")


def _percent(value: Any) -> str:
    return "-" if value is None else f"{100 * value:.1f} %"


def _align(parts: Sequence[Part]) -> str:
    lines: list[str] = []
    head: tuple[str, Row] = ("", ())
    for part in parts:
        if isinstance(part, tuple):
            head = part
            continue
        rows = [head[1], *part]
        widths = [max(len(row[column]) for row in rows) for column in range(len(head[1]))]
        lines += ["", head[0]] if lines else [head[0]]
        for row in rows:
            first = row[0].ljust(widths[0])
            others = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
            lines.append("  ".join((f"  {first}", *others)).rstrip())
    return "\n".join(lines) + "\n"
