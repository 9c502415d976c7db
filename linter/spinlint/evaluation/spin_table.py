"""The figures of `spinlint evaluate spin` as aligned tables for people, at most 100 columns wide."""

from __future__ import annotations

from collections.abc import Iterator

from spinlint.evaluation.reading import Figures
from spinlint.evaluation.tables import Row, Table, align, auc, percent, rate, share


def render(figures: Figures) -> str:
    """All tables, the misses first."""
    return align(
        (
            Table("Rules that failed", ("rule", "error"), list(figures.get("failures", {}).items())),
            Table("Changed places", ("texts", *_PLACES), list(_places(figures))),
            Table("Changed places by spinners that nothing was learnt from", ("spinner", *_PLACES), _left_out(figures)),
            Table("Tortured phrases never seen, planted singly", _PHRASES, list(_phrases(figures))),
            Table("False alarms on clean text", _ALARMS, list(_alarms(figures))),
            Table("False alarms by rule", ("rule", "per 1,000"), _by_rule(figures)),
            Table("Spun texts against clean ones: AUC, found at 1 % false alarms", _DETECTED, _documents(figures)),
            Table("Pieces of so many words", ("words", *_PLACES), _lengths(figures)),
            Table("Pieces told from clean ones", _DETECTED, _at_lengths(figures)),
            Table("Simulated spinners", ("spinner", *_PLACES), _simulated(figures)),
            Table("Simulated spinners: texts told from clean ones", _DETECTED, _told(figures)),
            Table("Rewriting, against human texts: AUC by each number", _REWRITING, _rewriting(figures)),
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
_DETECTED = ("texts", "docs", "from", "by", "AUC", "at 1 %", "", "by group")
_REWRITING = ("way", "docs", "per 1,000", ">= 3", "", "warnings", "reading", "score", "bag")
_WAYS = {
    "no hit": "without a hit",
    "not well known": "nothing well known",
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
    for extent in ("documents", "paragraphs"):
        for way, name in _WAYS.items():
            row = figures.get("fingerprints", {}).get(way, {}).get("spans", {}).get(f"all {extent}")
            if row:
                yield _of_places(f"{extent}, {name}", row)


def _left_out(figures: Figures) -> list[Row]:
    rows: list[Row] = []
    for names, row in figures.get("left_out", {}).items():
        (_, *first), *others = (_of_places(source, each) for source, each in row["spans"].items())
        rows += [(f"{names}: all", *first), *others, *_in_other_ways(row)]
    return rows


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
    yield from way["listed"].items()
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
    rows = [each for source, row in figures["documents"].items() for each in _detected(source, row)]
    for way, name in _WAYS.items():
        row = figures.get("fingerprints", {}).get(way, {}).get("documents", {}).get("all documents")
        if row and way != "unlisted places":
            rows += _detected(name, row)
    for names, each in figures.get("left_out", {}).items():
        rows += _detected(f"left out: {names}", each["documents"]["all documents"])
    return rows


def _detected(name: str, row: Figures) -> Iterator[Row]:
    """One row for each number that a document may be judged by; the name and the counts in the first only."""
    head: Row = (name, str(row.get("documents", "")), str(row.get("groups", "")))
    for by, values in row.items():
        if isinstance(values, dict):
            found = percent(values["found_at_1"])
            interval = "" if values["auc"] is None else f"{100 * values['low']:.0f}-{100 * values['high']:.0f}"
            yield (*head, by, auc(values), found, interval, percent(values["by_group"]))
            head = ("", "", "")


def _lengths(figures: Figures) -> list[Row]:
    return [_of_places(name, row["spans"]) for name, row in _all_lengths(figures)]


def _at_lengths(figures: Figures) -> list[Row]:
    return [each for name, row in _all_lengths(figures) for each in _detected(name, row["documents"])]


def _all_lengths(figures: Figures) -> Iterator[tuple[str, Figures]]:
    """Rows of the curve with their names: of all texts, then of each spinner that nothing was learnt from."""
    yield from figures.get("lengths", {}).items()
    for names, each in figures.get("left_out", {}).items():
        for words, row in each.get("lengths", {}).items():
            yield f"{words}, {names}", row


def _simulated(figures: Figures) -> list[Row]:
    return [_of_places(name, row["spans"]) for name, row in figures.get("spinners", {}).items()]


def _told(figures: Figures) -> list[Row]:
    spinners = figures.get("spinners", {}).items()
    return [each for name, row in spinners for each in _detected(name, row["documents"])]


def _rewriting(figures: Figures) -> list[Row]:
    """AUC by each number."""
    return [
        (
            way,
            str(row["documents"]),
            rate(row["per_1000_words"])[0],
            *share(row["many"]),
            *(auc(row[by]) if by in row else "-" for by in ("warnings", "reading", "unreliability", "bag of words")),
        )
        for way, row in figures.get("rewriting", {}).items()
    ]


def _calibration(figures: Figures) -> list[Row]:
    return [
        (f"from {row['from']:.2f}", str(row["findings"]), f"{row['mean']:.3f}", f"{row['right']:.3f}")
        for row in figures["calibration"]
    ]
