"""What all default rules and the score cost: against a bare `re.findall` over the same text.

    python tests/benchmarks/bench_rules.py [--mix] [--documents 60] [--rounds 7] [--limit 6]

CPU time of one core per document of about 4.5 KB: clean news of the development data where they lie beside the
checkout (of all kinds with `--mix`), else the project's own samples. Documents are checked in rows, as `screen` and
`check` do with many; the figure for a document alone stands below. Measurements alternate, so that a busy machine
disturbs all alike; of the rounds, each row's least counts, since others can only add. The table parts the total into
what is worked out for whole rows, the facts that rules share, and what each rule does itself; its clocks cost something
too, so that the parts add up to more than the total. Exit code 1 beyond the limit.
"""

from __future__ import annotations

import argparse
import gc
import lzma
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path
from time import process_time_ns
from typing import Any

import orjson

from spinlint.corpus.checking import Checker, checker
from spinlint.lexicon.spin import read_together
from spinlint.lexicon.structure_row import tell_structure
from spinlint.linting.engine import Linter, why_skipped
from spinlint.linting.phrases import PhraseRule, scanner
from spinlint.linting.settings import Settings
from spinlint.reliability import assess, is_scored
from spinlint.text.document import Document
from spinlint.text.language import tell_languages
from spinlint.text.row import in_rows, read_row

ROOT = Path(__file__).resolve().parents[2]
PANEL = ROOT.parent / "shared" / "data" / "dev" / "clean_panel.jsonl.xz"
NEWS = ("news_web_gold", "news_bbc", "newswire_reuters")
LEAST, MOST = 3_600, 4_500
WORD = re.compile(r"\w+")


class Clock:
    """Nanoseconds by name, without those of what is measured inside."""

    def __init__(self) -> None:
        self.spent: dict[str, int] = defaultdict(int)
        self._running: list[str] = []
        self._since = 0

    def run(self, name: str, work: Callable[[], Any]) -> Any:
        """Measure `work` under a name."""
        self._switch()
        self._running.append(name)
        try:
            return work()
        finally:
            self._switch()
            self._running.pop()

    def _switch(self) -> None:
        now = process_time_ns()
        if self._running:
            self.spent[self._running[-1]] += now - self._since
        self._since = now


CLOCK = Clock()


class Clocked(Document):
    """A document whose facts are measured."""

    def fact(self, compute: Callable[[Document], Any]) -> Any:
        """As every document's, under the name of the function."""
        if compute in self._facts:
            return self._facts[compute]
        name = getattr(compute, "__name__", type(compute).__name__)
        return CLOCK.run(f"fact {name}", partial(super().fact, compute))


def _clocked(name: str, compute: Callable[[Document], Any]) -> Callable[[Document], Any]:
    return lambda document: CLOCK.run(f"fact {name}", partial(compute, document))


for _name, _fact in vars(Document).items():
    if isinstance(_fact, cached_property):
        _timed = cached_property(_clocked(_name, _fact.func))
        _timed.__set_name__(Clocked, _name)
        setattr(Clocked, _name, _timed)


