"""Measures the score: does it tell sound documents from others, is it a probability, and whom does it wrong?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np

from spinlint.evaluation.intervals import auc, found_at, wilson
from spinlint.linting.engine import Linter
from spinlint.reliability import assess
from spinlint.text.document import Document
from spinlint.training.sound_and_unsound import Labelled

Figures = dict[str, Any]
LENGTHS = (0, 60, 100, 200, 400, 800)
"""Words from which on a document belongs to the next length."""
BINS = 10
SPUN = "spun"
"""The fault of really spun documents; the headline figures set these against the sound ones."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A labelled document, its words, score and verdict."""

    labelled: Labelled
    words: int
    score: float | None
    verdict: str

    @property
    def doubt(self) -> float:
        """Log odds that the document is unsound."""
        score = min(max(self.score or 0.0, 1e-12), 1 - 1e-12)
        return log((1 - score) / score)


def score_documents(documents: Iterable[Labelled], linter: Linter) -> list[Scored]:
    """The scores of documents, by the model and the lexicon that are in use."""
    scored = []
    for each in documents:
        document = Document(each.text)
        judged = assess(linter.measure(document))
        scored.append(Scored(each, len(document.words), judged.score, judged.verdict))
    return scored


def measure(scored: Sequence[Scored]) -> Figures:
    """All figures: of really spun documents against sound ones, and per fault, genre and length."""
    judged = [each for each in scored if each.score is not None]
    sound = [each for each in judged if each.labelled.sound]
    spun = [each for each in judged if each.labelled.fault == SPUN]
    faults = _by(lambda each: each.labelled.fault, [each for each in judged if not each.labelled.sound])
    sources = _by(lambda each: f"{each.labelled.fault}: {each.labelled.source}", _with_sources(faults))
    return {
        "documents": len(scored),
        "unscored": len(scored) - len(judged),
        "sound": wronged(sound),
        "spun": {**told_apart(spun, sound), **_as_probability([*spun, *sound])},
        "faults": {name: told_apart(members, sound) for name, members in faults.items()},
        "sources": {name: told_apart(members, sound) for name, members in sources.items()},
        "genres": {name: wronged(members) for name, members in _by(lambda each: each.labelled.genre, sound).items()},
        "lengths": {
            name: {"sound": wronged([each for each in members if each.labelled.sound]),
                   "spun": told_apart([each for each in members if each.labelled.fault == SPUN], sound)}
            for name, members in _by(_length, judged).items()
        },
    }  # fmt: skip


def _by(key: Callable[[Scored], str], scored: Iterable[Scored]) -> Mapping[str, list[Scored]]:
    groups: dict[str, list[Scored]] = {}
    for each in scored:
        groups.setdefault(key(each), []).append(each)
    return {name: groups[name] for name in sorted(groups)}


def _with_sources(faults: Mapping[str, list[Scored]]) -> list[Scored]:
    """Documents of the faults that come from several sources."""
    return [each for them in faults.values() if len({s.labelled.source for s in them}) > 1 for each in them]


def _length(each: Scored) -> str:
    reached = [least for least in LENGTHS if each.words >= least]
    return f"{reached[-1]:>4} words and more"


def _share(hits: int, of: int) -> Figures:
    low, high = wilson(hits, of)
    return {"value": round(hits / max(of, 1), 4), "low": round(low, 4), "high": round(high, 4)}


def wronged(sound: Sequence[Scored]) -> Figures:
    """What becomes of sound documents."""
    scores = [each.score for each in sound if each.score is not None]
    return {
        "documents": len(sound),
        "unreliable": _share(sum(each.verdict == "unreliable" for each in sound), len(sound)),
        "doubtful": _share(sum(each.verdict == "doubtful" for each in sound), len(sound)),
        "median": round(float(np.median(scores)), 4) if scores else None,
    }


def told_apart(unsound: Sequence[Scored], sound: Sequence[Scored]) -> Figures:
    """How well unsound documents are told from sound ones, and how many the score condemns."""
    ours, theirs = [each.doubt for each in unsound], [each.doubt for each in sound]
    if not ours or not theirs:
        return {"documents": len(ours)}
    return {
        "documents": len(ours),
        "groups": len({each.labelled.group for each in unsound}),
        "auc": round(auc(ours, theirs), 4),
        "found_at_1": round(found_at(ours, theirs, 0.01), 4),
        "found_at_0_1": round(found_at(ours, theirs, 0.001), 4),
        "unreliable": _share(sum(each.verdict == "unreliable" for each in unsound), len(unsound)),
        "at_most_half": round(float(np.mean([(each.score or 0) <= 0.5 for each in unsound])), 4),
    }


def _as_probability(judged: Sequence[Scored]) -> Figures:
    """Brier score, expected calibration error over ten bins of equal width, and the bins."""
    if not judged:
        return {}
    score = np.array([each.score for each in judged], dtype=float)
    truth = np.array([each.labelled.sound for each in judged], dtype=float)
    place = np.minimum((score * BINS).astype(int), BINS - 1)
    bins = []
    for index in range(BINS):
        here = place == index
        if here.any():
            bins.append({"score": round(float(score[here].mean()), 4), "sound": round(float(truth[here].mean()), 4),
                         "documents": int(here.sum())})  # fmt: skip
    error = sum(abs(each["score"] - each["sound"]) * each["documents"] for each in bins) / len(judged)
    return {"brier": round(float(((score - truth) ** 2).mean()), 4), "calibration_error": round(error, 4), "bins": bins}


def roc(scored: Sequence[Scored], fault: str = SPUN) -> tuple[list[float], list[float]]:
    """False alarms and documents found at every threshold."""
    judged = [
        each for each in scored if each.score is not None and (each.labelled.sound or each.labelled.fault == fault)
    ]
    judged.sort(key=lambda each: -each.doubt)
    unsound = np.array([not each.labelled.sound for each in judged])
    found = np.cumsum(unsound) / max(unsound.sum(), 1)
    alarms = np.cumsum(~unsound) / max((~unsound).sum(), 1)
    return [0.0, *alarms.tolist()], [0.0, *found.tolist()]
