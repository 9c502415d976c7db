"""Documents that are read together: each gets what it would have got alone, to the last bit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from spinlint import (
    Document,
    PhraseRule,
    Rule,
    find_blocks,
    find_boundary,
    find_cues,
    find_foreign_block,
    find_page_tail,
    weigh_breaks,
)
from spinlint.corpus.checking import Checker, checker
from spinlint.lexicon.boundary import may_break
from spinlint.lexicon.overlap import informative
from spinlint.lexicon.spin import lexicon_line, read_spin, read_together
from spinlint.lexicon.structure_row import tell_structure
from spinlint.linting.engine import Linter, why_skipped
from spinlint.linting.findings import Report
from spinlint.linting.settings import Settings
from spinlint.testing import marked
from spinlint.text.row import in_rows, read_row
from spinlint_rules import RULES

SAMPLES = sorted(path for path in (Path(__file__).parents[1] / "samples").rglob("*") if path.is_file())
ODD = (
    *(
        "",
        "Word",
        "12 34",
        "'s 's.5 'tis",
        "\ufeff\x00'",
        "end",
        "Ende gut, alles gut. " * 20,
        "我们的。" * 40,
        "A's B",
    ),
    *("a. . b , c", "the the", "\r\r\n \n", "É’s Œ", "One.Two", "He saw an one ,and left .", "spin {a|b} [City]"),
    "Written through Ada. <!-- spinlint: ignore[SPN102] meant -->\n\nIt is all well and good.",
)


def examples() -> Iterator[str]:
    """The texts of the samples, the examples of all rules, and odd ones."""
    for path in SAMPLES:
        yield path.read_text(encoding="utf-8")
    for rule in RULES:
        for text in (*rule.bad, *rule.good):
            yield marked(text)[0].text
    yield from ODD


TEXTS = tuple(examples())


def content(report: Report) -> tuple[object, ...]:
    """Everything that a report says."""
    findings = [astuple(finding) for finding in report.findings]
    return findings, dict(report.skipped), dict(report.failures), report.reliability, report.document.language


@pytest.mark.parametrize("size", [2, 7, 64])
def test_reports_do_not_depend_on_company(size: int) -> None:
    """One by one or many at once: the same findings, reasons, and numbers."""
    check = checker(Settings())
    alone = [content(check.check(Document(text))) for text in TEXTS]
    for first in range(0, len(TEXTS), size):
        together = check.check_all(map(Document, TEXTS[first : first + size]))
        assert [content(report) for report in together] == alone[first : first + size]


def test_words_and_readings_do_not_depend_on_company() -> None:
    """Every column of words, line and reading has the same bytes."""
    together = [Document(text) for text in TEXTS]
    for documents in in_rows(together):
        row = read_row(documents)
        read_together([document for document in documents if len(document.words)])
        tell_structure(row)
        _ = row.sentences
    for document in together:
        alone = Document(document.text)
        for mine, other in zip(columns(document), columns(alone), strict=True):
            assert mine.tobytes() == other.tobytes()
        assert document.fact(may_break) == alone.fact(may_break)
        assert document.fact(find_boundary) == alone.fact(find_boundary)
        assert document.fact(find_cues) == alone.fact(find_cues)


def test_a_row_of_one_is_told_what_it_would_find() -> None:
    """No text is too short, or too sound, to be asked about its structure as a row."""
    for text in TEXTS:
        document, alone = Document(text), Document(text)
        tell_structure(read_row([document]))
        assert document.fact(find_boundary) == alone.fact(find_boundary)
        assert document.fact(find_foreign_block) == alone.fact(find_foreign_block)
        assert document.fact(find_page_tail) == alone.fact(find_page_tail)
        mine, other = document.fact(weigh_breaks), alone.fact(weigh_breaks)
        assert (mine is None) == (other is None)
        assert mine is None or other is None or mine.features.tobytes() == other.features.tobytes()


def columns(document: Document) -> Iterator[np.ndarray[tuple[int, ...], np.dtype[np.generic]]]:
    """What is known of the words of a document."""
    words, line, reading = document.words, document.fact(lexicon_line), document.fact(read_spin)
    yield from (words.start, words.end, words.key, words.kind, words.gap, document.codes)
    yield from (line.numbers, line.stream, line.places, line.score, line.seen)
    yield from (reading.index, reading.original_number, reading.log_odds, reading.paired, reading.ties)
    yield np.array((reading.document, reading.surest, reading.likely, reading.expected))
    blocks, sentences = document.fact(find_blocks), document.sentences
    yield from (blocks.start, blocks.end, blocks.first, blocks.last, blocks.digest, sentences.start, sentences.end)
    yield from document.fact(informative)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("markup", ["text", "markdown"])
def test_no_rule_is_kept_from_what_it_finds(rule: type[Rule], markup: str) -> None:
    """Where `may_find` says no, `check` finds nothing."""
    mine = rule()
    if issubclass(rule, PhraseRule):
        return
    for documents in in_rows(Document(text, markup=markup) for text in TEXTS):
        row = read_row(documents)
        answer = mine.may_find(row)
        if answer is None:
            return
        assert answer.shape == (len(documents),)
        for document, worth in zip(documents, answer.tolist(), strict=True):
            assert worth or why_skipped(mine, document) or not list(mine.check(document)), document.text


class Raising(Rule):
    """Cannot say where it may find something."""

    code = "TST901"
    name = "raising"

    def may_find(self, row: object) -> None:
        raise ValueError(row)

    def check(self, document: Document) -> Iterator[object]:  # type: ignore[override]
        raise ValueError(document.name)
        yield


def test_a_rule_that_raises_fails_in_every_document_of_a_row() -> None:
    """And nowhere else: what the others found stays."""
    linter = Linter([Raising(), *(rule() for rule in RULES if rule.code == "FMT102")])
    reports = list(linter.lint_row(read_row([Document("It was the the end.", name="a"), Document("Well.", name="b")])))
    assert [report.failures for report in reports] == [{"TST901": "ValueError: a"}, {"TST901": "ValueError: b"}]
    assert [len(report.findings) for report in reports] == [1, 0]


def test_a_document_that_cannot_be_read_spares_the_others() -> None:
    """It fails in every rule; its neighbours are checked."""

    class Broken(Document):
        @property
        def prose(self) -> str:  # type: ignore[override]
            raise ValueError("broken")

    check = Checker(Settings())
    good, bad = check.check_all([Document("It was the the end."), Broken("Well.")])
    assert [finding.code for finding in good.findings] == ["FMT102"]
    assert not good.failures
    assert "ValueError: broken" in bad.failures["FMT102"]
