"""Measures the comparison of documents: pairs of one body, pairs of siblings, false links among clean documents.

Plain functions over texts that return plain dictionaries; `spinlint evaluate structure` prints them.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from spinlint.corpus.fingerprints import fingerprint
from spinlint.corpus.index import Index
from spinlint.corpus.neighbours import Neighbours, judge_pair
from spinlint.linting.comparison import COPY, NEAR, RETOLD
from spinlint.text.document import Document

Pair = tuple[int, int]
DUPLICATE = frozenset({COPY, NEAR})


def find_links(texts: Iterable[str]) -> dict[Pair, str]:
    """All linked pairs of texts (by number, from 0), with the kind of their relation, through the index."""
    with tempfile.TemporaryDirectory(prefix="spinlint-") as folder:
        index = Index(Path(folder) / "index")
        for number, text in enumerate(texts, 1):
            index.add(fingerprint(Document(text, record=number)))
        index.commit()
        neighbours = Neighbours([index], Path(folder))
        return {
            (min(number, link.other), max(number, link.other)): link.kind
            for number in range(index.documents)
            for link in neighbours.links(number)
        }


def closure(pairs: Iterable[Pair], size: int) -> set[Pair]:
    """All pairs of members of one set, where pairs connect sets."""
    parent = list(range(size))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, other in pairs:
        parent[root(other)] = root(one)
    members = defaultdict(list)
    for number in range(size):
        members[root(number)].append(number)
    return {pair for numbers in members.values() for pair in combinations(numbers, 2)}


def rate_duplicates(pairs: Iterable[Pair], clusters: Sequence[Hashable]) -> dict[str, Any]:
    """Recall and precision of pairs, with those that follow from them, where texts of one cluster are duplicates."""
    found = closure(pairs, len(clusters))
    gold = {pair for pair in combinations(range(len(clusters)), 2) if clusters[pair[0]] == clusters[pair[1]]}
    return {"pairs": len(gold), "found": len(found), **_rates(len(found & gold), len(found), len(gold))}


def evaluate_duplicates(texts: Sequence[str], clusters: Sequence[Hashable]) -> dict[str, Any]:
    """Pairs of one body found as duplicates: recall, precision and counts (content_farm: `main_cluster`)."""
    links = find_links(texts)
    return rate_duplicates((pair for pair, kind in links.items() if kind in DUPLICATE), clusters)


def evaluate_siblings(
    families: Sequence[Sequence[str]], clean: Sequence[str] = (), sources: Sequence[Hashable] = ()
) -> dict[str, Any]:
    """Pairs of rewritings of one text linked, among clean documents; and false links of the clean ones.

    The first member of a family is its original. A pair counts as linked when its members end up in one set, as
    siblings or as near-duplicates, and directly when they are themselves linked. A sibling link is false when it joins
    two families or touches a clean document, unless both have one of the `sources`: two translations of one text.
    Clean documents that share most of their wording are near-duplicates, whatever they are about: counted apart.
    """
    texts = [text for family in families for text in family] + list(clean)
    owner: list[Hashable] = [number for number, family in enumerate(families) for _ in family]
    owner += [("clean", source) for source in sources or range(len(clean))]
    links = find_links(texts)
    rewritten = len(texts) - len(clean)
    gold = {pair for pair in combinations(range(rewritten), 2) if owner[pair[0]] == owner[pair[1]]}
    linked = closure((pair for pair in links if owner[pair[0]] == owner[pair[1]]), len(texts))
    right = Counter(kind for pair, kind in links.items() if owner[pair[0]] == owner[pair[1]] and pair[0] >= rewritten)
    false = Counter(kind for pair, kind in links.items() if owner[pair[0]] != owner[pair[1]])
    return {
        "families": len(families),
        "pairs": len(gold),
        "recall": round(len(linked & gold) / max(1, len(gold)), 4),
        "recall_direct": round(len(gold & links.keys()) / max(1, len(gold)), 4),
        "clean": len(clean),
        "same_source": right[RETOLD],
        "near_duplicates": false[NEAR] + right[NEAR],
        "false_links": false[RETOLD],
    }


def evaluate_pairs(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Of pairs (original, rewriting) how many are linked, each pair judged by itself."""
    kinds: Counter[str] = Counter()
    for one, other in pairs:
        judged = judge_pair(Document(one), Document(other))
        kinds["none" if judged is None else judged[0]] += 1
    total = kinds.total()
    return {"pairs": total, "recall": round(1 - kinds["none"] / max(1, total), 4), "siblings": kinds[RETOLD]}


def _rates(right: int, found: int, gold: int) -> dict[str, float]:
    return {"recall": round(right / max(1, gold), 4), "precision": round(right / max(1, found), 4)}
