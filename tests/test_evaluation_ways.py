"""The further ways in which the spin rules are measured: pieces, lists left out, rewriting, the other half."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from spinlint import Document, Finding, Rule, Span
from spinlint.cli.evaluate_spin import spin
from spinlint.errors import InputError
from spinlint.evaluation.document_measures import document_figures
from spinlint.evaluation.fingerprints import fingerprint_figures
from spinlint.evaluation.gold import Gold, GoldSpan
from spinlint.evaluation.intervals import per_unit, poisson
from spinlint.evaluation.length_curve import length_figures
from spinlint.evaluation.reading import Fact, pieces, read
from spinlint.evaluation.rewriting import rewriting_figures
from spinlint.evaluation.spin_data import load_data
from spinlint.evaluation.unlearnt_spinners import left_out_of, unlearnt_figures
from spinlint.lexicon.lexicon import ENGLISH, current_lexicon
from spinlint_rules.spin.spun_formula import SpunFormula

SPUN = "The road does now no longer flood withinside the profound valley."


@dataclass(frozen=True)
class Finds(Rule):
    """Finds one word."""

    code = "SPN999"
    name = "finds-a-word"

    def check(self, document: Document) -> Iterator[Finding]:
        at = document.folded.find("profound")
        if at >= 0:
            yield self.finding(Span(at, at + 8), "there", suggestion="deep", confidence=0.9)


def marked(name: str = "1", text: str = SPUN, source: str = "s") -> Gold:
    spans = [(text.find(word), word) for word in ("now no longer", "withinside", "profound")]
    places = tuple(GoldSpan(Span(at, at + len(word)), "deep") for at, word in spans if at >= 0)
    return Gold(name, text, True, places, source=source, group=name)


def test_pieces_keep_their_places() -> None:
    """A text is cut into runs of words; a place that a cut runs through is dropped."""
    gold = Gold(
        "1", "one two three four five six seven", True, (GoldSpan(Span(14, 18), "4"), GoldSpan(Span(4, 13), ""))
    )
    first, second = pieces(gold, 3, most=5)
    assert (first.text, second.text) == ("one two three", "four five six")
    assert [each.span.cut(first.text) for each in first.spans or ()] == ["two three"]
    assert [each.span.cut(second.text) for each in second.spans or ()] == ["four"]
    assert list(pieces(gold, 8, most=5)) == []
    assert len(list(pieces(gold, 1, most=5))) == 5


def test_intervals_of_rates() -> None:
    """Poisson's against the exact figures; the wider of two where one document holds everything."""
    assert poisson(0) == (0.0, pytest.approx(3.689, rel=0.05))
    assert poisson(3) == (pytest.approx(0.619, rel=0.05), pytest.approx(8.767, rel=0.02))
    rate = per_unit([0, 0, 9], [1.0, 1.0, 1.0])
    assert (rate["value"], rate["low"]) == (3.0, 0.0)
    assert rate["high"] == pytest.approx(9.0, abs=0.1)


def test_lists_are_left_out_and_their_places_with_them() -> None:
    """Formulas are found by heart; without the lists one place of three is, and of the unlisted ones all are."""
    rules = [SpunFormula(), Finds()]
    readings = read(rules, [marked(), marked("2", "The road does flood the profound valley.")])
    ways = fingerprint_figures(rules, readings, None)
    found = {way: figures["spans"]["all documents"]["found"]["value"] for way, figures in ways.items()}
    assert found == {"no hit": 1.0, "not well known": 1.0, "lists left out": 0.5, "unlisted places": 1.0}
    assert ways["no hit"]["documents"]["all documents"]["documents"] == 1


def test_segments_of_a_document_are_joined_for_the_length_curve() -> None:
    """Two segments of eleven words are a document of 22; clean texts stay as they are."""
    segments = [Gold("a", SPUN, True, marked().spans, group="g"), Gold("b", SPUN, True, marked().spans, group="g")]
    clean = Gold("c", "The road is dry. " * 6, False, genre="essay", group="c")
    figures = length_figures([Finds()], [*segments, clean], None, (22, 30))
    assert figures["22"]["spans"]["spans"] == 6
    assert figures["22"]["clean"] == 1
    assert figures["30"]["spans"]["documents"] == 0


