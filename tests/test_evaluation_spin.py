"""What the spin evaluation promises: it counts what a person would count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import orjson
import pytest
from click.testing import CliRunner

from spinlint import Document, Finding, Rule, Span
from spinlint.cli.evaluate_spin import spin
from spinlint.errors import InputError
from spinlint.evaluation.alignment import changes
from spinlint.evaluation.gold import Gold, GoldSpan, from_pairs, from_record, read_gold
from spinlint.evaluation.intervals import auc, bootstrap_ratio, found_at, mean_of_groups, wilson
from spinlint.evaluation.loading import load
from spinlint.evaluation.planted_phrases import phrase_figures, plant_singly
from spinlint.evaluation.planting import Tortured, phrase_fold, plant, read_tortured
from spinlint.evaluation.spin import measure
from spinlint_rules.spin.known_tortured_phrase import KnownTorturedPhrase

DATA = Path(__file__).parents[1].parent / "shared" / "data"


@dataclass(frozen=True)
class Finds(Rule):
    """Finds one word."""

    code = "SPN999"
    name = "finds-a-word"
    word: str = "profound"
    suggestion: str = "deep"

    def check(self, document: Document) -> Iterator[Finding]:
        at = document.folded.find(self.word)
        while at >= 0:
            yield self.finding(Span(at, at + len(self.word)), "there", suggestion=self.suggestion, confidence=0.9)
            at = document.folded.find(self.word, at + 1)


def changed(spun: str, original: str) -> list[tuple[str, str]]:
    document = Document(spun)
    return [(each.span.cut(spun), each.original) for each in changes(document, Document(original)) if each.sure]


def test_alignment_finds_words_and_phrases_that_were_replaced() -> None:
    """Single words, one for many and many for one, each with the original's own words."""
    spun = "The board ought to pick a straightforward plan on the off chance that money allows, says the city."
    original = "The board should choose a simple plan if money allows, says the city."
    assert changed(spun, original) == [
        ("ought to pick", "should choose"),
        ("straightforward", "simple"),
        ("on the off chance that", "if"),
    ]


def test_alignment_is_not_sure_of_a_rewritten_sentence() -> None:
    """A long difference, a mere inflection and code are no substitutions."""
    assert not changed("We drove north. Nobody had warned us of any of the snow.", "We drove north. It was cold.")
    assert not changed("The two barges sank at night.", "The two barge sank at night.")
    assert not changed("Call the run_all method at night.", "Call the run_some method at night.")


def test_pairs_become_gold_spans() -> None:
    """The spun member carries spans, the original is a clean document."""
    records = [
        {"id": "1o", "pair_id": "1", "label": "original", "text": "A simple way to store the value of a field."},
        {"id": "1s", "pair_id": "1", "label": "spun", "text": "A simple way to store the esteem of a field."},
    ]
    clean, spun = from_pairs(records, "pairs")
    assert not clean.spun
    assert [(each.span.cut(spun.text), each.original) for each in spun.spans or ()] == [("esteem", "value")]


def test_gold_survives_a_round_trip() -> None:
    """What `record` writes, `from_record` reads."""
    gold = Gold("a", "profound sea", True, (GoldSpan(Span(0, 8), "deep"),), (Span(9, 12),), "prose", "made", "g", 3)
    record = gold.record() | {"family": "made"}
    assert from_record(record, "file") == gold


def test_planting_replaces_the_established_phrase() -> None:
    """The gold span is the tortured phrase, with the capital of what stood there."""
    phrases = [Tortured("profound learning", "deep learning", 9, phrase_fold("profound learning"))]
    host = Gold("h", "Deep learning helps. We like deep learning.", False, genre="abstract")
    (planted,) = plant([host], phrases)
    assert planted.text == "Profound learning helps. We like profound learning."
    assert [each.span.cut(planted.text) for each in planted.spans or ()] == ["Profound learning", "profound learning"]
    assert planted.fold == phrase_fold("Profound-learnings")


def test_single_planting_replaces_one_place() -> None:
    """One phrase in one place per text and seed; the gold place is what differs, the group the phrase."""
    phrases = [Tortured("profound learning model", "deep learning model", 9, 2)]
    host = Gold("h", "Our deep learning model beats your deep learning model.", False, genre="abstract")
    planted = list(plant_singly([host, Gold("o", "No such thing.", False)], phrases, seeds=2))
    assert [each.group for each in planted] == ["profound learning model"] * 2
    for each in planted:
        (span,) = each.spans or ()
        assert (each.text.count("profound"), span.span.cut(each.text), span.original) == (1, "profound", "deep")
        assert each.fold == 2


def test_planted_phrases_are_counted_with_and_without_lists() -> None:
    """A listed phrase is found by the whole list only; the reader's finding counts in every way."""
    listed = Tortured("kidney disappointment", "kidney failure", 9, phrase_fold("kidney disappointment"))
    other = Tortured("profound sea", "deep sea", 9, 1)
    hosts = [Gold("a", "She died of kidney failure.", False), Gold("b", "He likes the deep sea.", False)]
    figures = phrase_figures([KnownTorturedPhrase(), Finds()], list(plant_singly(hosts, [listed, other], seeds=1)))
    found = {way: figures[way]["all"]["found"]["value"] for way in ("unseen", "reader", "shipped")}
    assert found == {"unseen": 0.5, "reader": 0.5, "shipped": 1.0}
    assert figures["shipped"]["listed"]["listed"]["planted"] == 1
    assert list(figures["unseen"]["channel"]) == ["all pairs in channel"]
    assert figures["unseen"]["listed"]["not listed"]["suggested"]["value"] == 1.0


