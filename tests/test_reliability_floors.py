"""Pinned floors of the score, on documents that it was not trained on. Lower one only with a reason in the same change.

The figures of the full set are in linter/MODEL_CARD.md; this is a sample of it that takes less than a minute.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

DEV = Path(__file__).parents[1].parent / "shared" / "data" / "dev"
SEEDS = DEV.parent / "seeds"
MOST = 700
"""Documents of the sample, besides all really spun ones."""

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DEV.exists(), reason="the shared development data is not beside the checkout"),
]


@cache
def figures() -> dict[str, Any]:
    """What `spinlint evaluate reliability` says of the sample."""
    pytest.importorskip("sklearn", reason="needs the extra train")
    from spinlint.evaluation.reliability import measure, score_documents
    from spinlint.training.reliability import default_linter
    from spinlint.training.reliability_sources import find_documents

    files = [DEV / f"{name}.jsonl.xz" for name in ("clean_panel", "webpages", "spun_wild", "spun_pairs_laravel")]
    documents = find_documents(files, (), None, trained=False)
    sample = Random(0).sample([each for each in documents if each.fault != "spun"], MOST)
    spun = [each for each in documents if each.fault == "spun"]
    return measure(score_documents([*sample, *spun], default_linter()))


def test_spun_documents_are_found() -> None:
    """Targets: AUC 0.99, 90 % at 1 % false alarms, 80 % called unreliable."""
    spun = figures()["spun"]
    assert spun["auc"] >= 0.99
    assert spun["found_at_1"] >= 0.9
    assert spun["unreliable"]["value"] >= 0.8


def test_sound_documents_are_left_alone() -> None:
    """Target: at most 1 % of the sound documents are called unreliable. A sample: its interval must reach below."""
    assert figures()["sound"]["unreliable"]["value"] <= 0.012
    worst = max(figures()["genres"].items(), key=lambda each: each[1]["unreliable"]["low"])
    assert worst[1]["unreliable"]["low"] <= 0.04, worst[0]


def test_the_score_is_a_probability() -> None:
    """Targets: Brier score 0.05, expected calibration error 0.03; a small sample has more of the latter."""
    assert figures()["spun"]["brier"] <= 0.05
    assert figures()["spun"]["calibration_error"] <= 0.045


@pytest.mark.parametrize(
    ("kind", "fault", "floor"),
    [
        ("sources", "duplicated: 0.500", 0.9),
        ("faults", "appended under a heading", 0.8),
        ("faults", "saved page", 0.9),
        ("faults", "garbled", 0.75),  # 18 documents here; 89 % of all 99
    ],
)
def test_other_faults_are_at_most_half_reliable(kind: str, fault: str, floor: float) -> None:
    """Half doubled, appended, badly saved, garbled: the share with a score of at most one half."""
    assert figures()[kind][fault]["at_most_half"] >= floor


@pytest.mark.parametrize(
    ("seed", "low", "high"), [("000", 0.0, 0.5), ("001", 0.5, 1.0), ("002", 0.0, 0.1), ("003", 0.0, 0.5)]
)
def test_the_four_documents_that_started_it(seed: str, low: float, high: float) -> None:
    """Rewritten, sound but translated, spun by thesaurus, sound with a story glued on."""
    from spinlint import Document
    from spinlint.linting.engine import Linter
    from spinlint.linting.registry import load_rules
    from spinlint.reliability import assess

    text = next(SEEDS.glob(f"{seed}_*")).read_text(encoding="utf-8")
    score = assess(Linter(rule() for rule in load_rules() if rule.default).lint(Document(text))).score
    assert score is not None
    assert low <= score <= high
