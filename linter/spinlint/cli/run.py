"""A run over documents: their settings, their reports, what failed, and the exit code that follows."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spinlint.cli import NOT_CHECKED, was_interrupted
from spinlint.cli.group import COMMANDS
from spinlint.cli.options import configuration
from spinlint.corpus.checking import checker
from spinlint.corpus.files import Missing, find_files
from spinlint.corpus.sources import Source, read_file, unreadable
from spinlint.errors import SettingsError
from spinlint.linting.configuration import Configuration, relative
from spinlint.linting.findings import Report, Severity
from spinlint.linting.notices import NotChecked, Unreadable
from spinlint.linting.registry import broken_packs
from spinlint.linting.selection import nearest
from spinlint.linting.settings import Settings
from spinlint.reporters.terminal import visible
from spinlint.reporters.view import Tally, is_unreadable, place_of
from spinlint.text.document import Document

ALONE = 5_000_000  # characters checked before other processes are started: they need half a second to get ready

if TYPE_CHECKING:
    from spinlint.linting.baseline import Baseline

Meant = tuple[Source, Settings]
"""What is to be checked, or the report on why it cannot be, with the settings that hold for it."""


def _alike(meant: Meant) -> tuple[bool, Settings]:
    """What documents must share to be checked together."""
    return isinstance(meant[0], Document), meant[1]


def start(
    options: Mapping[str, Any], paths: Sequence[str] = (), output_file: str | None = None, use_baseline: bool = True
) -> Run:
    """The run that parsed options ask for. Raises SettingsError for what is wrong with them."""
    output = None if output_file in (None, "-") else os.path.abspath(str(output_file))  # noqa: PTH100
    if output is not None and output in map(os.path.abspath, paths) and Path(output).is_file():
        raise SettingsError(f"{output_file}: this is an input, writing to it would destroy it")
    run = Run(
        configuration(options),
        options["stdin_filename"],
        options["jobs"] or len(os.sched_getaffinity(0)),
        output,
        use_baseline,
        options["no_cache"],
        options["cross_document"],
    )
    checker(run.configuration.of_command_line())
    return run


@dataclass
class Run:
    """One run of a command over some paths."""

    configuration: Configuration
    stdin_filename: str | None = None
    jobs: int = 1
    leave_out: str | None = None
    use_baseline: bool = True
    no_cache: bool = False
    cross_document: bool = False
    tally: Tally = field(default_factory=Tally)
    failing: bool = False
    incomplete: bool = False
    _baselines: dict[str, Baseline] = field(default_factory=dict)
    _said: dict[str, int] = field(default_factory=dict)

    def sources(self, paths: Sequence[str]) -> Iterator[Meant]:
        """All documents under the paths, in order."""
        gc.freeze()  # what was imported stays: no collection need look at it
        gc.enable()
        for line in broken_packs():
            self._say(line)
            self.incomplete = True
        here = self._here()
        for path in find_files(paths or (".",), self._is_excluded, here.force_exclude):
            if isinstance(path, Missing):
                yield unreadable(Unreadable, path.message + self._command_hint(path.path), path.path), here
                continue
            name = self.stdin_name if path == "-" else path
            try:
                settings = self.configuration.for_path(name)
                checker(settings)
                if settings.baseline is not None and self.use_baseline:
                    self._baseline(settings.root, settings.baseline)
            except SettingsError as error:
                yield unreadable(NotChecked, str(error), name), here
                continue
            for source in read_file(path, settings.text_field, settings.id_field, self.stdin_filename):
                yield source, settings

    def _here(self) -> Settings:
        """The settings where the command was called; a broken file there is named with the documents under it."""
        try:
            return self.configuration.for_folder(Path.cwd())
        except SettingsError:
            return self.configuration.of_command_line()

    def reports(self, paths: Sequence[str]) -> Iterator[tuple[Report, Settings]]:
        """The reports on all documents, in order."""
        return self.crossed(self._one_by_one(paths))

    def crossed(self, reports: Iterator[tuple[Report, Settings]]) -> Iterator[tuple[Report, Settings]]:
        """The reports, with what documents say of each other where that was asked for."""
        if not self.cross_document:
            return reports
        from spinlint.cli.crossing import with_neighbours  # noqa: PLC0415 (loads what finds near-duplicates)

        return with_neighbours(self, reports, self._here())

    def _one_by_one(self, paths: Sequence[str]) -> Iterator[tuple[Report, Settings]]:
        sources = self.sources(paths)
        for (is_document, settings), group in groupby(self._first(sources), _alike):
            if is_document:
                documents = (source for source, _ in group if isinstance(source, Document))
                for report in self._check_all(documents, settings):
                    yield report, settings
            else:
                yield from ((source, settings) for source, _ in group if isinstance(source, Report))
        following = next(sources, None)
        if following is None:
            return
        from spinlint.cli.parallel import check_all  # noqa: PLC0415 (only where there is enough to do)

        for report, settings in check_all(chain((following,), sources), self.jobs, self.cache_folder):
            yield self.without_known(report, settings), settings

    def _first(self, sources: Iterator[Meant]) -> Iterator[Meant]:
        """What is checked before other processes are started."""
        size = 0
        for source, settings in sources:
            yield source, settings
            size += len(source.text) if isinstance(source, Document) else 0
            if size > ALONE and self.jobs != 1:
                return

    def _check_all(self, documents: Iterator[Document], settings: Settings) -> Iterator[Report]:
        """As `check`, for each document in order."""
        folder = self.cache_folder(settings)
        if folder is None:
            reports = checker(settings).check_all(documents)
        else:
            from spinlint.corpus.cache import check_all_cached  # noqa: PLC0415 (few runs have one)

            reports = check_all_cached(documents, settings, folder)
        for report in reports:
            yield self.without_known(report, settings)

    def check(self, document: Document, settings: Settings) -> Report:
        """The report on a document without what its baseline knows."""
        folder = self.cache_folder(settings)
        if folder is None:
            return self.without_known(checker(settings).check(document), settings)
        from spinlint.corpus.cache import check_cached  # noqa: PLC0415 (few runs have one)

        return self.without_known(check_cached(document, settings, folder), settings)

    def cache_folder(self, settings: Settings) -> str | None:
        """Where reports are kept, if anywhere."""
        if self.no_cache or settings.cache_dir is None:
            return None
        return str(Path(settings.root) / settings.cache_dir)

    def is_stdin(self, document: Document) -> bool:
        """Whether a document came on standard input."""
        return document.name == self.stdin_name

    @property
    def stdin_name(self) -> str:
        """How the document on standard input is called."""
        return self.stdin_filename or "<stdin>"

    def _baseline(self, root: str, name: str) -> Baseline:
        from spinlint.linting.baseline import Baseline  # noqa: PLC0415 (few runs have one)

        path = str(Path(root) / name)
        if path not in self._baselines:
            self._baselines[path] = Baseline.read(path)
        return self._baselines[path]

    def without_known(self, report: Report, settings: Settings) -> Report:
        """The report without what its baseline knows."""
        if settings.baseline is None or not self.use_baseline:
            return report
        fresh = self._baseline(settings.root, settings.baseline).unknown(report)
        self.tally.known += len(report.findings) - len(fresh)
        return replace(report, findings=fresh)

    def note(self, report: Report, settings: Settings) -> Report:
        """Count a report and say on standard error, in one line each, what could not be checked."""
        if was_interrupted():
            raise KeyboardInterrupt
        self.tally.add(report)
        if is_unreadable(report):
            finding = report.findings[0]
            place = "" if finding.code == NotChecked.code else f"{place_of(report)}: "
            self._say(f"{place}{finding.message} [{finding.code}]")
            return report
        for code, why in report.failures.items():
            self._say_failure(place_of(report), code, why)
        if settings.fail_on != "never":
            limit = Severity(settings.fail_on).rank
            self.failing = self.failing or any(finding.severity.rank >= limit for finding in report.findings)
        return report

    def close(self) -> None:
        """Say how often a rule failed beyond the first time."""
        for key, number in list(self._said.items()):
            if number > 1 and key.startswith("rule "):
                self._say(f"{key} in {number - 1} more document{'s' * (number > 2)}")

    @property
    def exit_code(self) -> int:
        """0, 1 or 2, as the contract has it."""
        if self.tally.unreadable or self.tally.failed or self.incomplete:
            return NOT_CHECKED
        return int(self.failing)

    def _command_hint(self, path: str) -> str:
        """A mistyped command looks like a missing path."""
        return "" if set("./\\") & set(path) else nearest(path, COMMANDS, "the command ")

    def _say_failure(self, place: str, code: str, why: str) -> None:
        """The first failure of a rule in a line of its own; `close` counts the others."""
        key = f"rule {code} failed"
        if code == "fixes":
            self._say(f"{place}: {why}")
        elif key not in self._said:
            self._say(f"{place}: {key}: {why}", key)
        else:
            self._said[key] += 1

    def _say(self, line: str, key: str | None = None) -> None:
        if self._said.setdefault(key or line, 0):
            return
        self._said[key or line] = 1
        sys.stderr.write(f"spinlint: {visible(line)}\n")

    def _is_excluded(self, path: str) -> bool:
        if self.leave_out is not None and os.path.abspath(path) == self.leave_out:  # noqa: PTH100
            return True
        try:
            settings = self.configuration.for_folder(Path(path).absolute().parent)
        except SettingsError:
            return False  # said when the file is read
        return settings.excludes(relative(path, settings.root))