def test_phrase_pairs_are_read_without_their_conditions() -> None:
    """A condition is dropped; an unknown or alternative meaning is no pair."""
    records = [
        {"text": '"bogus positive" AND "false positive"', "established": "false positive", "n_papers": 2},
        {"text": '"cocky acclimation"', "established": "??? "},
    ]
    assert [(each.phrase, each.established) for each in read_tortured(records)] == [
        ("bogus positive", "false positive")
    ]


def test_measure_counts_spans_suggestions_and_alarms() -> None:
    """Found, suggested, false alarms and the detector's figures on documents that can be counted by hand."""
    golds = [
        Gold("1", "The profound sea is wide.", True, (GoldSpan(Span(4, 12), "deep"),), source="s", group="1"),
        Gold("2", "The wide sea is esteem.", True, (GoldSpan(Span(16, 22), "value"),), source="s", group="2"),
        Gold("3", "A profound thought on the sea.", False, genre="essay", group="3"),
        Gold("4", "A thought on the sea.", False, genre="essay", group="4"),
    ]
    figures = measure([Finds()], golds, {"constant": lambda report: 1.0}, lengths=(4, 1000))
    spans = figures["spans"]["s"]
    assert (spans["found"]["value"], spans["suggested"]["value"], spans["precision"]["value"]) == (0.5, 1.0, 1.0)
    assert figures["alarms"]["all"]["per_1000_words"]["value"] == pytest.approx(1000 / 11, abs=0.001)
    assert figures["documents"]["all"]["constant"]["auc"] == 0.5
    assert figures["calibration"] == [{"from": 0.9, "findings": 2, "mean": 0.9, "right": 0.5}]
    assert figures["lengths"]["4"]["documents"]["documents"] == 2


def test_measure_runs_simulated_spinners() -> None:
    """A spinner gets each clean document, always with the same random numbers."""

    @dataclass(frozen=True)
    class Spun:
        text: str
        substitutions: tuple[GoldSpan, ...]

    def spinner(text: str, random: Random) -> Spun:
        return Spun(f"profound {text}", (GoldSpan(Span(0, 8), "deep"),))

    golds = [Gold("3", "A thought on the sea.", False, genre="essay", group="3")]
    figures = measure([Finds()], golds, spinners={"simple": spinner})
    assert figures["spinners"]["simple"]["spans"]["found"]["value"] == 1.0


def test_intervals() -> None:
    """Against figures worked out by hand or published."""
    low, high = wilson(1, 10)
    assert (round(low, 3), round(high, 3)) == (0.018, 0.404)
    assert wilson(0, 0) == (0.0, 1.0)
    assert bootstrap_ratio([1, 1, 1], [2, 2, 2]) == (0.5, 0.5)
    assert bootstrap_ratio([0, 0], [4, 2]) == (0.0, 0.5)
    assert mean_of_groups([1, 1, 1, 0], ["a", "a", "a", "b"]) == 0.5
    assert auc([3, 2], [1, 2]) == 0.875
    assert found_at([5, 1], list(range(100)), 0.01) == 0.0
    assert found_at([99.5, 98.5], list(range(100)), 0.01) == 1.0


def test_a_list_is_judged_on_what_it_was_not_given() -> None:
    """A planted phrase of a fold is unknown to the rule that reads its document."""
    phrase, fold = "kidney disappointment", phrase_fold("kidney disappointment")
    golds = [
        Gold(str(each), f"The {phrase} came.", True, (GoldSpan(Span(4, 25), "kidney failure"),), source="s", fold=each)
        for each in (fold, (fold + 1) % 5, -1)
    ]
    figures = measure([KnownTorturedPhrase()], golds)
    assert figures["spans"]["s"]["found"]["value"] == pytest.approx(2 / 3, abs=0.001)


def test_the_table_and_the_command(tmp_path: Path) -> None:
    """The command reads files, prints an aligned table and writes the same figures as JSON."""
    records = [
        {"id": "1", "label": "spun", "text": "The road does now no longer flood withinside the valley."},
        {"id": "2", "label": "clean", "genre": "essay", "text": "The road no longer floods. " * 9},
    ]
    path, figures = tmp_path / "own.jsonl", tmp_path / "figures.json"
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    result = CliRunner().invoke(spin, [str(path), "--select", "SPN102", "--lengths", "--json", str(figures)])
    assert result.exit_code == 0, result.output
    assert "False alarms on clean text" in result.output
    assert "essay" in result.output
    assert orjson.loads(figures.read_bytes())["documents"]["all"]["warnings"]["found_at_1"] == 1.0


def test_what_cannot_be_measured_is_said_in_a_line(tmp_path: Path) -> None:
    """A missing path, a folder without labelled text, a line that is no JSON."""
    (tmp_path / "broken.jsonl").write_text('{"text": "a"}\nnonsense\n')
    for path, message in (
        (tmp_path / "nowhere", "no such file"),
        (tmp_path, "no labelled documents"),
        (tmp_path / "broken.jsonl", "broken.jsonl:2: not JSON"),
    ):
        with pytest.raises(InputError, match=message):
            load([path])


@pytest.mark.data
def test_the_data_can_be_read() -> None:
    """Changed places in the pairs of the development data, as many as were counted by reading them."""
    if not DATA.exists():
        pytest.skip("the development data is not here")
    golds = read_gold(DATA / "dev" / "spun_pairs_laravel.jsonl.xz")
    assert sum(len(gold.spans or ()) for gold in golds) > 400
    assert len(load([DATA / "dev"], limit=5)) > 20
