"""SPN103: tortured phrases that are on a list: the built-in one, or the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from spinlint import Document, Finding, Match, PhraseRule, Span, in_both_numbers, option, spellings
from spinlint_rules.spin.evidence import UNSEEN, spun_probability, weight_of
from spinlint_rules.spin.lists import rows_by_phrase
from spinlint_rules.spin.phrase_packs import Entry, read_pack
from spinlint_rules.spin.queries import Term, anchor, holds, places, targets
from spinlint_rules.spin.quotations import is_cited
from spinlint_rules.spin.wording import in_style_of

LISTED = 0.95
"""Confidence of a phrase that does not occur in 68 million words of clean text, and of a user's own phrase."""


@dataclass(frozen=True, slots=True)
class Known:
    """A built-in phrase: what it stands for ("" where unknown), its weight as evidence (log-odds), its fold."""

    expected: str
    weight: float
    fold: int


@lru_cache(maxsize=1)
def _rows() -> dict[str, str]:
    """The lines of the list by their phrase, also with a hyphen."""
    rows = rows_by_phrase("tortured.tsv")
    # "information mining", and "an information-mining method"
    singulars = [phrase for phrase in rows if phrase.count(" ") == 1 and phrase[-1] != "s"]
    hyphened = {phrase.replace(" ", "-"): rows[phrase] for phrase in singulars}
    return hyphened | rows


@lru_cache(maxsize=4096)
def built_in(phrase: str) -> Known | None:
    """What is known of a built-in phrase in any of its forms; None where it is not on the list."""
    line = _rows().get(phrase)
    if line is None:
        return None
    _, expected, hits, fold = line.split("\t")
    return Known(expected, weight_of(int(hits)), int(fold))


Own = tuple[Entry, Term, str | None]


@lru_cache(maxsize=16)
def own_phrases(packs: tuple[str, ...]) -> dict[str, list[Own]]:
    """The entries of the user's packs, by each piece of text that the automaton is to look for."""
    found: dict[str, list[Own]] = {}
    for pack in packs:
        for entry in read_pack(Path(pack)):
            for term in targets(entry.query):
                for key, expected in _forms(term, entry.expected):
                    found.setdefault(key, []).append((entry, term, expected))
    return found


def _forms(term: Term, expected: str | None) -> Iterator[tuple[str, str | None]]:
    """The texts that give a term away, each with the expected phrase in the same number."""
    key = anchor(term).strip("()[].,;:!?'\"- ")
    if key != term.text or term.within is not None:
        yield key, expected
        return
    for phrase, wanted in in_both_numbers(key, expected):
        for spelling in spellings(phrase):
            yield spelling, wanted