def test_documents_are_not_set_against_paragraphs() -> None:
    """The original of a single paragraph is no clean document; for spun paragraphs it is the comparison."""
    clean = [Gold("c", "A dry road.", False, genre="essay"), Gold("d", "A profound sea.", False, genre="spun_pairs_x")]
    readings = read([Finds()], [marked(), marked("2", source="spun_pairs_x"), *clean])
    figures = document_figures(readings)
    assert figures["all documents"]["warnings"]["auc"] == 1.0
    assert figures["all paragraphs"]["warnings"]["auc"] == 0.5


def test_rewriting_is_set_against_its_own_human_texts() -> None:
    """By genre, or against essays where a file has none."""
    golds = [
        Gold("1", "A profound sea.", True, genre="attacks", source="polish"),
        Gold("2", "A wide sea.", False, genre="attacks"),
        Gold("3", "A wide sea.", True, genre="rewrites", source="gpt"),
    ]
    figures = rewriting_figures([Finds()], golds, [Gold("4", "A profound essay.", False, genre="essay")], None)
    assert figures["polish"]["warnings"]["auc"] == 1.0
    assert figures["gpt"]["warnings"]["auc"] == 0.0


def test_a_lexicon_must_have_left_something_out() -> None:
    """The shipped one has learnt from every family."""
    with pytest.raises(InputError, match="nothing was left out"):
        left_out_of(ENGLISH)


def test_the_halves_are_disjoint(tmp_path: Path) -> None:
    """What is measured on is not among what a comparison is fitted to."""
    records = [{"id": str(each), "label": "clean", "text": "A road.", "genre": "essay"} for each in range(40)]
    path = tmp_path / "own.jsonl"
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    data = load_data([path], rewriting=False, unseen=True)
    measured = {gold.id for found in data.documents for gold in found}
    assert measured.isdisjoint(gold.id for gold in data.others)
    assert len(measured) + len(data.others) == len(data.everything) == 40


def test_the_command_measures_in_all_ways(tmp_path: Path) -> None:
    """Lengths, comparison and simulated spinners are among the figures, with what they were measured with."""
    pytest.importorskip("sklearn", reason="needs the extra train")
    spun = [{"id": f"s{each}", "label": "spun", "text": f"{SPUN} " * 8} for each in range(3)]
    clean = [
        {"id": f"c{each}", "label": "clean", "genre": "essay", "text": "A road by the sea. " * 20} for each in "ab"
    ]
    path, kept = tmp_path / "own.jsonl", tmp_path / "figures.json"
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in (*spun, *clean)))
    options = ["--lengths", "--compare", "--simulate", "--json", str(kept)]
    result = CliRunner().invoke(spin, [str(path), "--select", "SPN102", *options])
    assert result.exit_code == 0, result.output
    figures = orjson.loads(kept.read_bytes())
    assert figures["documents"]["all"]["bag of words"]["auc"] == 1.0
    assert figures["measured"]["options"][:2] == ["--compare", "--lengths"]
    assert "round trip" in figures["spinners"]
    assert max(map(len, result.output.splitlines())) <= 100


def test_a_spinner_that_was_left_out_is_measured_by_its_own_lexicon(tmp_path: Path) -> None:
    """Documents of that family alone, with the lexicon that lacks it; afterwards the first lexicon is in use again."""
    for path in ENGLISH.iterdir():
        (tmp_path / path.name).symlink_to(path)
    manifest = orjson.loads((ENGLISH / "manifest.json").read_bytes()) | {"left_out": ["bot"]}
    (tmp_path / "manifest.json").unlink()
    (tmp_path / "manifest.json").write_bytes(orjson.dumps(manifest))
    golds = [marked("1", source="spinbot-like"), marked("2", source="other"), Gold("3", "A dry road.", False)]
    before, seen = current_lexicon().folder, []

    def facts(names: Sequence[str]) -> dict[str, Fact]:
        seen.append((current_lexicon().folder, tuple(names)))
        return {}

    figures = unlearnt_figures([Finds()], golds, [tmp_path], facts, lengths=(5,))
    assert seen == [(tmp_path, ("bot",))]
    assert current_lexicon().folder == before
    assert list(figures["bot"]["spans"]) == ["all documents", "spinbot-like"]
    assert figures["bot"]["documents"]["all documents"]["documents"] == 1
    assert figures["bot"]["lengths"]["5"]["clean"] == 0
