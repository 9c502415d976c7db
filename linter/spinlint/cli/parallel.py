"""Checks documents in several processes; the reports come in the order of the documents, whatever the number."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from spinlint.corpus.batches import Batch
from spinlint.corpus.cache import check_all_cached
from spinlint.corpus.sources import Source, unreadable
from spinlint.corpus.workers import Crew
from spinlint.linting.findings import Report
from spinlint.linting.notices import NotChecked
from spinlint.linting.settings import Settings
from spinlint.text.document import Document

if TYPE_CHECKING:
    from spinlint.cli.run import Meant

BATCH_CHARACTERS = 1 << 18
Task = tuple[Source, Settings, str | None]
"""What is to be checked, by which settings, and where its report may be kept."""
Looked = Report | str
"""A report, or why there is none."""


def check_all(
    meant: Iterable[Meant], jobs: int, cache_folder: Callable[[Settings], str | None]
) -> Iterator[tuple[Report, Settings]]:
    """The reports on documents in order, made by `jobs` processes."""
    crew: Crew[Looked] = Crew(_prepare, (), str, jobs)
    for batch, results in crew.run(_batches(meant, cache_folder)):
        items = cast("list[Task]", batch.items)
        for (source, settings, _), looked in zip(items, results, strict=True):
            yield _joined(source, looked), settings


def _batches(meant: Iterable[Meant], cache_folder: Callable[[Settings], str | None]) -> Iterator[Batch]:
    """Documents in groups that are large enough to be worth a message."""
    numbers = itertools.count(1)
    items: list[Any] = []
    size = 0
    for source, settings in meant:
        items.append((source, settings, cache_folder(settings)))
        size += len(source.text) if isinstance(source, Document) else 0
        if size >= BATCH_CHARACTERS or len(items) >= 512:
            yield Batch("", next(numbers), items)
            items, size = [], 0
    if items:
        yield Batch("", next(numbers), items)


def _prepare() -> Any:
    return _look


def _look(batch: Batch) -> list[Looked]:
    """What a worker does: check each document, and send back everything but the document itself."""
    results: list[Looked] = []
    for (is_document, settings, folder), tasks in itertools.groupby(cast("list[Task]", batch.items), _alike):
        sources = [source for source, _, _ in tasks]
        if is_document:
            reports = check_all_cached(cast("list[Document]", sources), settings, folder)
            results += map(_bare, reports)
        else:
            results += cast("list[Report]", sources)
    return results


def _alike(task: Task) -> tuple[bool, Settings, str | None]:
    """What tasks must share to be worked on together."""
    return isinstance(task[0], Document), task[1], task[2]


def _bare(report: Report) -> Report:
    """A report with the name and the language of its document alone."""
    bare = Document("", report.document.name)
    vars(bare)["language"] = report.document.language
    return Report(bare, report.findings, dict(report.skipped), dict(report.failures), report.reliability)


def _joined(source: Document | Report, looked: Looked) -> Report:
    """The worker's report put on the document that stayed here."""
    if not isinstance(source, Document):
        return source
    if isinstance(looked, str):
        return unreadable(NotChecked, looked, source.name, source.record, source.id)
    vars(source)["language"] = looked.document.language
    return Report(source, looked.findings, looked.skipped, looked.failures, looked.reliability)
