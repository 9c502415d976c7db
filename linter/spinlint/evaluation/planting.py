"""Plants tortured phrases in sound abstracts: gold places for phrases that a spinner was never seen to print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from zlib import crc32

from ahocorasick_rs import AhoCorasick, MatchKind

from spinlint.evaluation.alignment import stem
from spinlint.evaluation.gold import Gold, GoldSpan, Record
from spinlint.text.document import Document
from spinlint.text.spans import Span

FOLDS = 5
MOST = 12
"""Texts that one tortured phrase is planted in, so that "neural networks" does not decide the figures."""


@dataclass(frozen=True, slots=True)
class Tortured:
    """A tortured phrase, the established one that it stands for (both in lower case), papers that have it, fold."""

    phrase: str
    established: str
    papers: int
    fold: int


def read_tortured(records: Iterable[Record]) -> list[Tortured]:
    """Phrase pairs from records of the Problematic Paper Screener's list, without its conditions and remarks."""
    found = []
    for record in records:
        quoted = re.match(r'\s*"([^"]+)"', record["text"])
        established = re.sub(r"\s*[(\[][^)\]]*[)\]]", "", record.get("established") or "").strip().lower()
        if quoted is None or not established or re.search(r"\bAND\b|[?*/~,;()]|\bor\b", established + quoted[1]):
            continue
        phrase = " ".join(quoted[1].lower().replace("-", " ").split())
        if phrase != established and len(phrase.split()) > 1:
            found.append(Tortured(phrase, established, int(record.get("n_papers") or 0), phrase_fold(phrase)))
    return found


def phrase_fold(phrase: str) -> int:
    """The fold of a phrase, 0 to 4: the same for its inflections and spellings, in every process."""
    words = re.findall(r"[a-z0-9]+", phrase.lower())
    return crc32(" ".join(stem(word) for word in words).encode()) % FOLDS


def plant(hosts: Iterable[Gold], phrases: Sequence[Tortured], seed: int = 0) -> Iterator[Gold]:
    """Sound texts whose established phrases are replaced by tortured ones, all of one fold per text.

    A text without such a phrase is passed over. The fold is drawn from those that the text offers.
    """
    used: Counter[str] = Counter()
    for host, found in offers(hosts, phrases):
        random = Random(crc32(f"{seed} {host.id}".encode()))
        places = [(span, [each for each in choices if used[each.phrase] < MOST]) for span, choices in found]
        folds = sorted({each.fold for _, choices in places for each in choices})
        if folds:
            chosen = _choose(places, random.choice(folds), random)
            used.update({phrase.phrase for _, phrase in chosen})
            yield _planted(host, chosen)


def offers(
    hosts: Iterable[Gold], phrases: Sequence[Tortured]
) -> Iterator[tuple[Gold, list[tuple[Span, list[Tortured]]]]]:
    """The texts in which established phrases stand, each with the places and what might be printed there."""
    by_established: dict[str, list[Tortured]] = {}
    for phrase in phrases:
        if " " in phrase.established or "-" in phrase.established:
            by_established.setdefault(phrase.established, []).append(phrase)
    if not by_established:
        return
    names = list(by_established)
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    for host in hosts:
        found = [(span, by_established[names[index]]) for index, span in _whole(host.text, automaton)]
        if found:
            yield host, found


def _whole(text: str, automaton: AhoCorasick) -> Iterator[tuple[int, Span]]:
    document = Document(text)
    starts, ends = set(document.words.start.tolist()), set(document.words.end.tolist())
    for index, start, end in automaton.find_matches_as_indexes(document.folded):
        if start in starts and end in ends:
            yield index, Span(start, end)


def _choose(
    offers: Iterable[tuple[Span, Sequence[Tortured]]], fold: int, random: Random
) -> list[tuple[Span, Tortured]]:
    """A phrase of the fold for each place that has one; frequent phrases rather, by the root of their papers."""
    kept: dict[str, Tortured] = {}  # a spinner turns one phrase into the same one all through a text
    chosen = []
    for place, choices in offers:
        mine = [each for each in choices if each.fold == fold]
        if mine:
            weights = [(each.papers + 1) ** 0.5 for each in mine]
            drawn = random.choices(mine, weights)[0]
            chosen.append((place, kept.setdefault(drawn.established, drawn)))
    return chosen


def _planted(host: Gold, chosen: Iterable[tuple[Span, Tortured]]) -> Gold:
    pieces: list[str] = []
    spans: list[GoldSpan] = []
    at = length = 0
    for place, tortured in chosen:
        original = place.cut(host.text)
        capital = not original[0].islower()
        printed = tortured.phrase[0].upper() + tortured.phrase[1:] if capital else tortured.phrase
        pieces += [host.text[at : place.start], printed]
        start = length + place.start - at
        length = start + len(printed)
        spans.append(GoldSpan(Span(start, length), original))
        at = place.end
        fold = tortured.fold
    text = "".join([*pieces, host.text[at:]])
    return Gold(f"planted-{host.id}", text, True, tuple(spans), (), "abstract", "planted", host.id, fold)
