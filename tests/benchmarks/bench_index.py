"""How long the index of a corpus takes, and how much memory.

`python tests/benchmarks/bench_index.py --documents 1000000`

The documents are made up of words of Zipf-like frequency, about 60 each; one in a hundred is a copy, one in a hundred
a near-duplicate, one in a hundred has its common words replaced and its rare words kept, as a spinner does.

A million of them (507 MB of text), two cores shared with other work: indexed in 246 s of CPU, compared in 61 s, at most
443 MB of memory, 1.83 GB on disk.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from spinlint.corpus.fingerprints import fingerprint
from spinlint.corpus.index import Index
from spinlint.corpus.neighbours import Neighbours
from spinlint.text.document import Document

COMMON = tuple(
    word
    for line in (
        "the of and to in a is that for it was on are as",
        "with his they at be this from have or by one had not but",
    )
    for word in line.split()
)
VOCABULARY = 200_000
CHUNK = 10_000


def make_texts(count: int, words: int, seed: int = 7) -> Iterator[str]:
    """Texts of about `words` words, with planted copies, near-duplicates and respun texts."""
    random = np.random.default_rng(seed)
    syllables = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el", "or")]
    vocabulary = ["".join(random.choice(syllables, 3)) + str(number % 7 or "") for number in range(VOCABULARY)]
    vocabulary = [word.rstrip("0123456789") + syllables[n % 128] for n, word in enumerate(vocabulary)]
    for start in range(0, count, CHUNK):
        size = min(CHUNK, count - start)
        lengths = random.poisson(words, size) + 8
        rare = (VOCABULARY * random.random((size, int(lengths.max()))) ** 3).astype(int)
        is_common = random.random(rare.shape) < 0.45
        pick = random.integers(0, len(COMMON), rare.shape)
        kind = random.integers(0, 100, size)
        before: list[int] = list(range(max(1, size)))
        for row in range(size):
            source = before[row]
            if row and kind[row] < 3:
                source = before[row - 1 - int(kind[row]) % row]
            length = int(lengths[source])
            chosen = pick[row if kind[row] == 2 else source]
            text = [
                COMMON[chosen[place]] if is_common[source, place] else vocabulary[rare[source, place]]
                for place in range(length)
            ]
            if row and kind[row] == 1:
                text[length // 2] = "changed"
            before[row] = source if kind[row] < 3 else row
            yield " ".join(text).capitalize() + "."


def main() -> None:
    """Run and print one line per stage."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--words", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder) / "index")
        began, spent, size = time.perf_counter(), 0.0, 0
        for number, text in enumerate(make_texts(options.documents, options.words)):
            size += len(text)
            at = time.process_time()
            index.add(fingerprint(Document(text, "made", number + 1)))
            spent += time.process_time() - at
        index.commit()
        report("indexed", size, spent, began)
        disk = sum(path.stat().st_size for path in index.folder.iterdir())
        print(f"on disk: {disk / 1e6:,.0f} MB, {disk / options.documents:,.0f} bytes per document")
        began, at = time.perf_counter(), time.process_time()
        neighbours = Neighbours([index], Path(folder))
        report("compared", size, time.process_time() - at, began)
        kinds = Counter(link.kind for number in range(index.documents) for link in neighbours.links(number))
        print("links:", dict(sorted(kinds.items())))


def report(what: str, size: int, seconds: float, began: float) -> None:
    """One line: CPU seconds, rate, wall clock and the largest memory so far."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall = time.perf_counter() - began
    print(
        f"{what}: {size / 1e6:,.1f} MB in {seconds:.1f} s of CPU ({size / 1e6 / seconds:.1f} MB/s), {wall:.1f} s, "
        f"peak {memory:,.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    main()