@dataclass(frozen=True)
class KnownTorturedPhrase(PhraseRule):
    """A tortured phrase: an odd wording of an established term, known from papers that were spun.

    "Kidney disappointment" was kidney failure, "flag to clamor" signal to noise. Nobody writes them; a synonym spinner
    printed them, and with them probably much else of the document. The built-in list is derived from the Problematic
    Paper Screener's; phrases that occur in clean text were taken out, or count only beside others. Phrases are found
    in singular and plural, with blanks or hyphens.

    Add lists of your own, TSV or CSV with a phrase and the expected phrase in each line, or an export of the public
    list with its queries (AND, OR, NOT, NEAR, "..."~10, wildcards). Paths are relative to the working directory:

        [tool.spinlint.rules.known-tortured-phrase]
        packs = ["house_style/tortured.tsv"]

    A list finds only what is on it: of phrases that were never seen before it finds none. That is what
    unlikely-synonym is for. Known false alarms: texts about tortured phrases; otherwise one finding
    in 1.2 million words of clean text.
    """

    code: ClassVar[str] = "SPN103"
    name: ClassVar[str] = "known-tortured-phrase"

    bad: ClassVar[tuple[str, ...]] = (
        "Two patients were seen for <<kidney disappointment>> and one for <<lactose bigotry>>.",
        "A longer antenna improves the <<flag to clamor>> ratio. So does a colder <<neuron-yield>>.",
        "After surgery, <<logistic reversion>> told us who would walk again.",
    )
    good: ClassVar[tuple[str, ...]] = (
        "Two patients were seen for kidney failure and one for lactose intolerance. It was a disappointment.",
        "A longer antenna improves the signal to noise ratio, above all the clamor of a thunderstorm.",
        'The paper of 2021 collects phrases like "kidney disappointment" and "flag to clamor" from journals.',
        "The steering committee went on to the convention, where bigotry was the theme.",
    )

    packs: tuple[str, ...] = option((), "files of further phrases: TSV or CSV, a phrase and the expected one each")
    built_in: bool = option(True, "look for the built-in phrases as well")
    without_fold: int = option(-1, "a fifth of the built-in phrases (0 to 4) to leave out, for honest evaluation")

    def __post_init__(self) -> None:
        """Read the packs at once, so that a broken one is an error in the settings."""
        own_phrases(self.packs)

    def phrases(self) -> Sequence[str]:
        """The built-in phrases and those of the packs, or pieces of them where they are queries."""
        known = tuple(_rows()) if self.built_in else ()
        if self.without_fold >= 0:
            known = tuple(phrase for phrase in known if self._is_built_in(phrase))
        return (*known, *(phrase for phrase in own_phrases(self.packs) if phrase not in _rows() or not self.built_in))

    def judge(self, document: Document, matches: Sequence[Match]) -> Iterator[Finding]:
        """Own phrases first, then the built-in ones where no own one stands; neither where they are only cited."""
        matches = [match for match in matches if not is_cited(document, match.span)]
        if not matches:
            return
        taken: list[Span] = []
        for finding in self._own(document, matches):
            taken.append(finding.span)
            yield finding
        yield from self._built_in(document, [match for match in matches if self._is_built_in(match.phrase)], taken)

    def _is_built_in(self, phrase: str) -> bool:
        known = built_in(phrase) if self.built_in else None
        return known is not None and known.fold != self.without_fold

    def _built_in(self, document: Document, matches: Sequence[Match], taken: list[Span]) -> Iterator[Finding]:
        found = [(match.span, known) for match in matches if (known := built_in(match.phrase))]
        weights = {match.phrase: known.weight for match, (_, known) in zip(matches, found, strict=True)}
        spun = spun_probability(weights.values(), len(document.words))
        for span, known in found:
            confidence = LISTED if known.weight == UNSEEN else round(spun * LISTED, 3)
            if confidence >= 0.6 and not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield self._say(document, span, known.expected, confidence)

    def _own(self, document: Document, matches: Sequence[Match]) -> Iterator[Finding]:
        own = own_phrases(self.packs)
        fulfilled: dict[Entry, bool] = {}
        seen: set[Span] = set()
        for match in matches:
            for entry, term, expected in own.get(match.phrase, ()):
                for span in _own_places(document, match, term):
                    if span in seen:
                        continue
                    if entry not in fulfilled:
                        fulfilled[entry] = isinstance(entry.query, Term) or holds(entry.query, document.folded)
                    if fulfilled[entry]:
                        seen.add(span)
                        yield self._say(document, span, expected, LISTED)

    def _say(self, document: Document, span: Span, expected: str | None, confidence: float) -> Finding:
        printed = span.cut(document.text)
        if not expected:
            return self.finding(span, f"“{printed}” is a known tortured phrase", confidence=confidence)
        wanted = in_style_of(printed, expected)
        message = f"“{printed}” is a known tortured phrase for “{wanted}”"
        return self.finding(span, message, suggestion=wanted, confidence=confidence)


def _own_places(document: Document, match: Match, term: Term) -> list[Span]:
    """The match itself, or the places around it that a wildcard or a distance takes in."""
    if term.within is None and "*" not in term.text:
        return [match.span]
    found = (Span(start, end) for start, end in places(term, document.folded))
    return [span for span in found if span.overlaps(match.span)]
