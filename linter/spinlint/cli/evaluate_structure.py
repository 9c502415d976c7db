"""`spinlint evaluate structure`: duplicates and foreign content against planted and labelled documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import click
import orjson

from spinlint.cli.output import say_broken_packs
from spinlint.errors import InputError
from spinlint.evaluation.across import across
from spinlint.evaluation.gold import read_records
from spinlint.evaluation.structure import FAMILIES, Tail, is_trained_on, measure, render
from spinlint.lexicon.page import tail_by
from spinlint.linting.registry import load_rules
from spinlint.training.planted_stories import Source

_FILES = ("clean_panel", "webpages", "content_farm")


@click.command("structure")
@click.argument("data", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--cases", type=click.IntRange(min=1), default=500, metavar="N", help="Planted documents of a kind.  [500]"
)
@click.option("--limit", type=click.IntRange(min=0), default=0, metavar="N", help="At most N documents of each file.")
@click.option("--seed", type=int, default=0, help="Draws the documents and plants the cases.  [0]")
@click.option(
    "--families",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of texts and their rewritings (*.txt, parted by lines of =====; in neighbours*.txt: of none).",
)
@click.option("--unseen", is_flag=True, help="Only the clean documents that `train structure` does not learn from.")
@click.option("--across/--no-across", "compared", default=True, help="Compare the documents with each other.  [yes]")
@click.option("--json", "json_file", type=click.Path(path_type=Path), metavar="FILE", help="Write the figures here.")
def structure(
    data: tuple[Path, ...],
    cases: int,
    limit: int,
    seed: int,
    families: Path | None,
    unseen: bool,
    compared: bool,
    json_file: Path | None,
) -> int:
    """Measure the DUP, OFF and BPL rules, and the comparison of documents.

    DATA are files of JSON lines (.xz or not), or folders that hold clean_panel, webpages and content_farm: clean
    documents with their `genre`, into which copies and other stories are planted; pages with labelled `blocks`; posts
    with `appended_links`. Pages are read by models that were trained on other sites (this needs the extra `train`).
    """
    rules = [rule() for rule in load_rules() if rule.code.startswith(FAMILIES) and rule.default]
    records = [record for path in _files(data) for record in _drawn(path, limit, seed)]
    sound = [each for each in records if each.get("genre") and not (unseen and is_trained_on(str(each["id"])))]
    clean = [Source(each["text"], str(each["genre"])) for each in sound]
    pages = [each for each in records if "blocks" in each]
    farm = [each for each in records if "appended_links" in each]
    figures = measure(rules, clean, pages, farm, cases, seed, _tails(pages))
    if compared:
        figures["across documents"] = across(farm, families, [each for each in records if each.get("genre")], seed)
    if json_file is not None:
        json_file.write_bytes(orjson.dumps(figures, option=orjson.OPT_INDENT_2) + b"\n")
    click.echo(render(figures), nl=False)
    return say_broken_packs()


def _tails(pages: Sequence[Mapping[str, Any]]) -> list[Tail | None]:
    """For each page what finds its tail by a model of other sites; nothing where scikit-learn is missing."""
    try:
        from spinlint.training.page import read_page, unseen_models  # noqa: PLC0415 (slow, and an extra)
    except ModuleNotFoundError:
        return []
    read = [read_page(page) for page in pages]
    models = iter(unseen_models([page for page in read if page is not None]) if pages else [])
    return [None if page is None else partial(tail_by, next(models)) for page in read]


def _files(data: tuple[Path, ...]) -> list[Path]:
    found: list[Path] = []
    for path in data:
        inside = [path] if path.is_file() else sorted(each for each in path.iterdir() if each.name.startswith(_FILES))
        if not inside:
            raise InputError(f"{path}: no labelled documents here")
        found.extend(inside)
    return found


def _drawn(path: Path, limit: int, seed: int) -> list[Mapping[str, Any]]:
    records: list[Mapping[str, Any]] = list(read_records(path))
    return Random(seed).sample(records, limit) if limit and len(records) > limit else records
