"""The index of a corpus: what it links, what it does not, and that neither order nor a kill changes an answer."""

from __future__ import annotations

import json
import lzma
import random
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from spinlint import Document
from spinlint.corpus.alignment import match
from spinlint.corpus.comparison import compare
from spinlint.corpus.evaluation import evaluate_duplicates, evaluate_siblings, find_links
from spinlint.corpus.fingerprints import fingerprint, pack, unpack, whole
from spinlint.corpus.index import PARTITIONS, Index
from spinlint.corpus.merging import Reference
from spinlint.corpus.neighbours import Neighbours, judge_pair
from spinlint.corpus.wording import changed_places
from spinlint_rules.duplication import DuplicateDocument, NearDuplicateDocument, SharedPassage
from spinlint_rules.spin import SpunSibling

DATA = Path(__file__).parents[1].parent / "shared" / "data" / "dev"
RULES = (DuplicateDocument(), NearDuplicateDocument(), SharedPassage(), SpunSibling())
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared development data is not here")


def family(name: str) -> list[str]:
    path = Path(__file__).parent / "families" / f"{name}.txt"
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n=====\n")


FITTED = ("battery", "crossing", "ferry", "kiln", "lynx")
HELD_OUT = ("marathon", "museum", "orchard", "payroll", "tramline")
NAMES = FITTED + HELD_OUT
NEIGHBOURS = ("neighbours", "neighbours-fixture", "neighbours-writers")


