"""A block of another text in the middle of a document: three looks, each at what the one before let pass.

1. How much of what the informative words of a run of blocks weigh stands outside the run as well (see `overlap`): few
   array calls for all runs of a document; one document in seven passes.
2. How near in meaning the run is to the rest, and the text above it to the text below (word vectors).
3. The run is moved to the end of the text. Where it is foreign, the boundary model, which knows appended stories, sees
   one start there, and no break where the run was taken out.

Every look is a weighted sum; weights and thresholds are read from JSON (see `training/foreign_blocks`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.boundary import Reasons, reasons, weigh_breaks
from spinlint.lexicon.cohesion import cosines
from spinlint.lexicon.folder import model_file, read_model
from spinlint.lexicon.identity import running
from spinlint.lexicon.linkage import Linkage, linkage
from spinlint.lexicon.openings import load_openings
from spinlint.lexicon.overlap import informative
from spinlint.lexicon.trees import Trees, read_trees
from spinlint.lexicon.vectors import load_vectors
from spinlint.text.blocks import Blocks, find_blocks
from spinlint.text.document import Document
from spinlint.text.spans import Offsets

Numbers = npt.NDArray[np.float64]

MOST_BLOCKS = 3
"""Blocks in a run."""
LEAST_WORDS, MOST_WORDS = 25, 300
"""Words in a run."""
AROUND = 40
"""Words that must stand above a run and below it."""
_LOOKED_AT = 3
"""Runs that are looked at a second time."""
_MOST_LINKED = 0.07
"""Share of a run's informative words, by weight, that may stand outside it as well. Of planted runs that the last look
finds, 97 % have less than 0.06; in six news articles of seven no run has so little."""
LINKS = ("share", "log_weight", "share_by_weight", "share_of_all", "log_words", "missing")
MEANING = ("cosine", "cosine_around", "cosine_by_weight", "cosine_missing", "opening", "going_on")
MOVED = ("moved", "joined", "above", "below", "log_size", "blocks", *LINKS, *MEANING)


@dataclass(frozen=True, slots=True)
class ForeignBlock:
    """Blocks [first, until) seem to come from another text.

    `margin`: log-odds above the threshold of a note; `surplus`: above that of a warning; `confidence`: the probability
    that it is so; `reasons`: what the boundary model has against the run when it stands at the end.
    """

    first: int
    until: int
    margin: float
    surplus: float
    confidence: float
    reasons: Reasons


@dataclass(frozen=True, eq=False, slots=True)
class Runs:
    """Runs of blocks [first, until) as columns, with their LINKS, one row each."""

    first: Offsets
    until: Offsets
    links: Numbers

    def take(self, chosen: Offsets) -> Runs:
        """Some of the runs."""
        return Runs(self.first[chosen], self.until[chosen], self.links[chosen])


@dataclass(frozen=True, eq=False, slots=True)
class Look:
    """One weighted sum, and the value from which on a run passes."""

    weights: Numbers
    intercept: float
    threshold: float

    def score(self, numbers: Numbers) -> Numbers:
        """The weighted sum of each row, added up column by column: the same alone and among others."""
        scores = np.full(len(numbers), self.intercept)
        for weight, column in zip(self.weights.tolist(), numbers.T, strict=True):
            scores += weight * column
        return scores


@dataclass(frozen=True, eq=False, slots=True)
class Looks:
    """The three looks; `threshold`, `warning`: log-odds of the last one for a note and for a warning."""

    links: Look
    meaning: Look
    moved: Trees
    threshold: float
    warning: float


def load_looks() -> Looks | None:
    """The three looks in use; None where there are none."""
    return _read(model_file("foreign_block.json"))


@lru_cache(maxsize=2)
def _read(file: Path) -> Looks | None:
    data = read_model(file)
    if data is None:
        return None
    links, meaning = (
        Look(np.array(list(data[name]["weights"].values())), data[name]["intercept"], data[name]["threshold"])
        for name in ("links", "meaning")
    )
    return Looks(links, meaning, read_trees(data["moved"]), data["threshold"], data["warning"])


def measure_links(document: Document) -> Runs | None:
    """A fact: all runs that may be foreign by their size and place and that hardly a word links to the rest, with their
    LINKS; None where there is none."""
    blocks, words = document.fact(find_blocks), len(document.words)
    if len(blocks) < 3 or words < 2 * AROUND + LEAST_WORDS:
        return None
    runs, _ = links_of(
        document.fact(linkage), np.append(blocks.first, words), np.array([0, len(blocks)]), np.array([0, words])
    )
    return runs if len(runs.first) else None


def links_of(linked: Linkage, first: Offsets, blocks: Offsets, words: Offsets) -> tuple[Runs, Offsets]:
    """Likewise of several documents that share a `linkage`, with the number of the document of each run.

    `first`: the first word of each block, and the end of the last; `blocks`, `words`: the bounds of the documents among
    the blocks and among the words.
    """
    text = np.arange(len(blocks) - 1).repeat(np.diff(blocks))
    place = np.arange(len(text))
    inner = (place > blocks.take(text)).nonzero()[0]
    left = blocks.take(text + 1) - place
    found = []
    for size in range(1, MOST_BLOCKS + 1):
        start = inner[left.take(inner) > size]
        links, weight = linked.outside(start, size)
        low = (links < _MOST_LINKED * weight).nonzero()[0]
        found.append((start.take(low), start.take(low) + size, links.take(low), weight.take(low)))
    starts, until, links, weight = (np.concatenate(each) for each in zip(*found, strict=True))
    fit = _fitting(first.take(starts), first.take(until), words, text.take(starts))
    starts, until, links, weight = starts.take(fit), until.take(fit), links.take(fit), weight.take(fit)
    text = text.take(starts)
    return Runs(starts, until, _columns(linked, links, weight, blocks, words, text)), text


def _fitting(start: Offsets, end: Offsets, words: Offsets, text: Offsets) -> Offsets:
    """Which runs of words [start, end) may be foreign by their size and place in their document."""
    fits = np.abs(2 * (end - start) - LEAST_WORDS - MOST_WORDS) <= MOST_WORDS - LEAST_WORDS
    fits &= start >= words.take(text) + AROUND
    fits &= end <= words.take(text + 1) - AROUND
    places: Offsets = fits.nonzero()[0]
    return places


def _columns(
    linked: Linkage, links: Numbers, weight: Numbers, blocks: Offsets, words: Offsets, text: Offsets
) -> Numbers:
    """The LINKS of runs, one row each."""
    new = np.append(0.0, linked.within[0].cumsum())
    start, end = blocks.take(text), blocks.take(text + 1)
    usual = 1 - (new.take(end) - new.take(start)) / (linked.total.take(end) - linked.total.take(start))
    columns = np.empty((6, len(text)))
    columns[0], columns[1] = links / weight, np.log(weight)
    columns[2], columns[3] = columns[0] * columns[1], usual
    columns[4] = np.log(words.take(text + 1) - words.take(text))
    columns[5] = (links - usual * weight) / np.sqrt(weight)
    return columns.T


def measure_meaning(document: Document, runs: Runs) -> Numbers:
    """LINKS and MEANING of runs, one row each."""
    vectors = load_vectors()
    assert vectors is not None
    telling, _, _ = document.fact(informative)
    rows = vectors.rows(document.words.key.take(telling))
    meant = (rows >= 0).nonzero()[0]
    sums = running(vectors.weighted(rows.take(meant)))
    place = np.append(document.fact(find_blocks).first, len(document.words)).take(np.stack((runs.first, runs.until)))
    above, upto = sums.take(telling.take(meant).searchsorted(place), axis=0)
    below = sums[-1] - upto
    near, around = cosines(np.stack((upto - above, above)), np.stack((above + below, below)))
    openings = _opening(document, place)
    meaning = np.stack((near, around, near * runs.links[:, 1], np.minimum(around - near, 0.5), *openings), axis=1)
    return np.concatenate((runs.links, meaning), axis=1)


def _opening(document: Document, place: Offsets) -> Numbers:
    openings = load_openings()
    if openings is None:
        return np.zeros(place.shape)
    return openings.odds(document.words.key, place).astype(float)


def measure_moved(document: Document, first: int, until: int, before: Numbers) -> tuple[Numbers, Reasons] | None:
    """The MOVED numbers of one run (`before`: its row of LINKS and MEANING), and what speaks for a boundary in front of
    it at the end.

    None where the boundary model cannot weigh it.
    """
    blocks = document.fact(find_blocks)
    moved, joint, place = _moved(document, blocks, first, until)
    weighed, own = moved.fact(weigh_breaks), document.fact(weigh_breaks)
    if weighed is None or own is None:
        return None
    starts = moved.fact(find_blocks).start[weighed.block].tolist()
    if place not in starts:
        return None
    index = starts.index(place)
    joined = float(weighed.score[starts.index(joint)]) if joint in starts else -8.0
    known = dict(zip(own.block.tolist(), own.score.tolist(), strict=True))
    sides = (known.get(first, -8.0), known.get(until, -8.0))
    size = np.log(blocks.last[until - 1] - blocks.first[first])
    numbers = (weighed.score[index], joined, *sides, size, until - first, *before)
    return np.array(numbers), reasons(weighed, index)


def _moved(document: Document, blocks: Blocks, first: int, until: int) -> tuple[Document, int, int]:
    """The document with a run at its end, where the text was joined, and where the run stands now."""
    text = document.prose
    head = text[: blocks.end[first - 1]] + "\n\n"
    body = head + text[blocks.start[until] :].rstrip() + "\n\n"
    return Document(body + text[blocks.start[first] : blocks.end[until - 1]]), len(head), len(body)


def suspects(document: Document, looks: Looks) -> Iterator[tuple[int, int, Numbers]]:
    """The runs that pass the first two looks, the most suspicious first, each with its LINKS and MEANING."""
    runs = document.fact(measure_links)
    if runs is None:
        return
    scores = looks.links.score(runs.links)
    if not scores.max() > looks.links.threshold:
        return
    order = np.argsort(-scores, kind="stable")[:_LOOKED_AT]
    chosen = runs.take(order[scores[order] > looks.links.threshold])
    numbers = measure_meaning(document, chosen)
    scores = looks.meaning.score(numbers)
    for index in np.argsort(-scores, kind="stable").tolist():
        if scores[index] > looks.meaning.threshold:
            yield int(chosen.first[index]), int(chosen.until[index]), numbers[index]


def find_foreign_block(document: Document) -> ForeignBlock | None:
    """A fact: the run of blocks that looks most like part of another text; None where none passes the first looks."""
    looks = load_looks()
    if looks is None or load_vectors() is None:
        return None
    found: list[ForeignBlock] = []
    for first, until, before in suspects(document, looks):
        measured = measure_moved(document, first, until, before)
        if measured is not None:
            score = float(looks.moved.odds(measured[0][None])[0])
            confidence = 1 / (1 + float(np.exp(-score)))
            surplus = score - looks.warning
            found.append(ForeignBlock(first, until, score - looks.threshold, surplus, confidence, measured[1]))
    return max(found, key=lambda each: each.margin, default=None)
