"""Trains the model of saved pages on labelled blocks. Imports scikit-learn; nothing at run time does."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from zlib import crc32

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from spinlint.lexicon.page import WORD_BITS, Numbers, PageModel, best_cut, measure_blocks
from spinlint.text.blocks import Blocks, find_blocks
from spinlint.text.document import Document

FOLDS = 5
_STRENGTH = 0.02
_WORD_SCALE = 3.0
"""How much larger than its share a word is shown to the fit: words are penalised less than form."""


@dataclass(frozen=True, eq=False)
class Page:
    """A page as plain text. `end`: the offset after the last block of the article; `main`: which blocks are article."""

    text: str
    end: int
    site: str
    main: Numbers


def read_page(record: Mapping[str, Any]) -> Page | None:
    """A page from a record with labelled `blocks`, joined by blank lines; None where no block is article."""
    starts, ends, labels = [], [], []
    length = 0
    for block in record["blocks"]:
        starts.append(length)
        length += len(block["text"])
        ends.append(length)
        labels.append(bool(block["main"]))
        length += 2
    if not any(labels):
        return None
    text = "\n\n".join(block["text"] for block in record["blocks"])
    found = Document(text).fact(find_blocks)
    main = np.array(labels)[np.searchsorted(starts, found.start, side="right") - 1].astype(float)
    end = max(end for end, label in zip(ends, labels, strict=True) if label)
    return Page(text, end, urlparse(record.get("url") or "").netloc or str(record["id"]), main)


def tail_score(page: Page, start: int | None) -> float:
    """F1 by characters of taking [start, end of text) for what stands after the article."""
    length = len(page.text)
    predicted, gold = length - (length if start is None else start), length - page.end
    shared = max(0, length - max(length if start is None else start, page.end))
    return 2 * shared / (predicted + gold) if predicted + gold else 1.0


def train_page(pages: Sequence[Page], out: Path, names: Sequence[str]) -> dict[str, Any]:
    """Fit the model on all pages and write it, with its mean F1 on sites that a fold had not seen."""
    scores = []
    for page, model in zip(pages, unseen_models(pages), strict=True):
        document = Document(page.text)
        blocks = document.fact(find_blocks)
        cut = best_cut(model.article(document, blocks), blocks)
        scores.append(tail_score(page, int(blocks.start[cut]) if cut < len(blocks) else None))
    model = _fit([_read(page) for page in pages], pages, np.ones(len(pages), dtype=bool))
    scale = float(np.abs(model.words).max()) / 127
    data = {
        "what": "log-odds that a block of a saved page is text of the article",
        "sources": list(names),
        "pages": len(pages),
        "tail_f1_unseen_sites": round(float(np.mean(scores)), 4),
        "intercept": round(model.intercept, 5),
        "weights": [round(each, 5) for each in model.weights.tolist()],
        "word_scale": scale,
        "words": np.round(model.words / scale).astype(int).tolist(),
    }
    out.write_text(json.dumps(data, separators=(",", ":")) + "\n")
    return data


def unseen_models(pages: Sequence[Page]) -> list[PageModel]:
    """For each page a model that was trained on the pages of other sites."""
    read = [_read(page) for page in pages]
    fold = np.array([crc32(page.site.encode()) % FOLDS for page in pages])
    models = [
        _fit([each for each, where in zip(read, fold, strict=True) if where != held], pages, fold != held)
        for held in range(FOLDS)
    ]
    return [models[each] for each in fold.tolist()]


def _read(page: Page) -> tuple[Numbers, Any, Numbers]:
    """Numbers, words and weights of the blocks of a page."""
    document = Document(page.text)
    blocks = document.fact(find_blocks)
    return measure_blocks(document), _words(document, blocks), np.sqrt(blocks.end - blocks.start)


def _words(document: Document, blocks: Blocks) -> Any:
    row = np.repeat(np.arange(len(blocks)), blocks.size)
    column = (document.words.key >> np.uint64(64 - WORD_BITS)).astype(np.intp)
    counts = sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=(len(blocks), 1 << WORD_BITS))
    return sparse.diags(1 / np.sqrt(blocks.size)) @ counts


def _fit(read: Sequence[tuple[Numbers, Any, Numbers]], pages: Sequence[Page], chosen: Any) -> PageModel:
    numbers = np.concatenate([each[0] for each in read])
    label = np.concatenate([page.main for page, taken in zip(pages, chosen.tolist(), strict=True) if taken])
    weight = np.concatenate([each[2] for each in read])
    scaler = StandardScaler().fit(numbers)
    words = sparse.vstack([each[1] for each in read]) * _WORD_SCALE
    features = sparse.hstack((sparse.csr_matrix(scaler.transform(numbers)), words)).tocsr()
    model = LogisticRegression(C=_STRENGTH, max_iter=200).fit(features, label, sample_weight=weight / weight.mean())
    form, spoken = model.coef_[0][: numbers.shape[1]], model.coef_[0][numbers.shape[1] :] * _WORD_SCALE
    weights = form / scaler.scale_
    return PageModel(weights, spoken, float(model.intercept_[0] - scaler.mean_ @ weights))