def load(name: str) -> list[dict[str, Any]]:
    with lzma.open(DATA / f"{name}.jsonl.xz", "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def found(texts: list[str]) -> list[list[tuple[str, str, str]]]:
    """Code, severity and first related record's text of every finding of each text."""
    documents = [Document(text, record=number) for number, text in enumerate(texts, 1)]
    scores: list[float | None] = [None] * len(texts)
    return [
        [(each.code, str(each.severity), texts[(each.related[0].record or 0) - 1]) for each in findings]
        for findings in compare(documents, scores, RULES)
    ]


@pytest.mark.parametrize("names", [FITTED, HELD_OUT], ids=["fitted", "held out"])
def test_families_are_linked(names: tuple[str, ...]) -> None:
    """Rewritings of one text are linked directly; reports by another hand, the next match and the next minutes not."""
    others = [text for name in NEIGHBOURS for text in family(name)]
    measured = evaluate_siblings([family(name) for name in names], others)
    assert measured["recall"] == 1.0
    assert measured["recall_direct"] >= 0.95  # 1.0 when written
    assert measured["false_links"] == 0
    assert measured["near_duplicates"] == 0


def test_translations_of_one_source_are_no_false_links() -> None:
    """Links between clean documents that tell of one source are counted apart."""
    texts = [*family("ferry")[:2], *family("museum")[:1]]
    measured = evaluate_siblings([], texts, ["ferry", "ferry", "museum"])
    assert (measured["same_source"], measured["false_links"]) == (1, 0)
    assert evaluate_siblings([], texts)["false_links"] == 1


def test_a_sibling_is_named_with_pairs_of_wording() -> None:
    """The finding has a place, the other wording of it, and the sibling's record; the better one is kept."""
    texts = family("ferry")[:2]
    documents = [Document(text, "feed.jsonl", number, f"id{number}") for number, text in enumerate(texts, 1)]
    kept, spun = compare(documents, [0.9, 0.2], RULES)
    assert [(each.code, each.severity) for each in kept] == [("SPN201", "note")]
    (finding,) = spun
    assert (finding.code, finding.severity) == ("SPN201", "warning")
    other = finding.related[0]
    assert (other.name, other.record, other.id) == ("feed.jsonl", 1, "id1")
    assert finding.suggestion == other.span.cut(texts[0])
    assert finding.suggestion != finding.span.cut(texts[1])
    assert finding.suggestion in finding.message
    assert len({place.span for place in finding.related}) >= 3


def test_pairs_of_wording_are_those_of_the_spinner() -> None:
    """Between shared words stand the word of the one and the word of the other."""
    one, other = (Document(text) for text in family("payroll")[:2])
    pairs = {(mine.cut(one.text), theirs.cut(other.text)) for mine, theirs in changed_places(one, other)}
    assert ("employees", "workers") in pairs


@pytest.mark.parametrize("name", NAMES)
def test_order_changes_nothing(name: str) -> None:
    """Shuffled documents get the same findings about the same texts."""
    texts = [*family(name), *family("neighbours"), *family("ferry"), family(name)[0].replace("the", "this", 1)]
    expected = dict(zip(texts, found(texts), strict=True))
    random.Random(3).shuffle(texts)
    assert dict(zip(texts, found(texts), strict=True)) == expected


def test_copies_keep_the_first() -> None:
    """Of equal documents the first is kept; each copy names it."""
    text = family("museum")[0]
    first, second, third = found([text, text.upper(), text])
    assert [each[:2] for each in second] == [("DUP201", "warning")]
    assert [each[:2] for each in third] == [("DUP201", "warning")]
    assert first[0][:2] == ("DUP201", "note")


def test_one_word_in_ten_changed_is_a_near_duplicate() -> None:
    """The other kind of copy that filters must find; the longer one is kept."""
    text = family("orchard")[0]
    words = text.split(" ")
    words[4::10] = ["other"] * len(words[4::10])
    near, kept = found([" ".join(words)[:-60], text])
    assert [each[:2] for each in near] == [("DUP202", "warning")]
    assert [each[:2] for each in kept] == [("DUP202", "note")]


def test_an_interrupted_index_is_that_of_its_last_commit(tmp_path: Path) -> None:
    """Rows that were written after the commit are cut; what is added again gives the same files."""
    documents = [Document(text, record=number) for number, text in enumerate(family("ferry") + family("museum"), 1)]
    index = Index(tmp_path / "killed")
    for document in documents[:4]:
        index.add(fingerprint(document))
    index.commit(batches=1)
    for document in documents[4:6]:
        index.add(fingerprint(document))
    index._flush()  # what a busy run writes on its way to the next commit
    again = Index(tmp_path / "killed")
    assert (again.documents, again.marks) == (4, {"batches": 1})
    whole_index = Index(tmp_path / "whole")
    for document in documents[4:]:
        again.add(fingerprint(document))
    for document in documents:
        whole_index.add(fingerprint(document))
    again.commit()
    whole_index.commit()
    assert list(again.packed()) == list(whole_index.packed())
    for table in ("copies", "bands", "anchors", "passages"):
        for part in range(PARTITIONS):
            assert np.array_equal(again.rows(table, part), whole_index.rows(table, part))


def test_a_reference_is_kept_and_an_input_replaces_itself(tmp_path: Path) -> None:
    """New documents meet those of earlier runs; the same input again does not meet itself."""
    kept = Reference(tmp_path / "kept", frozenset({"old.jsonl"}))
    run = Index(tmp_path / "run")
    texts = family("ferry")[:1] + family("museum")[:2]
    for number, text in enumerate(texts, 1):
        run.add(fingerprint(Document(text, "old.jsonl", number)))
    run.commit()
    kept.take_in(run, np.array([True, True, False]))
    reference = Reference(tmp_path / "kept", frozenset({"new.jsonl"})).index
    assert [unpack(packed).text for packed in reference.packed()] == texts[:2]
    new = Index(tmp_path / "new")
    new.add(fingerprint(Document(family("ferry")[2], "new.jsonl", 1)))
    new.commit()
    neighbours = Neighbours([reference, new], tmp_path)
    neighbours.choose_keepers(np.array([1.0], dtype=np.float32))
    (link,) = neighbours.links(2)
    assert (link.other, link.kind) == (0, "retold")
    assert neighbours.keeper(2) == 0  # what was ingested is not taken back
    assert Reference(tmp_path / "kept", frozenset({"old.jsonl"})).index.documents == 0


def test_a_packed_document_comes_back() -> None:
    """Text with surrogates, name, record and id survive."""
    document = Document("Odd \ud800 text\r\n", "näme", 7, "ü", "markdown")
    back = unpack(pack(document))
    assert (back.text, back.name, back.record, back.id, back.markup) == (document.text, "näme", 7, "ü", "markdown")


def test_no_words_no_relations() -> None:
    """Empty and symbol-only documents are no copies of each other."""
    assert found(["", "...", "", "***"]) == [[], [], [], []]


def test_word_order_matters_to_copies() -> None:
    """The key of a whole text knows the order of its words."""
    keys = {int(whole(Document(text).words.key)[0]) for text in ("a b c d", "d c b a", "a b d c", "b a c d")}
    assert len(keys) == 4


@pytest.mark.parametrize(
    ("one", "other", "length"), [([1, 2, 3], [1, 2, 3], 3), ([1, 2, 3], [3, 2, 1], 1), ([], [1], 0)]
)
def test_match_is_a_common_sequence(one: list[int], other: list[int], length: int) -> None:
    """Matched places rise in both sequences and hold equal keys."""
    keys = np.array(one, dtype=np.uint64), np.array(other, dtype=np.uint64)
    mine, theirs = match(*keys)
    assert len(mine) == length
    assert np.array_equal(keys[0][mine], keys[1][theirs])


def test_a_large_family_is_one_set() -> None:
    """A hundred rewritings share every pair of anchors; they are linked all the same."""
    chance = random.Random(5)
    words = family("battery")[0].split(" ")
    common = [place for place, word in enumerate(words) if word.islower() and len(word) < 6]
    spins = []
    for _ in range(100):
        spun = list(words)
        for place in chance.sample(common, len(common) * 2 // 3):
            spun[place] = chance.choice(["good", "other", "made", "place", "under", "since", "whole", "going"])
        spins.append(" ".join(spun))
    assert evaluate_siblings([spins])["recall"] == 1.0


@pytest.mark.data
@needs_data
def test_content_farm_pairs() -> None:
    """Posts with one body under other titles and links: pairs found as duplicates (0.988 and 1.0 when written)."""
    rows = load("content_farm")
    measured = evaluate_duplicates([row["text"] for row in rows], [row["main_cluster"] for row in rows])
    assert measured["recall"] >= 0.95
    assert measured["precision"] >= 0.98


@pytest.mark.data
@needs_data
def test_clean_documents_are_no_siblings() -> None:
    """At most one false link among 2,505 clean documents; translations of one original are right ones."""
    rows = load("clean_panel")
    links = find_links([row["text"] for row in rows])
    false = [
        pair
        for pair, kind in links.items()
        if kind == "retold" and not all(rows[number]["genre"] == "human_translation" for number in pair)
    ]
    assert len(false) <= 1


@pytest.mark.data
@needs_data
@pytest.mark.parametrize(
    ("name", "label", "floor"),
    [
        ("word_synonym_attack", "word_synonym_attack", 0.97),
        ("paraphrase_attacks", "back_translation", 0.85),
        ("machine_translation", "human_translation", 0.93),
        ("machine_translation", "machine_translation", 0.9),
    ],
)
def test_rewritings_are_linked(name: str, label: str, floor: float) -> None:
    """Pinned floors per kind of rewriting, a little below what was measured."""
    pairs: dict[str, list[dict[str, Any]]] = {}
    for row in load(name):
        pairs.setdefault(row["pair_id"], []).append(row)
    judged = []
    for rows in list(pairs.values())[:400:2]:
        first = next((row for row in rows if row["label"] in ("human", "original", "human_translation")), rows[0])
        others = [row for row in rows if row is not first and row["label"] == label]
        judged += [judge_pair(Document(first["text"]), Document(row["text"])) is not None for row in others]
    assert sum(judged) / len(judged) >= floor


def test_every_pair_of_a_family_is_a_pair() -> None:
    """The families are as many texts as the tests count on."""
    assert sum(len(list(combinations(family(name), 2))) for name in NAMES) == 76
