"""The index of a corpus over its life: killed, kept, read by others, fed in any order; and what it holds in memory."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from spinlint import Document
from spinlint.corpus.evaluation import find_links
from spinlint.corpus.fingerprints import fingerprint, unpack
from spinlint.corpus.index import Index
from spinlint.corpus.merging import Reference
from spinlint.corpus.neighbours import Neighbours

FAMILIES = Path(__file__).parent / "families"
WORDS = "harbour lantern orchard gravel bishop copper thistle meadow Ansgar Dunmore Ravensworth 1847 ledger".split()


def family_texts() -> list[str]:
    """All texts of all families, with some copies and some near-copies of them."""
    texts = [
        text for path in sorted(FAMILIES.glob("*.txt")) for text in path.read_text(encoding="utf-8").split("\n=====\n")
    ]
    return [*texts, *texts[3:12:4], *(text.replace("the ", "that ", 2) for text in texts[5:20:5])]


def made(count: int, seed: int = 3) -> list[str]:
    """Texts of made-up sentences; the last words of one come back in the next."""
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=40)) + f" {number}." for number in range(count)]


def build(folder: Path, texts: Sequence[str], name: str = "made") -> Index:
    index = Index(folder)
    for number, text in enumerate(texts, 1):
        index.add(fingerprint(Document(text, name, number)))
    index.commit()
    return index


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


FEED = """
import sys
from pathlib import Path
from spinlint import Document
from spinlint.corpus import index as room
from spinlint.corpus.fingerprints import fingerprint

room._FLUSH = 500  # rows: a run writes between its commits
index = room.Index(Path(sys.argv[1]))
texts = Path(sys.argv[2]).read_text().splitlines()
for number in range(index.documents, len(texts)):
    index.add(fingerprint(Document(texts[number], "made", number + 1)))
    if (number + 1) % 40 == 0:
        index.commit(batches=number + 1)
        print("committed", flush=True)
index.commit(batches=len(texts))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("commits", [1, 3, 6])
def test_kill_and_go_on_gives_the_same_bytes(tmp_path: Path, commits: int) -> None:
    """SIGKILL while documents are added, once or after several commits; what goes on ends with the same files."""
    (tmp_path / "texts").write_text("\n".join(made(400)))

    def feed(folder: str) -> list[str]:
        return [sys.executable, "-c", FEED, str(tmp_path / folder), str(tmp_path / "texts")]

    subprocess.run(feed("whole"), check=True, stdout=subprocess.DEVNULL)
    with subprocess.Popen(feed("killed"), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(commits):
            process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
    assert 40 * commits <= Index(tmp_path / "killed", read_only=True).documents < 400
    subprocess.run(feed("killed"), check=True, stdout=subprocess.DEVNULL)
    assert contents(tmp_path / "killed") == contents(tmp_path / "whole")


def test_two_orders_give_the_same_links() -> None:
    """The same texts are linked in the same way, whichever comes first: large sets, copies and siblings."""
    texts = family_texts()
    shuffled = random.Random(11).sample(texts, len(texts))

    def linked(order: list[str]) -> set[tuple[str, str, str]]:
        return {(*sorted((order[one], order[other])), kind) for (one, other), kind in find_links(order).items()}

    forwards, backwards = linked(texts), linked(shuffled)
    assert {pair for pair in forwards if pair[2] != "copy"} == {pair for pair in backwards if pair[2] != "copy"}
    assert {pair[:2] for pair in forwards} == {pair[:2] for pair in backwards}
    assert len(forwards) > 70


def test_a_reference_is_read_and_not_written(tmp_path: Path) -> None:
    """New documents are compared with a kept corpus, in two parts in either order; its files stay as they were."""
    texts = family_texts()
    build(tmp_path / "one", texts[:20])
    build(tmp_path / "two", texts[20:40])
    before = contents(tmp_path / "one"), contents(tmp_path / "two")
    build(tmp_path / "new", [texts[1], texts[21], "Nothing of the kind was ever heard in this town."], "new")

    def found(first: str, second: str) -> list[set[tuple[str, str]]]:
        indexes = [Index(tmp_path / name, read_only=True) for name in (first, second, "new")]
        neighbours = Neighbours(indexes, tmp_path)
        neighbours.choose_keepers(np.zeros(3, dtype=np.float32))
        return [
            {(link.kind, neighbours.document(link.other).text) for link in neighbours.links(neighbours.first_new + new)}
            for new in range(3)
        ]

    assert found("one", "two") == found("two", "one")
    assert [bool(links) for links in found("one", "two")] == [True, True, False]
    assert (contents(tmp_path / "one"), contents(tmp_path / "two")) == before


@pytest.mark.parametrize("step", [0, 1, 2])
def test_a_kept_index_is_never_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Killed at any step of exchanging a kept index for a smaller one, it is there again: the old or the new one."""
    texts = made(6)
    index = build(tmp_path / "kept", texts[:3], "old.jsonl")
    for number, text in enumerate(texts[3:], 1):
        index.add(fingerprint(Document(text, "other.jsonl", number)))
    index.commit()
    renamed: list[Path] = []
    rename = Path.rename

    def dying(path: Path, target: Path) -> Path:
        if len(renamed) == step:
            raise KeyboardInterrupt
        renamed.append(path)
        return rename(path, target)

    def leaving(path: Path, **_: object) -> None:
        if path.exists():
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", dying)
        patch.setattr(shutil, "rmtree", leaving)
        with pytest.raises(KeyboardInterrupt):
            Reference(tmp_path / "kept", frozenset({"old.jsonl"}))
    again = Reference(tmp_path / "kept", frozenset())
    there = [unpack(packed).text for packed in again.index.packed()]
    assert there in (texts, texts[3:])
    finished = Reference(tmp_path / "kept", frozenset({"old.jsonl"}))
    assert [unpack(packed).text for packed in finished.index.packed()] == texts[3:]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept"]


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss in kilobytes")
def test_memory_does_not_grow_with_the_corpus(tmp_path: Path) -> None:
    """What waits in memory is bounded: five times the documents take next to nothing more."""
    program = FEED.replace("room._FLUSH = 500", "room._FLUSH = 5000; room._FLUSH_BYTES = 1 << 16").replace(
        "% 40", "% 1000"
    )
    peaks = []
    for count in (1000, 5000):
        (tmp_path / "texts").write_text("\n".join(made(count)))
        command = [sys.executable, "-c", program, str(tmp_path / f"{count}"), str(tmp_path / "texts")]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        peaks.append(usage.ru_maxrss / 1024)
    assert peaks[1] - peaks[0] < 12, peaks
