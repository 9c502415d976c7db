"""The figures of `spinlint evaluate spin` as aligned tables for people, at most 100 columns wide."""

from __future__ import annotations

from collections.abc import Iterator

from spinlint.evaluation.reading import Figures
from spinlint.evaluation.tables import Row, Table, align, auc, percent, rate, share

_LEGEND = """\
found: by warnings (notes: by warnings or notes); right: warnings at changed places; named: the
suggestion holds the original, of the places found (planted phrases: of all). Ranges are 95 %
intervals; pairs such as "0.998  92" are AUC and the percentage found at 1 % false alarms.
"""


def render(figures: Figures) -> str:
    """All tables, the misses first."""
    return f"{_tables(figures)}\n{_LEGEND}"


def _tables(figures: Figures) -> str:
    return align(
        (
            Table("Rules that failed", ("rule", "error"), list(figures.get("failures", {}).items())),
            Table("Changed places", ("texts", *_PLACES), list(_places(figures))),
            Table("Changed places by spinners that nothing was learnt from", ("spinner", *_PLACES), _left_out(figures)),
            Table("Tortured phrases never seen, planted singly", _PHRASES, list(_phrases(figures))),
            Table("False alarms on clean text", _ALARMS, list(_alarms(figures))),
            Table("False alarms by rule", ("rule", "per 1,000"), _by_rule(figures)),
            Table("Spun texts against clean ones: AUC and % found at 1 % false alarms", _DETECTED, _documents(figures)),
            Table("Pieces of so many words", ("words", *_PLACES), _lengths(figures)),
            Table("Pieces of so many words against clean ones", _DETECTED, _at_lengths(figures)),
            Table("Simulated spinners", ("spinner", *_PLACES), _simulated(figures)),
            Table("Simulated spinners against clean texts", _DETECTED, _told(figures)),
            Table("Rewriting, against human texts", _REWRITING, _rewriting(figures)),
            Table("Confidence", ("bin", "findings", "mean", "right"), _calibration(figures)),
        )
    )


_PLACES = ("docs", "places", "found", "", "notes", "right", "", "named", "")
"""Texts, changed places, found by warnings, by warnings or notes, share of warnings that are right, share of found
places whose suggestion holds the original."""
_PHRASES = ("kind", "of", "planted", "found", "", "named", "", "notes", "reader", "lists")
"""Different phrases, plantings, found by warnings, suggestion names the established word, found by notes, too; found by
the rules that go by no list; found where the list is whole."""
_ALARMS = ("genre", "documents", "words", "per 1,000", "", ">= 3", "")
_DETECTED = ("texts", "docs", "from", "warnings", "", "reading", "score", "list", "bag")
"""Texts, documents that they stem from; density of warnings with the interval of its share, the reading as a whole, the
reliability score, the list alone, a bag of words."""
_REWRITING = ("way", "docs", "rate", ">= 3", "", "warnings", "reading", "score", "bag")
_EXTENTS = ("all documents", "all paragraphs")
_WAYS = {
    "no hit": "without a hit",
    "not well known": "no formula",
    "lists left out": "lists left out",
    "unlisted places": "unlisted places",
}


def _of_places(name: str, row: Figures) -> Row:
    return (
        name,
        str(row["documents"]),
        str(row["spans"]),
        *share(row["found"]),
        percent(row["found_with_notes"]["value"]),
        *share(row["precision"]),
        *share(row["suggested"]),
    )


def _places(figures: Figures) -> Iterator[Row]:
    yield from (_of_places(source, row) for source, row in figures["spans"].items())
    yield from _in_other_ways(figures)


def _in_other_ways(figures: Figures) -> Iterator[Row]:
    for extent in _EXTENTS:
        for way, name in _WAYS.items():
            row = figures.get("fingerprints", {}).get(way, {}).get("spans", {}).get(extent)
            if row:
                yield _of_places(f"{extent.removeprefix('all ')}, {name}", row)


def _left_out(figures: Figures) -> list[Row]:
    rows: list[Row] = []
    for names, row in figures.get("left_out", {}).items():
        rows += [
            _of_places(f"{names}: {source.removeprefix('all ')}", each)
            for source, each in row["spans"].items()
            if source in _EXTENTS
        ]
        sources = {source: each for source, each in row["spans"].items() if source not in _EXTENTS}
        rows += [_of_places(_short(source), each) for source, each in sources.items() if len(sources) > 1]
        rows += [each for each in _in_other_ways(row) if each[0].startswith("documents")]
    return rows


