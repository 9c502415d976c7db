"""Labelled documents: texts with the places that a spinner changed, and clean texts, from files of several forms."""

from __future__ import annotations

import lzma
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from spinlint.errors import InputError
from spinlint.evaluation.alignment import Change, changes
from spinlint.text.document import Document
from spinlint.text.spans import Span

Record = Mapping[str, Any]

CLEAN_LABELS = frozenset(
    {"", "clean", "written", "original", "original_approx", "human", "human_translation", "gold_main"}
)
"""What written texts are called in the sets that exist; every other label names a way of spinning."""
LOCAL_LABELS = frozenset({"spun", "word_synonym_attack"})
"""Ways that change words and leave the sentence: only these can be aligned with their originals."""


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A changed place: its code points and the words that stood there ("" where unknown)."""

    span: Span
    original: str


@dataclass(frozen=True, slots=True)
class Gold:
    """One labelled document.

    `spans` is None where nobody marked the places (spun texts without an original). Findings in `ignored` count
    neither way: there the text differs from its original, but not surely by a substitution. `group`: documents that
    stem from one (never split between training and test); `fold`: a number for hold-out, -1 where it has none.
    """

    id: str
    text: str
    spun: bool
    spans: tuple[GoldSpan, ...] | None = None
    ignored: tuple[Span, ...] = ()
    genre: str = ""
    source: str = ""
    group: str = ""
    fold: int = -1

    def record(self) -> dict[str, Any]:
        """As a JSON object; `from_record` reads it back."""
        spans = None
        if self.spans is not None:
            spans = [{"start": s.span.start, "end": s.span.end, "original": s.original} for s in self.spans]
        return {
            "id": self.id,
            "text": self.text,
            "label": "spun" if self.spun else "clean",
            "spans": spans,
            "ignored": [[span.start, span.end] for span in self.ignored],
            "genre": self.genre,
            "source": self.source,
            "group": self.group,
            "fold": self.fold,
        }


def from_record(record: Record, source: str) -> Gold:
    """A labelled document from one record; `source` names its file."""
    spans = record.get("spans")
    known = None
    if spans is not None:
        known = tuple(GoldSpan(Span(each["start"], each["end"]), each.get("original", "")) for each in spans)
    label = record.get("label") or ""
    name = str(record.get("id", ""))
    spun = label not in CLEAN_LABELS
    return Gold(
        id=name,
        text=record["text"],
        spun=spun,
        spans=known,
        ignored=tuple(Span(*each) for each in record.get("ignored", ())),
        genre=record.get("genre") or source,
        source=record.get("family") or (source if label in ("spun", *CLEAN_LABELS) else label),
        group=str(record.get("group") or record.get("doc") or (spun and _project(record)) or name),
        fold=int(record.get("fold", -1)),
    )


def _project(record: Record) -> str:
    """The repository that a spun document was found in: its files were spun by one hand ("owner/name path")."""
    source = str(record.get("source") or "")
    return source.split(" ", maxsplit=1)[0] if "/" in source else source


def read_records(path: Path) -> Iterator[Record]:
    """The records of a `.jsonl` file, compressed (`.xz`) or not."""
    with lzma.open(path) if path.suffix == ".xz" else path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield orjson.loads(line)
                except orjson.JSONDecodeError as error:
                    raise InputError(f"{path}:{number}: not JSON: {error}") from error


def read_gold(path: Path) -> list[Gold]:
    """All labelled documents of a file; files of pairs (`pair_id`) are aligned to find the changed places."""
    source = path.name.split(".")[0]
    records = [record for record in read_records(path) if "text" in record]
    if records and all("pair_id" in record for record in records):
        return from_pairs(records, source)
    return [from_record(record, source) for record in records]


def from_pairs(records: Iterable[Record], source: str) -> list[Gold]:
    """Spun texts with the places that differ from their originals, and the originals as clean texts."""
    pairs: dict[str, list[Record]] = {}
    for record in records:
        pairs.setdefault(str(record["pair_id"]), []).append(record)
    aligned: list[Aligned] = []
    golds: list[Gold] = []
    for members in pairs.values():
        originals = [each for each in members if each["label"] in CLEAN_LABELS]
        for each in members:
            if each["label"] in LOCAL_LABELS and originals:
                spun = Document(each["text"])
                aligned.append((each, spun, changes(spun, Document(originals[0]["text"]))))
            else:
                golds.append(from_record({**each, "genre": source}, source))
    turned = _turned_to(aligned, [gold.text for gold in golds if not gold.spun])
    return [*golds, *(_paired(*each, turned, source) for each in aligned)]


Aligned = tuple[Record, Document, tuple[Change, ...]]


def _paired(record: Record, spun: Document, differences: Sequence[Change], turned: frozenset[str], source: str) -> Gold:
    spans: list[GoldSpan] = []
    ignored: list[Span] = []
    for change in differences:
        words = spun.folded[change.span.start : change.span.end].split()
        if change.sure and any(word in turned for word in words):
            spans.append(GoldSpan(change.span, change.original))
        else:
            ignored.append(change.span)
    return Gold(
        id=str(record["id"]),
        text=record["text"],
        spun=True,
        spans=tuple(spans),
        ignored=tuple(ignored),
        genre=source,
        source=source,
        group=_page(record),
    )


def _page(record: Record) -> str:
    """What a text of a pair was taken from: spun paragraphs are numbered within their page, attacks are whole texts."""
    name = str(record["pair_id"])
    return name.rsplit("-", 1)[0] if record["label"] == "spun" else name


def _turned_to(aligned: Iterable[Aligned], originals: Iterable[str]) -> frozenset[str]:
    """The words that the spinner prints at least twice as often as the originals: what it turns others into.

    Where the originals are only about right, a word that they use as often themselves ("may" for "can", "method" for
    "function") was changed by their own later editors.
    """
    printed: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for _, spun, _ in aligned:
        printed.update(_words(spun))
    for text in originals:
        wanted.update(_words(Document(text)))
    return frozenset(word for word, count in printed.items() if count >= 2 * (wanted[word] + 0.5))


def _words(document: Document) -> list[str]:
    words = document.words
    return [document.folded[a:b] for a, b in zip(words.start.tolist(), words.end.tolist(), strict=True)]
