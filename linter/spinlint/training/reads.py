"""Labelled examples as the reader of spun text sees them: evidence for every word looked into, and its label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from spinlint.evaluation.gold import Gold
from spinlint.lexicon.decoder import Evidence, Line, read_line, weigh, with_candidates
from spinlint.lexicon.gate import pass_gate
from spinlint.lexicon.language_model import Ids
from spinlint.lexicon.lexicon import load_lexicon
from spinlint.lexicon.spin_weights import SpinModel
from spinlint.text.document import Document
from spinlint.training.examples import Example

Floats = npt.NDArray[np.floating[Any]]
Labels = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Read:
    """An example read with some gate. `label` per word looked into: 1 changed, 0 not, -1 unknown."""

    example: Example
    line: Line
    evidence: Evidence
    gate: Floats
    label: Labels


def read_example(example: Example, model: SpinModel | None) -> Read:
    """Read an example with the gate of a model, or all its words."""
    lexicon = load_lexicon(example.lexicon)
    line = read_line(Document(example.gold.text).words, lexicon.model)
    if model is None:
        index: Ids = with_candidates(line, lexicon)
        return Read(example, line, weigh(line, index, lexicon), np.zeros(0), _labels(example.gold, line, index))
    index, gate, most = pass_gate(line, lexicon, model)
    return Read(example, line, weigh(line, index, lexicon, most), gate, _labels(example.gold, line, index))


def _labels(gold: Gold, line: Line, index: Ids) -> Labels:
    label = np.zeros(len(index), dtype=np.int8)
    if gold.spans is None:
        return label - np.int8(gold.spun)
    start, end = line.words.start[index], line.words.end[index]
    for span in gold.ignored:
        label[(start < span.end) & (end > span.start)] = -1
    for each in gold.spans:
        label[(start < each.span.end) & (end > each.span.start)] = 1
    return label
