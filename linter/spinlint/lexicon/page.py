"""Where the text of a web page ends and the page begins again: comments, teasers, menus, footer.

In plain text only the form of the blocks is left to see: how long they are, whether they end like a sentence, how many
capitals and figures they hold, which words, what stands around them, and which cue lines came before. A linear model
weighs all of that per block; the cut is where the text before it gains most.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from spinlint.lexicon.cues import CueKind, find_cues
from spinlint.lexicon.folder import model_file, read_model
from spinlint.text.blocks import Blocks, find_blocks
from spinlint.text.document import Document
from spinlint.text.words import CAPITALISED, NUMERIC, STRONG, word_key

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

WORD_BITS = 12
"""Words are told apart by so many bits of their keys."""
_LEAST_CUES = 3
"""Cue lines, of more than one kind, that make a text a saved page. 12 of 2,505 clean documents hold one or more."""
_LEAST_WORDS = 60
"""Words that a page keeps at least."""
BIAS = 0.37
"""Probability of article text above which a block pulls the cut behind itself; chosen on dev/webpages."""
_LISTS = {
    "function": "the of and to a in that is was for it with as on be at by this are or from an not but have had he she "
    "they we i you his her their our its which who will would can could were been has",
    "date": "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec am pm ago monday tuesday wednesday thursday friday saturday sunday min mins hours "
    "hour days day",
    "said": "says reply replied posted comment commented permalink wrote flag report like likes quote",
}


def _mask(words: str) -> Mask:
    table = np.zeros(1 << 14, dtype=bool)
    for word in words.split():
        table[word_key(word) >> 50] = True
    return table


@lru_cache(maxsize=1)
def _masks() -> dict[str, Mask]:
    return {name: _mask(words) for name, words in _LISTS.items()}


def measure_blocks(document: Document) -> Numbers:
    """The numbers of every block, one row each."""
    blocks = document.fact(find_blocks)
    own, prose, cues = _own(document, blocks)
    logs = own[:, 0]
    cued: Numbers = np.max(cues, axis=1, initial=0.0)
    around = [_shifted(each, by) for by in (1, 2, 3, -1, -2, -3) for each in (prose, logs, cued, own[:, 3])]
    size = np.append(0, np.cumsum(prose * blocks.size))
    index = np.arange(len(blocks))
    for width in (5, 10):
        left, right = np.maximum(index - width, 0), np.minimum(index + 1 + width, len(blocks))
        around += [np.log1p(size[index] - size[left]), np.log1p(size[right] - size[index + 1])]
    before = size[:-1] / max(size[-1], 1)
    opened = int(np.argmax(np.cumsum(prose) >= 2)) if prose.sum() >= 2 else 0
    later = index > opened
    seen = np.minimum(np.cumsum(cues * later[:, None], axis=0), 2)
    said = np.log1p(np.cumsum(later & (own[:, 7] > 0)))
    table: Numbers = np.column_stack((own, cues, *around, before, before > 0.5, seen, said, index < opened))
    return table


def _own(document: Document, blocks: Blocks) -> tuple[Numbers, Numbers, Numbers]:
    """What each block is in itself; whether it is a paragraph of prose; which cues it holds."""
    words, size = document.words, blocks.size.astype(float)

    def share(mask: Mask) -> Numbers:
        shares: Numbers = np.add.reduceat(mask.astype(float), blocks.first) / size
        return shares

    slot = words.key >> np.uint64(50)
    of = {name: share(mask[slot]) for name, mask in _masks().items()}
    ends = np.array([document.prose[end - 1] in ".!?\"”’')…" for end in blocks.end.tolist()], dtype=float)
    prose = ((size >= 20) & (ends > 0) & (of["function"] > 0.2)).astype(float)
    log = np.log1p(size)
    cues = np.zeros((len(blocks), len(CueKind)))
    for cue in document.fact(find_cues):
        cues[cue.block, list(CueKind).index(cue.kind)] = 1
    capitals, numbers = share((words.kind & CAPITALISED) != 0), share((words.kind & NUMERIC) != 0)
    shape = (log, np.minimum(log, 2), np.maximum(log - 3, 0), capitals, numbers, of["function"], of["date"] > 0)
    own = np.column_stack((*shape, of["said"] > 0, share(words.gap == STRONG), ends, prose, prose * log))
    return own, prose, cues


def _shifted(values: npt.NDArray[np.generic], by: int) -> Numbers:
    moved = np.zeros(len(values))
    if by > 0:
        moved[by:] = values[:-by]
    else:
        moved[:by] = values[-by:]
    return moved


@dataclass(frozen=True, eq=False)
class PageModel:
    """Weights per number of a block and per slot of words, and what they are added to."""

    weights: Numbers
    words: Numbers
    intercept: float

    def article(self, document: Document, blocks: Blocks) -> Numbers:
        """The probability of every block that it is text of the article."""
        slot = (document.words.key >> np.uint64(64 - WORD_BITS)).astype(np.intp)
        spoken = np.add.reduceat(self.words[slot], blocks.first) / np.sqrt(blocks.size)
        odds: Numbers = measure_blocks(document) @ self.weights + spoken + self.intercept
        return 1 / (1 + np.exp(-odds))


def load_page_model() -> PageModel | None:
    """The model in use; None where there is none."""
    return _read(model_file("page.json"))


@lru_cache(maxsize=2)
def _read(file: Path) -> PageModel | None:
    data = read_model(file)
    if data is None:
        return None
    words = np.array(data["words"]) * data["word_scale"]
    return PageModel(np.array(data["weights"]), words, data["intercept"])


def find_page_tail(document: Document) -> int | None:
    """A fact: the block with which the page begins again after its text; None where the text is no saved page."""
    model = load_page_model()
    return None if model is None else tail_by(model, document)


def tail_by(model: PageModel, document: Document) -> int | None:
    """The same by a model of one's own: to measure one on pages that it was not trained on."""
    cues = document.fact(find_cues)
    if len(cues) < _LEAST_CUES or all(cue.kind is CueKind.RELATED for cue in cues):
        return None
    blocks = document.fact(find_blocks)
    cut = best_cut(model.article(document, blocks), blocks)
    return cut if cut < len(blocks) and any(cue.block >= cut for cue in cues) else None


def best_cut(article: Numbers, blocks: Blocks) -> int:
    """The block before which to cut: there the text before holds most article and least page, by characters."""
    gain = np.cumsum((article - BIAS) * (blocks.end - blocks.start))
    enough = np.flatnonzero(blocks.last >= min(_LEAST_WORDS, int(blocks.last[-1])))
    return int(enough[np.argmax(gain[enough])]) + 1
