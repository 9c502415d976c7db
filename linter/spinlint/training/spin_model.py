"""Learns how far the channel's evidence is to be believed: the weights of `spinlint.lexicon.spin`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from spinlint.lexicon import gate as gates
from spinlint.lexicon import verdict
from spinlint.lexicon.additive import Additive
from spinlint.lexicon.lexicon import load_lexicon
from spinlint.lexicon.spin_weights import SpinModel
from spinlint.lexicon.trees import Trees, read_trees
from spinlint.training.alone import fit_alone, with_first_look
from spinlint.training.examples import Example
from spinlint.training.fitting import fit_additive
from spinlint.training.reads import Read, read_example
from spinlint.training.word_fitting import KNOTS, columns_of, fit_words, flags_of

Floats = npt.NDArray[np.floating[Any]]
Say = Callable[[str], None]

STRICT = 0.95
"""Share of clean words with candidates that the gate stops in a text that looks sound. Tried: 0.88 keeps 96 % of the
words that the word model would put in the upper 2 % of clean text and costs twice as much, 0.95 keeps 88 %."""
OPEN = 0.45
LOOSE = 0.85
"""The same for words that spinners were seen to print. It lets 84 % of unseen tortured phrases pass instead of 76 %,
for half as many words again, of each of which one or two candidates are tried."""
SUSPICIOUS = 1.6
"""A text with this many times the usual share of words above the strict level is looked at with the open gate."""
LEVELS = (0.95, 0.965, 0.98, 0.99, 0.995, 0.998)
"""Quantiles of clean words at which a document's shares are taken."""

_GATE_KNOTS = {name: KNOTS[name] for name in ("left", "right", "frequency", "propensity")}
_POSTERIOR_KNOTS = {
    "score": (-9, -6, -4, -2, 0, 3),
    "near": (-8, -6, -4, -2, 0, 2),
    "repeat": (-8, -7.9, -5, -3, -1, 2),
    "document": (-7, -4, -2, 0, 2, 4, 7),
}


_WORD_WEIGHTS = {"clean": 1.0, "pairs": 1.0, "planted": 4.0, "wild": 1.0, "simulated": 0.1}
"""How much one word of an example counts: simulated ones least. Planted phrases are the most varied examples: with less
weight on them fewer words are found in spun text too (411 with 4.0, 351 with 1.5, 242 with 0.3)."""
_GATE_WEIGHTS = {"clean": 1.0, "pairs": 1.0, "planted": 4.0, "wild": 1.0, "simulated": 0.1}
"""The strict gate is there for single odd words in sound texts: it passes 76 % of unseen tortured phrases with these
weights and 72 % with those of words, among 4 % of clean words."""