def _short(name: str, most: int = 28) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _phrases(figures: Figures) -> Iterator[Row]:
    """By kind of phrase and of text; shares are of all that were planted."""
    if "phrases" not in figures:
        return
    ways = [dict(_kinds(figures["phrases"][way])) for way in ("unseen", "reader", "shipped")]
    for kind, row in ways[0].items():
        yield (
            kind,
            str(row["phrases"]),
            str(row["planted"]),
            *share(row["found"]),
            *share(row["suggested"]),
            percent(row["found_with_notes"]["value"]),
            *(percent(way[kind]["found"]["value"]) for way in ways[1:]),
        )


def _kinds(way: Figures) -> Iterator[tuple[str, Figures]]:
    yield "all", way["all"]
    yield from ((f"of {words} words", row) for words, row in way["words"].items())
    yield from (each for group in ("channel", "listed") for each in way[group].items())
    yield from ((f"in {kind}", row) for group in ("hosts", "genres") for kind, row in way[group].items())


def _alarms(figures: Figures) -> Iterator[Row]:
    alarms = figures["alarms"]
    for genre, row in (("all", alarms["all"]), ("learners", alarms["learners"]), *alarms["genres"].items()):
        if row["documents"]:
            yield (
                genre,
                str(row["documents"]),
                f"{row['words']:,}",
                *rate(row["per_1000_words"]),
                *share(row["many"]),
            )


def _by_rule(figures: Figures) -> list[Row]:
    return [(code, f"{rate:.4f}") for code, rate in figures["alarms"]["rules"].items()]


def _documents(figures: Figures) -> list[Row]:
    rows = [_detected(source, row) for source, row in figures["documents"].items()]
    for way, name in _WAYS.items():
        row = figures.get("fingerprints", {}).get(way, {}).get("documents", {}).get("all documents")
        if row and way != "unlisted places":
            rows.append(_detected(name, row))
    for names, each in figures.get("left_out", {}).items():
        rows += [_detected(f"unmet: {names}", each["documents"]["all documents"])]
    return rows


def _detected(name: str, row: Figures) -> Row:
    """What the numbers that a document may be judged by are worth."""
    if not row:
        return (name, "0", *[""] * (len(_DETECTED) - 2))
    warnings = row["warnings"]
    interval = "" if warnings["auc"] is None else f"{100 * warnings['low']:.0f}-{100 * warnings['high']:.0f}"
    others = ("reading", "unreliability", "list alone", "bag of words")
    return (
        name,
        str(row["documents"]),
        str(row["groups"]),
        _told_apart(warnings),
        interval,
        *(_told_apart(row.get(by)) for by in others),
    )


def _told_apart(values: Figures | None) -> str:
    return "-" if values is None or values["auc"] is None else f"{auc(values)} {100 * values['found_at_1']:3.0f}"


def _lengths(figures: Figures) -> list[Row]:
    return [_of_places(name, row["spans"]) for name, row in _all_lengths(figures)]


def _at_lengths(figures: Figures) -> list[Row]:
    return [_detected(name, row["documents"]) for name, row in _all_lengths(figures)]


def _all_lengths(figures: Figures) -> Iterator[tuple[str, Figures]]:
    """Rows of the curve with their names: of all texts, then of each spinner that nothing was learnt from."""
    yield from figures.get("lengths", {}).items()
    for names, each in figures.get("left_out", {}).items():
        for words, row in each.get("lengths", {}).items():
            yield f"{words}, {names}", row


def _simulated(figures: Figures) -> list[Row]:
    return [_of_places(name, row["spans"]) for name, row in figures.get("spinners", {}).items()]


def _told(figures: Figures) -> list[Row]:
    return [_detected(name, row["documents"]) for name, row in figures.get("spinners", {}).items()]


def _rewriting(figures: Figures) -> list[Row]:
    return [
        (
            _short(way, 24),
            str(row["documents"]),
            rate(row["per_1000_words"])[0],
            *share(row["many"]),
            *(_told_apart(row.get(by)) for by in ("warnings", "reading", "unreliability", "bag of words")),
        )
        for way, row in figures.get("rewriting", {}).items()
    ]


def _calibration(figures: Figures) -> list[Row]:
    return [
        (f"from {row['from']:.2f}", str(row["findings"]), f"{row['mean']:.3f}", f"{row['right']:.3f}")
        for row in figures["calibration"]
    ]
