"""What screening costs beside the rules: splicing, journal, comparison of documents.

`python tests/benchmarks/bench_screen.py [IN.jsonl]` measures CPU time per stage over one core, on a file of JSON lines
with a field `text`, or on made-up news of 4.5 KB.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import orjson
from bench_index import make_texts

from spinlint.corpus.batches import read_batches
from spinlint.corpus.checking import checker
from spinlint.corpus.fingerprints import fingerprint
from spinlint.corpus.index import Index
from spinlint.corpus.neighbours import Neighbours
from spinlint.corpus.records import Fields, read_record
from spinlint.corpus.splice import splice
from spinlint.linting.settings import Settings
from spinlint.text.document import Document

MOST_BYTES = 20_000_000


def made_up(path: Path) -> None:
    """Write 1,500 documents of about 4.5 KB."""
    with path.open("wb") as stream:
        for number, text in enumerate(make_texts(1500, 520)):
            stream.write(orjson.dumps({"id": number, "text": text}) + b"\n")


def measure(name: str, size: int, work: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
    """Run `work` over the items and print one line."""
    began = time.process_time()
    results = [work(item) for item in items]
    tell(name, size, time.process_time() - began, len(results))
    return results


def tell(name: str, size: int, spent: float, count: int) -> None:
    """Print one line."""
    each = spent / max(1, count) * 1e6
    print(f"{name:34} {size / 1e6 / spent:8.1f} MB/s {each:9.0f} us per document", flush=True)


def run(path: Path, folder: Path) -> None:
    """Measure every stage."""
    lines = [line for batch in read_batches(str(path), Fields()) for line in batch.items]
    kept, size = [], 0
    for line in lines:
        size += len(line)
        kept.append(line)
        if size > MOST_BYTES:
            break
    print(f"{len(kept):,} documents, {size / 1e6:.1f} MB")
    records = measure("read records", size, lambda line: read_record(line, Fields()), kept)
    measure("splice the field in", size, lambda line: splice(line, b'{"score": 0.5}'), kept)
    documents = [Document(record.text, "in", number) for number, record in enumerate(records, 1)]
    measure("words and paragraphs (shared)", size, lambda document: (document.words, document.paragraphs), documents)
    prints = measure("fingerprint", size, fingerprint, documents)
    index = Index(folder / "index")
    measure("add to the index", size, index.add, prints)
    index.commit()
    measure("compare all", size, lambda _: Neighbours([index], folder), [None])
    check = checker(Settings(lang="en"))
    check.check(Document(documents[0].text))
    # The rows are made on the way, as a worker makes them: what one has read is gone when the next one comes.
    began = time.process_time()
    for _ in check.check_all(Document(document.text) for document in documents):
        pass
    tell("all rules and the score, in rows", size, time.process_time() - began, len(documents))
    measure("the same, one by one", size, check.check, [Document(document.text) for document in documents])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        given = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch) / "in.jsonl"
        if len(sys.argv) == 1:
            made_up(given)
        run(given, Path(scratch))