def read_texts(count: int, mix: bool) -> list[str]:
    """Clean texts of about 4.5 KB."""
    texts = list(_from_panel(mix)) if PANEL.exists() else list(_from_samples())
    step = max(1, len(texts) // count)
    return texts[::step][:count]


def _from_panel(mix: bool) -> Iterator[str]:
    with lzma.open(PANEL) as stream:
        for record in map(orjson.loads, stream):
            if len(record["text"]) >= LEAST and (mix or record["genre"] in NEWS):
                yield _cut(record["text"])


def _from_samples() -> Iterator[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples" / "written").iterdir())]
    for place in range(len(texts)):
        yield _cut("\n\n".join(texts[place:] + texts[:place]))


def _cut(text: str) -> str:
    return text if len(text) <= MOST else text[: text.rindex(" ", 0, MOST)]


def in_rows_of(texts: list[str]) -> list[list[str]]:
    """The texts in the rows in which they are read."""
    return [[document.text for document in row] for row in in_rows(map(Document, texts))]


def least_of(works: dict[str, Callable[[list[str]], Any]], rows: list[list[str]], rounds: int) -> dict[str, float]:
    """Microseconds per document of several kinds of work on rows of texts."""
    least: dict[tuple[str, int], int] = {}
    for _ in range(rounds):
        for number, row in enumerate(rows):
            for name, work in works.items():
                began = process_time_ns()
                work(row)
                spent = process_time_ns() - began
                least[name, number] = min(spent, least.get((name, number), spent))
    documents = sum(map(len, rows))
    return {name: sum(spent for (each, _), spent in least.items() if each == name) / documents / 1000 for name in works}


def measure(check: Checker, texts: list[str], rounds: int) -> dict[str, float]:
    """Microseconds per document: `re.findall`, and all rules with the score in rows."""
    works: dict[str, Callable[[list[str]], Any]] = {
        "re": lambda row: [WORD.findall(text) for text in row],
        "rows": lambda row: list(check.check_all(map(Document, row))),
    }
    return least_of(works, in_rows_of(texts), rounds)


def measure_alone(check: Checker, texts: list[str], rounds: int) -> float:
    """Microseconds of a document that is checked alone."""
    return least_of({"alone": lambda row: check.check(Document(row[0]))}, [[text] for text in texts], rounds)["alone"]


def take_apart(check: Checker, texts: list[str], rounds: int) -> dict[str, float]:
    """Microseconds per document by what is done for rows, by fact, and by rule."""
    least: dict[tuple[str, int], int] = {}
    for _ in range(rounds):
        for number, row in enumerate(in_rows_of(texts)):
            CLOCK.spent.clear()
            _apply_all(check, [Clocked(text) for text in row])
            for name, spent in CLOCK.spent.items():
                least[name, number] = min(spent, least.get((name, number), spent))
    total: dict[str, float] = defaultdict(float)
    for (name, _), spent in least.items():
        total[name] += spent / len(texts) / 1000
    return total


def _apply_all(check: Checker, documents: list[Document]) -> None:
    """What `Checker.check_all` does, measured part by part."""
    row = CLOCK.run("row words", partial(read_row, documents))
    CLOCK.run("row language", partial(tell_languages, row))
    CLOCK.run("row spin", partial(read_together, [each for each in documents if is_scored(each)]))
    CLOCK.run("row structure", partial(tell_structure, row))
    scan = scanner(tuple(rule for rule in check.linter.rules if isinstance(rule, PhraseRule)))
    found = set(CLOCK.run("row phrases", partial(scan.scan, row)))
    for rule in check.linter.rules:
        name = f"{rule.code} {rule.name}"
        phrased = isinstance(rule, PhraseRule)
        answer = None if phrased else CLOCK.run(f"row may {name}", partial(rule.may_find, row))
        for number, document in enumerate(documents):
            worth = (rule, number) in found if phrased else answer is None or answer[number]
            if worth and why_skipped(rule, document) is None:
                CLOCK.run(name, partial(_apply, rule, document, scan))
    for report in check.linter.lint_row(row):
        CLOCK.run("score", partial(assess, report))


def _apply(rule: Any, document: Document, scan: Callable[[Document], Any]) -> None:
    phrased = isinstance(rule, PhraseRule)
    tuple(rule.judge(document, document.fact(scan)[rule]) if phrased else rule.check(document))


GROUPS = {"SPN": ("SPN",), "DUP+OFF+BPL": ("DUP", "OFF", "BPL")}


def measure_groups(linter: Linter, texts: list[str], rounds: int) -> dict[str, float]:
    """Microseconds per document of families alone, with their facts; words, paragraphs and language are there."""
    groups = {
        name: Linter(rule for rule in linter.rules if rule.code.startswith(codes)) for name, codes in GROUPS.items()
    }
    least: dict[tuple[str, int], int] = {}
    for _ in range(rounds):
        for number, texts_of_row in enumerate(in_rows_of(texts)):
            for name, group in groups.items():
                row = read_row([Document(text) for text in texts_of_row])
                _ = [(document.language, document.paragraphs) for document in row.documents]
                began = process_time_ns()
                if name == "SPN":
                    read_together([each for each in row.documents if is_scored(each)])
                for _ in group.lint_row(row):
                    pass
                spent = process_time_ns() - began
                least[name, number] = min(spent, least.get((name, number), spent))
    return {
        name: sum(spent for (each, _), spent in least.items() if each == name) / len(texts) / 1000 for name in groups
    }


def show(parts: dict[str, float], total: float, bare: float) -> None:
    """Print the table."""
    rows = {name[4:]: spent for name, spent in parts.items() if name.startswith("row ")}
    facts = {name[5:]: spent for name, spent in parts.items() if name.startswith("fact ")}
    rules = {name: spent for name, spent in parts.items() if name[:5] not in ("fact ", "score") and name[:4] != "row "}
    families: dict[str, float] = defaultdict(float)
    for name, spent in rules.items():
        families[name[:3]] += spent
    groups = {
        "for whole rows": rows,
        "facts": facts,
        "families (without facts)": families,
        "rules (without facts)": rules,
    }
    for title, group in groups.items():
        print(f"{title}: {sum(group.values()):.0f} us")
        for name, spent in sorted(group.items(), key=lambda item: -item[1]):
            print(f"  {name:40} {spent:7.1f} us {spent / bare:6.2f}")
    print(f"score{'':37} {parts.get('score', 0):7.1f} us {parts.get('score', 0) / bare:6.2f}")
    print(f"re.findall{'':32} {bare:7.1f} us   1.00")
    print(f"all default rules and the score, in rows  {total:7.1f} us {total / bare:6.2f}")


def main() -> int:
    """Measure, print, compare with the limit."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--limit", type=float, default=6.0)
    parser.add_argument("--mix", action="store_true", help="documents of all kinds, not of news alone")
    options = parser.parse_args()
    texts = read_texts(options.documents, options.mix)
    print(f"{len(texts)} documents of {statistics.mean(map(len, texts)):,.0f} characters")
    check = checker(Settings())
    measure(check, texts, 1)
    gc.freeze()
    spent_on = measure(check, texts, options.rounds)
    total, bare = spent_on["rows"], spent_on["re"]
    alone = measure_alone(check, texts, options.rounds)
    groups = measure_groups(check.linter, texts, options.rounds)
    show(take_apart(check, texts, options.rounds), total, bare)
    print(f"{'the same, of a document alone':40}   {alone:7.1f} us {alone / bare:6.2f}")
    for name, spent in groups.items():
        print(f"{name + ' alone, with its facts':40}   {spent:7.1f} us {spent / bare:6.2f}")
    return int(total > options.limit * bare)


if __name__ == "__main__":
    sys.exit(main())
