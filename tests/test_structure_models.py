"""What the models of structure are made of: links between blocks, trees, openings, and where they are read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest

from spinlint import Document, find_blocks
from spinlint.errors import LexiconError
from spinlint.evaluation.structure import is_trained_on
from spinlint.lexicon.boundary import find_boundary, highest, load_model, stand_out
from spinlint.lexicon.folder import ENGLISH, model_file, read_model, use_models
from spinlint.lexicon.linkage import linkage
from spinlint.lexicon.openings import load_openings
from spinlint.lexicon.overlap import informative
from spinlint.lexicon.trees import read_trees
from spinlint_rules.offtopic.appended_story import _HARBOUR, _SOURDOUGH, _SWIMMING

TEXT = f"{_HARBOUR}\n\n{_SWIMMING}\n\n{_HARBOUR}"


@pytest.fixture
def shipped() -> Iterator[None]:
    """The models are those that are shipped again after a test that chose others."""
    yield
    use_models(None)


def words_of_blocks(document: Document) -> list[list[tuple[int, float]]]:
    """The informative words of each block, with their weights."""
    telling, told, slot = document.fact(informative)
    blocks = document.fact(find_blocks)
    return [
        [
            (word, weight)
            for at, word, weight in zip(telling.tolist(), slot.tolist(), told.tolist(), strict=True)
            if first <= at < last
        ]
        for first, last in zip(blocks.first.tolist(), blocks.last.tolist(), strict=True)
    ]


def test_links_across_a_break() -> None:
    """What the arrays say of each break is what counting words one by one says."""
    document = Document(TEXT)
    parts = words_of_blocks(document)
    block = np.arange(1, len(parts))
    shared, back = document.fact(linkage).across(block, np.full(len(block), len(parts)))
    for at, mine, returning in zip(block.tolist(), shared.tolist(), back.tolist(), strict=True):
        head, tail = ([each for part in side for each in part] for side in (parts[:at], parts[at:]))
        above, below = {word for word, _ in head}, {word for word, _ in tail}
        assert mine == pytest.approx(sum(w for word, w in tail if word in above) / max(1, sum(w for _, w in tail)))
        assert returning == pytest.approx(sum(w for word, w in head if word in below) / max(1, sum(w for _, w in head)))


@pytest.mark.parametrize("size", [1, 2, 3])
def test_links_of_a_run(size: int) -> None:
    """The links of a run are its words that stand above it, and the words below that stood in it first."""
    document = Document(TEXT)
    parts = words_of_blocks(document)
    first = np.arange(1, len(parts) - size)
    links, _ = document.fact(linkage).outside(first, size)
    for at, mine in zip(first.tolist(), links.tolist(), strict=True):
        above, run, below = ([each for part in side for each in part] for side in _cut(parts, at, size))
        known = {word for word, _ in above}
        fresh = {word for word, _ in run} - known
        assert mine == sum(w for word, w in run if word in known) + sum(w for word, w in below if word in fresh)


def _cut(
    parts: list[list[tuple[int, float]]], at: int, size: int
) -> tuple[list[list[tuple[int, float]]], list[list[tuple[int, float]]], list[list[tuple[int, float]]]]:
    return parts[:at], parts[at : at + size], parts[at + size :]


def test_trees_follow_their_questions() -> None:
    """A row goes left where its number is at most the limit, and gets what its leaf says."""
    data = {"feature": [0, 1, 1, 0, 0, 0, 0], "limit": [0.5, 1.0, 2.0, 9, 9, 9, 9], "intercept": 0.25}
    trees = read_trees(data | {"leaf": [1.0, -1.0, 2.0, -2.0, 3.0, -3.0, 4.0, -4.0]})
    rows = np.array([[0.5, 1.0], [0.5, 1.1], [0.6, 2.0], [0.6, 2.1], [10.0, 2.1]])
    assert trees.odds(rows).tolist() == [1.25, 2.25, 3.25, 4.25, -3.75]


def test_trees_are_those_that_were_fitted() -> None:
    """What is written of boosted trees gives the log-odds of the model itself."""
    pytest.importorskip("sklearn")
    from spinlint.training.boosting import fit_trees

    random = Random(4)
    rows = np.array([[random.random() for _ in range(3)] for _ in range(3000)])
    label = (rows[:, 0] + rows[:, 1] * rows[:, 2] > 0.8).astype(float)
    odds = read_trees(fit_trees(rows, label, np.ones(len(rows)), 20)).odds(rows)
    assert ((odds > 0) == (label > 0)).mean() > 0.9


def test_a_break_alone_stands_out_from_nothing() -> None:
    """A document with a single break has a second look as well."""
    model = load_model()
    assert model is not None
    features = np.zeros((1, len(model.knots)))
    rows = stand_out(features, np.array([1.0]), highest(np.array([1.0])))
    assert np.isfinite(model.second.odds(rows)).all()


def test_openings() -> None:
    """A new subject reads more like an opening than a pronoun that needs one before it."""
    openings = load_openings()
    assert openings is not None
    new = "A spokesman for the harbour of Ystholm said on Tuesday that the ferries would run again."
    on = "But this was not what they had meant, and so he told them that it would have to wait."
    odds = [float(openings.odds(Document(text).words.key, np.array([0]))[0]) for text in (new, on)]
    assert odds[0] > odds[1]


def test_models_of_another_folder(tmp_path: Path, shipped: None) -> None:
    """A chosen folder replaces the models that stand in it, and no others."""
    shutil.copy(ENGLISH / "page.json", tmp_path)
    use_models(tmp_path)
    assert model_file("page.json") == tmp_path / "page.json"
    assert model_file("boundary.json") == ENGLISH / "boundary.json"


def test_chapters_of_one_book_stay_together() -> None:
    """Chapters and translations of one text are all trained on, or none is."""
    assert len({is_trained_on(f"litbank-1_a_book-c{chapter}") for chapter in range(20)}) == 1
    assert len({is_trained_on(f"wmt21-cs-en-b82-ref-{letter}") for letter in "AB"}) == 1


@pytest.mark.parametrize("name", ["week-in-brief", "parish-minutes", "choir-newsletter", "retirement-speech"])
def test_many_topics_by_nature(name: str) -> None:
    """A roundup, minutes, a newsletter and a speech go from one thing to the next, and are whole."""
    text = (Path(__file__).parents[1] / "samples" / "negative" / f"{name}.txt").read_text(encoding="utf-8")
    found = Document(text).fact(find_boundary)
    assert found is None or found.margin < 0


def test_another_recipe_is_another_text() -> None:
    """The boundary says where it lies, how sure it is, and why."""
    found = Document(f"{_HARBOUR}\n\n{_SOURDOUGH}").fact(find_boundary)
    assert found is not None
    assert found.margin > 0
    assert 0.5 < found.confidence <= 1
    assert found.reasons


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    """A file that is no JSON is an error that names it; one that is not there is no model."""
    path = tmp_path / "page.json"
    assert read_model(path) is None
    path.write_text("{", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"page\.json: no readable model"):
        read_model(path)
