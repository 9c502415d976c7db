"""SPN112: wordings of another length, what is tried where, and how its list is made."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from spinlint import RARE_WORDING, Document, Replacement, read_spin, weigh_replacements
from spinlint.evaluation.gold import Gold, GoldSpan
from spinlint.lexicon.replacement import SUSPICIOUS, is_worth_trying
from spinlint.linting.engine import Linter
from spinlint.text.spans import Span
from spinlint.training.wordings import collect
from spinlint_rules.spin.replaced_wording import ReplacedWording
from spinlint_rules.spin.wordings import printed, printed_wordings

FARM = (
    "Our farm runs on sunlight based force. The panels stand on the barn, the batteries below, and even in November "
    "there is enough for the pumps, the lamps and the old freezer."
)


def found(text: str, rule: ReplacedWording | None = None) -> dict[str, str | None]:
    report = Linter((rule or ReplacedWording(),)).lint(Document(text))
    assert not report.failures
    return {each.span.cut(text): each.suggestion for each in report.findings}


def test_suggestion_stands_for_exactly_the_place() -> None:
    assert found(FARM) == {"sunlight based": "solar"}
    assert found(FARM.replace("sunlight based", "Sunlight Based")) == {"Sunlight Based": "Solar"}


def test_left_alone_where_it_is_talked_about() -> None:
    assert not found(FARM.replace("sunlight based force", 'what the paper calls "sunlight based force"'))


def test_a_pair_known_from_the_fold_alone_is_left_out() -> None:
    (pair,) = (each for each in printed("sunlight based").written if each.written == "solar")
    folds = pair.known_from - {"-", "r"}
    assert folds
    assert pair.observed(frozenset())
    for fold in range(5):
        expected = {} if pair.known_from <= {str(fold)} else {"sunlight based": "solar"}
        assert found(FARM, ReplacedWording(without_fold=fold)) == expected


def test_usual_wordings_wait_for_a_suspicious_text() -> None:
    rare, usual = printed_wordings(usual=False), printed_wordings(usual=True)
    assert not set(rare) & set(usual)
    assert max(printed(each).rate for each in rare) <= RARE_WORDING + 0.01
    assert is_worth_trying(0.01, observed=False, spun=-9)
    assert is_worth_trying(0.5, observed=True, spun=-9)
    assert not is_worth_trying(0.5, observed=False, spun=-9)
    assert is_worth_trying(15.0, observed=False, spun=SUSPICIOUS + 1)


def test_each_printed_word_is_one_word_of_a_document() -> None:
    """The rule counts the words of a wording by its blanks."""
    every = (*printed_wordings(usual=False), *printed_wordings(usual=True))
    lengths = [len(Document(each).words) for each in every]
    assert lengths == [printed(each).count for each in every]


def test_the_wording_that_fits_is_chosen() -> None:
    document = Document(FARM)
    first = FARM.split().index("sunlight")
    tried = [Replacement(first, first + 1, each, 0.01, observed=True, part=False) for each in ("seldom", "solar")]
    weighed = weigh_replacements(document, [tried], document.fact(read_spin).document)
    assert [each.wording for each in weighed.chosen] == ["solar"]
    assert weighed.columns["length"].tolist() == [2.0]
    assert all(np.isfinite(column).all() for column in weighed.columns.values())


@pytest.mark.parametrize("text", ["getting to know", "Getting to know " * 20, "getting to know. " * 12])
def test_at_the_ends_of_a_text(text: str) -> None:
    found(text)


def test_collected_pairs_lose_what_both_have(tmp_path: Path) -> None:
    lines = (
        '{"text": "\\"picture dealing with\\"", "established": "image processing", "label": "tortured"}\n'
        '{"text": "\\"picture division\\"", "established": "image segmentation", "label": "tortured"}\n'
    )
    (tmp_path / "tortured_phrases.jsonl").write_text(lines)
    own = tmp_path / "own.tsv"
    own.write_text("# ours\nin the wake of\tafter\nbig\tlarge\n")
    text = "He came without a second thought and left."
    gold = Gold("a", text, True, (GoldSpan(Span(8, 32), "without hesitation"),), group="one hand")
    pairs = collect(tmp_path, own, [gold], {"with"})
    assert pairs["in the wake of", "after"] == {"own"}
    assert pairs["a second thought", "hesitation"] == {"real one hand"}
    (fold,) = pairs["dealing with", "processing"]
    assert fold in set("01234")
    assert ("big", "large") not in pairs
