"""What stands after the article of a saved page, found by spinlint and by others.

    python tests/benchmarks/bench_pages.py [../shared/data/dev/webpages.jsonl.xz]

F1 by characters, the mean over pages, as `spinlint evaluate structure` counts: what is cut after the article is
right, what is cut of the article is wrong. spinlint sees plain text, by models that were trained on other sites.
trafilatura and jusText (`pip install trafilatura justext lxml_html_clean`) read HTML; the data has none, so that it is
rebuilt from the blocks: a paragraph each, its text within a link where the link density is over a half. That is not
fair to them: real pages tell them more by classes and nesting; on the other side, the blocks are already apart.
"""

from __future__ import annotations

import lzma
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from spinlint import Document, find_blocks, find_cues
from spinlint.evaluation.structure import _mean_and_pooled, page_tail
from spinlint.lexicon.page import tail_by
from spinlint.linting.engine import Linter
from spinlint.linting.registry import load_rules

PAGES = Path(__file__).parents[2].parent / "shared" / "data" / "dev" / "webpages.jsonl.xz"
LEAST_WORDS = 60
"""Words above the first heading that is cut at."""
MISSING = "{}: not installed (pip install trafilatura justext lxml_html_clean scikit-learn)"

Record = Mapping[str, Any]
Method = Callable[[Record], Sequence[bool]]
"""Of a page, which blocks are cut."""


def counts(record: Record, cut: Sequence[bool]) -> tuple[int, int, int]:
    """As `page_tail`: characters after the article; of these cut; and those plus main content cut."""
    spans, at = [], 0
    for block in record["blocks"]:
        spans.append((at, at + len(block["text"])))
        at += len(block["text"]) + 2
    mains = [span for span, block in zip(spans, record["blocks"], strict=True) if block["main"]]
    if not mains:
        return 0, 0, 0
    end, length = mains[-1][1], at - 2
    covered = np.zeros(length, dtype=bool)
    for (start, stop), gone in zip(spans, cut, strict=True):
        covered[start : stop + 2] |= gone
    right = int(covered[end:].sum())
    return length - end, right, right + sum(int(covered[start:stop].sum()) for start, stop in mains)


def keep_all(record: Record) -> Sequence[bool]:
    return [False] * len(record["blocks"])


def cut_at_heading(record: Record) -> Sequence[bool]:
    """From the first line on that announces something else than the article."""
    document = Document("\n\n".join(block["text"] for block in record["blocks"]))
    blocks = document.fact(find_blocks)
    cues = [cue.block for cue in document.fact(find_cues) if blocks.first[cue.block] >= LEAST_WORDS]
    start = int(blocks.start[cues[0]]) if cues else len(document.text)
    ends = np.cumsum([len(block["text"]) + 2 for block in record["blocks"]])
    return [bool(each) for each in ends > start + 2]


def html_of(record: Record) -> str:
    def paragraph(block: Mapping[str, Any]) -> str:
        text = escape(" ".join(block["text"].split()))
        return f'<p><a href="/x">{text}</a></p>' if (block.get("link_density") or 0) > 0.5 else f"<p>{text}</p>"

    body = "\n".join(map(paragraph, record["blocks"]))
    return f"<html><head><title>page</title></head><body>\n{body}\n</body></html>"


def by_trafilatura() -> Method:
    from trafilatura import extract

    def method(record: Record) -> Sequence[bool]:
        kept = " ".join((extract(html_of(record), include_comments=False) or "").split())
        return [" ".join(block["text"].split())[:60] not in kept for block in record["blocks"]]

    return method


def by_justext() -> Method:
    import justext

    stops = justext.get_stoplist("English")

    def method(record: Record) -> Sequence[bool]:
        paragraphs = justext.justext(html_of(record).encode(), stops, encoding="utf-8")
        kept = {" ".join(each.text.split()) for each in paragraphs if not each.is_boilerplate}
        return [" ".join(block["text"].split()) not in kept for block in record["blocks"]]

    return method


def by_spinlint(records: Sequence[Record]) -> list[tuple[int, int, int]]:
    from spinlint.training.page import read_page, unseen_models

    linter = Linter(rule() for rule in load_rules() if rule.code.startswith(("OFF", "BPL")))
    read = [read_page(record) for record in records]
    models = iter(unseen_models([page for page in read if page is not None]))
    return [
        page_tail(linter, record, None if page is None else partial(tail_by, next(models)))
        for record, page in zip(records, read, strict=True)
    ]


def main() -> None:
    """Print a line per method."""
    with lzma.open(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES) as lines:
        records = [orjson.loads(line) for line in lines]
    methods: dict[str, Callable[[], Method]] = {
        "keep everything": lambda: keep_all,
        "cut at the first heading": lambda: cut_at_heading,
        "trafilatura, rebuilt HTML": by_trafilatura,
        "jusText, rebuilt HTML": by_justext,
    }
    print(f"{'':28}mean F1   95 % interval   pooled: F1 precision recall   ({len(records)} pages)")
    for name, load in methods.items():
        try:
            method = load()
        except ImportError:
            print(MISSING.format(name))
            continue
        say(name, [counts(record, method(record)) for record in records])
    try:
        say("spinlint, other sites", by_spinlint(records))
    except ImportError:
        print(MISSING.format("spinlint on sites not trained on"))


def say(name: str, read: Sequence[tuple[int, int, int]]) -> None:
    figures = _mean_and_pooled(read)
    low, high = figures["interval"]
    pooled = " ".join(f"{figures[f'pooled {each}']:9.3f}" for each in ("F1", "precision", "recall"))
    print(f"{name:28}{figures['mean F1']:7.3f}   {low:.3f} to {high:.3f} {pooled}")


if __name__ == "__main__":
    main()
