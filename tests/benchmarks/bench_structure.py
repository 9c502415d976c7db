"""What the DUP, OFF and BPL families cost beside a bare `re.findall`: `python tests/benchmarks/bench_structure.py`.

CPU time of one core over documents of about 4.5 KB from the clean panel (or over the files that are named). Documents
are checked in rows, as `check` and `screen` do with many; their words, paragraphs and languages are read beforehand, as
all families need them. Of several rounds the least counts.
"""

from __future__ import annotations

import lzma
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import orjson

from spinlint import Document
from spinlint.linting.engine import Linter
from spinlint.linting.registry import load_rules
from spinlint.text.row import Row, in_rows, read_row

PANEL = Path(__file__).parents[2].parent / "shared" / "data" / "dev" / "clean_panel.jsonl.xz"
SIZE = 4500
ROUNDS = 5
CODES = ("DUP1", "OFF", "BPL")


def texts(arguments: list[str]) -> list[str]:
    if arguments:
        return [Path(each).read_text(encoding="utf-8") for each in arguments]
    with lzma.open(PANEL, "rb") as lines:
        read = [orjson.loads(line)["text"] for line in lines]
    return [text[:SIZE] for text in read if len(text) >= 2000][:600]


def ready(read: list[str]) -> list[Row]:
    """The texts in rows, with what all families need."""
    rows = [read_row(documents) for documents in in_rows(map(Document, read))]
    for row in rows:
        assert row.paragraphs is not None
        assert row.text is not None
        assert all(document.language for document in row.documents)
    return rows


def least(prepare: Callable[[], list[Row]], linter: Linter) -> float:
    """Seconds of CPU time for all rows, the least of several rounds."""
    spent = []
    for _ in range(ROUNDS):
        rows = prepare()
        start = time.process_time()
        for row in rows:
            for _report in linter.lint_row(row):
                pass
        spent.append(time.process_time() - start)
    return min(spent)


def bare(read: list[str]) -> float:
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in read:
            re.findall(r"\w+", text)
        spent.append(time.process_time() - start)
    return min(spent)


def main() -> None:
    """Print what each family costs alone and all together, and the ratio to `re.findall`."""
    read = texts(sys.argv[1:])
    rules = [rule() for rule in load_rules() if rule.code.startswith(CODES)]
    scale, size = 1e6 / len(read), sum(map(len, read)) / len(read)
    found = bare(read) * scale
    print(f"{len(read)} documents of {size:.0f} characters; re.findall {found:.0f} us ({size / found:.1f} MB/s)")
    empty = least(lambda: ready(read), Linter(())) * scale
    for codes in (*((code,) for code in CODES), ("OFF", "BPL"), CODES):
        linter = Linter(rule for rule in rules if rule.code.startswith(codes))
        cost = least(lambda: ready(read), linter) * scale - empty
        print(f"{' '.join(codes):16}{cost:8.1f} us, {cost / found:.2f} times re.findall, {size / cost:.1f} MB/s")


if __name__ == "__main__":
    main()
