"""Measures the comparison of documents, beside the filter that others use: what `evaluate structure` says of it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from spinlint.corpus.evaluation import evaluate_siblings, find_links, rate_duplicates
from spinlint.evaluation.minhash import FILTERS, minhash_links
from spinlint.linting.comparison import COPY, NEAR
from spinlint.training.planted_copies import change

NEIGHBOURS = "neighbours"
"""How files are called that hold texts on one event which are no rewritings of each other."""
_WHOLE = (("one word in ten changed", 0.1, "replaced"), ("one telling word in five changed", 0.2, "spun"))
"""Name, share of words, and way of change of copies of whole documents."""
_MOST_COPIED = 300

Record = Mapping[str, Any]
Figures = dict[str, Any]


def across(farm: Sequence[Record], folder: Path | None, clean: Sequence[Record], seed: int = 0) -> Figures:
    """Posts of one body, rewritings of one text, links of clean documents, changed copies of whole documents.

    `folder`: the families, files of texts and their rewritings, and the texts that only look like some.
    """
    figures: Figures = {}
    if farm:
        clusters = [record.get("main_cluster", number) for number, record in enumerate(farm)]
        figures["posts with one body"] = _beside([str(record["text"]) for record in farm], clusters, {COPY, NEAR})
    families, neighbours = ([], []) if folder is None else read_families(folder)
    if families or clean:
        texts = [text for group in neighbours for text in group] + [str(record["text"]) for record in clean]
        sources = [*range(len(texts) - len(clean)), *(source_of(record) for record in clean)]
        figures["rewritings of one text"] = evaluate_siblings(families, texts, sources)
    if families:
        figures["rewritings of one text"] |= _filters(*_numbered(families))
    if clean:
        figures["changed copies of whole documents"] = {
            name: _beside(*_copied(clean, share, way, seed), None) for name, share, way in _WHOLE
        }
    return figures


def read_families(folder: Path) -> tuple[list[list[str]], list[list[str]]]:
    """The families of a folder, and the groups of texts that are none. Texts are parted by five equals signs."""
    read = {path.stem: read_family(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))}
    return (
        [texts for name, texts in read.items() if not name.startswith(NEIGHBOURS)],
        [texts for name, texts in read.items() if name.startswith(NEIGHBOURS)],
    )


def read_family(text: str) -> list[str]:
    """The texts of a file of rewritings, parted by lines of five equals signs; the first is the original."""
    return text.rstrip("\n").split("\n=====\n")


def source_of(record: Record) -> str:
    """What a clean document tells: its id, without the "-ref-A" that tells two translations of one text apart."""
    return re.sub(r"-ref-[A-Z]$", "", str(record.get("id", record["text"])))


def _numbered(families: Sequence[Sequence[str]]) -> tuple[list[str], list[Hashable]]:
    texts = [text for family in families for text in family]
    return texts, [number for number, family in enumerate(families) for _ in family]


def _copied(clean: Sequence[Record], share: float, way: str, seed: int) -> tuple[list[str], list[Hashable]]:
    """Some clean documents and a changed copy of each, and which of them belong together."""
    random = Random(seed)
    drawn = random.sample(list(clean), min(_MOST_COPIED, len(clean)))
    texts = [str(record["text"]) for record in drawn]
    sources: list[Hashable] = [source_of(record) for record in drawn]
    return texts + [change(text, random, share, way) for text in texts], sources * 2


def _beside(texts: Sequence[str], clusters: Sequence[Hashable], kinds: set[str] | None) -> Figures:
    """The pairs that spinlint finds (of these kinds), and those that the filters find."""
    links = find_links(texts)
    own = [pair for pair, kind in links.items() if kinds is None or kind in kinds]
    return rate_duplicates(own, clusters) | _filters(texts, clusters)


def _filters(texts: Sequence[str], clusters: Sequence[Hashable]) -> Figures:
    return {name: rate_duplicates(minhash_links(texts, setting), clusters) for name, setting in FILTERS.items()}