def fit(examples: Sequence[Example], say: Say) -> SpinModel:
    """Fit gate, word model, document model and posterior, one after the other."""
    sample = [read_example(each, None) for each in examples[:: max(1, len(examples) // 1500)]]
    gate = _fit_gate(sample)
    model = _with_levels(gate, sample)
    say(f"gate: strict {model.strict:.2f}, open {model.open:.2f}, suspicion {model.suspicion:.3f}")
    reads = [read_example(each, model) for each in examples]
    say(f"{len(reads):,} documents read, {sum(len(each.label) for each in reads):,} words looked into")
    model = replace(model, word=fit_words(*_training_words(reads, _WORD_WEIGHTS)))
    scores = [verdict.weigh_evidence(each.evidence, model.word, model.word)[0] for each in reads]
    model = _fit_documents(reads, scores, model)
    spun = [verdict.document_score(r.line, r.evidence, s, r.gate, model) for r, s in zip(reads, scores, strict=True)]
    model = with_first_look(replace(model, posterior=_fit_posterior(reads, scores, spun)), reads)
    say(f"words to be judged alone: first look above {model.odd:.2f}")
    return replace(model, alone=read_trees(fit_alone(reads, scores, spun, model)))


def _training_words(
    reads: Sequence[Read], weight_of: Mapping[str, float]
) -> tuple[Floats, npt.NDArray[np.bool_], Floats]:
    """All words whose label is known: rows, labels, weights.

    The unchanged words of spun texts are among them: there a word's neighbours are odd, and it is not.
    """
    rows, labels, weights = [], [], []
    for read in reads:
        known = read.label >= 0
        changed = read.label[known] == 1
        weight = weight_of[read.example.kind]
        rows.append(read.evidence.rows[known])
        labels.append(changed)
        weights.append(np.where(changed, weight, min(weight, 1.0)))
    return np.concatenate(rows), np.concatenate(labels), np.concatenate(weights)


_SEEN_BOTH = [(3, 4)]


def _fit_gate(reads: Sequence[Read]) -> Additive:
    rows, label, weight = _training_words(reads, _GATE_WEIGHTS)
    return fit_additive(columns_of(rows), _GATE_KNOTS, flags_of(rows)[:5], _SEEN_BOTH, label, weight)


def _with_levels(gate: Additive, reads: Sequence[Read]) -> SpinModel:
    clean = [read for read in reads if not read.example.gold.spun]
    scores = [
        gates.gate_scores(each.line, each.evidence.index, load_lexicon(each.example.lexicon), gate) for each in clean
    ]
    strict, opened, loose = np.quantile(np.concatenate(scores), [STRICT, OPEN, LOOSE])
    nothing = np.zeros(0)
    return SpinModel(
        gate,
        gate,
        gate,
        float(strict),
        float(opened),
        float(loose),
        SUSPICIOUS * (1 - STRICT),
        nothing,
        nothing,
        nothing,
        0.0,
        gate,
        np.inf,
        Trees(np.zeros(0, dtype=np.intp), nothing, nothing, 0.0),
    )


def _fit_documents(reads: Sequence[Read], scores: Sequence[Floats], model: SpinModel) -> SpinModel:
    """Spun against clean documents. Texts with planted phrases are neither: they are clean but for a phrase."""
    strict = [each.gate > model.strict for each in reads]
    clean = [s[m] for r, s, m in zip(reads, scores, strict, strict=True) if not r.example.gold.spun]
    total = sum(len(r.line.numbers) for r in reads if not r.example.gold.spun)
    ranked = np.sort(np.concatenate(clean))[::-1]
    # Per word of text, of which only some have candidates and pass the gate.
    expected = (1 - np.array(LEVELS)) * 0.5
    levels = ranked[np.minimum((expected * total).astype(int), len(ranked) - 1)]
    features, labels, weights = [], [], []
    for read, score, mask in zip(reads, scores, strict, strict=True):
        if read.example.kind != "planted" and len(read.line.numbers) >= 40:
            index = read.evidence.index[mask]
            features.append(verdict.document_features(read.line, index, score[mask], levels, expected)[0])
            labels.append(read.example.gold.spun)
            weights.append({"wild": 6.0, "pairs": 6.0, "clean": 3.0}.get(read.example.kind, 1.0))
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=2000))
    pipeline.fit(np.array(features), np.array(labels), logisticregression__sample_weight=np.array(weights))
    scaler, logistic = pipeline[0], pipeline[1]
    document = logistic.coef_[0] / scaler.scale_
    intercept = float(logistic.intercept_[0] - scaler.mean_ @ document)
    return replace(model, levels=levels, expected=expected, document=document, document_intercept=intercept)


def _fit_posterior(reads: Sequence[Read], scores: Sequence[Floats], spun: Sequence[Floats]) -> Additive:
    columns: dict[str, list[Floats]] = {name: [] for name in _POSTERIOR_KNOTS}
    labels, weights = [], []
    for read, score, document in zip(reads, scores, spun, strict=True):
        used = read.label >= 0
        for name, values in verdict.posterior_columns(read.line, read.evidence, score, document).items():
            columns[name].append(values[used])
        labels.append(read.label[used] == 1)
        weights.append(np.full(np.count_nonzero(used), 1.0 if read.example.kind in ("clean", "pairs") else 0.4))
    joined = {name: np.concatenate(each) for name, each in columns.items()}
    return fit_additive(joined, _POSTERIOR_KNOTS, (), (), np.concatenate(labels), np.concatenate(weights), strength=1.0)


def write(model: SpinModel, path: Path) -> None:
    """Write the weights as JSON."""
    data: dict[str, Any] = {
        "strict": model.strict,
        "open": model.open,
        "loose": model.loose,
        "suspicion": model.suspicion,
        "gate": model.gate.to_json(),
        "word": model.word.to_json(),
        "posterior": model.posterior.to_json(),
        "document": {
            "levels": model.levels.tolist(),
            "expected": model.expected.tolist(),
            "weights": model.document.tolist(),
            "intercept": model.document_intercept,
        },
        "first_look": model.first_look.to_json(),
        "odd": model.odd,
        "alone": model.alone.to_json(),
    }
    path.write_bytes(orjson.dumps(data, option=orjson.OPT_INDENT_2) + b"\n")
