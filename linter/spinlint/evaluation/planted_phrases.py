"""Plants tortured phrases one by one into sound texts and counts which of them the rules find: phrases never seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from zlib import crc32

from spinlint.evaluation.channel_reach import reach
from spinlint.evaluation.fingerprints import LISTS, without_lists
from spinlint.evaluation.gold import Gold, GoldSpan
from spinlint.evaluation.intervals import ratio
from spinlint.evaluation.planting import Tortured, offers
from spinlint.evaluation.reading import Figures, Reading, read
from spinlint.evaluation.span_measures import found_spans, is_suggested
from spinlint.lexicon.lexicon import Lexicon, current_lexicon
from spinlint.linting.rule import Rule
from spinlint.text.spans import Span

SEEDS = 3
MOST_OF_ONE = 6
"""Texts that one tortured phrase is planted in: "neural network" stands in every other abstract."""

Row = tuple[Gold, Reading]


def plant_singly(hosts: Sequence[Gold], phrases: Sequence[Tortured], seeds: int = SEEDS) -> Iterator[Gold]:
    """Sound texts with one tortured phrase each, in place of one occurrence of the established one.

    The phrases that were planted least come first, so that as many different ones as the hosts offer have a voice.
    The gold place is what differs of the two: of "profound learning" for "deep learning" it is "profound".
    """
    used: Counter[str] = Counter()
    for seed in range(seeds):
        for host, places in offers(hosts, phrases):
            random = Random(crc32(f"singly {seed} {host.id}".encode()))
            choices = [(span, each) for span, them in places for each in them if used[each.phrase] < MOST_OF_ONE]
            if choices:
                least = min(used[each.phrase] for _, each in choices)
                span, phrase = random.choice([choice for choice in choices if used[choice[1].phrase] == least])
                used[phrase.phrase] += 1
                yield _with_phrase(host, span, phrase, seed)


def _with_phrase(host: Gold, place: Span, phrase: Tortured, seed: int) -> Gold:
    printed = phrase.phrase
    if not host.text[place.start].islower():
        printed = printed[0].upper() + printed[1:]
    text = host.text[: place.start] + printed + host.text[place.end :]
    start, end, original = _difference(printed, place.cut(host.text))
    spans = (GoldSpan(Span(place.start + start, place.start + end), original),)
    return Gold(f"singly-{seed}-{host.id}", text, True, spans, (), host.genre, "planted", phrase.phrase, phrase.fold)


def _difference(printed: str, written: str) -> tuple[int, int, str]:
    """Start and end of what differs in the printed phrase, and the words that stood there; common words at both ends
    are none of it."""
    ours, theirs = printed.split(" "), written.split(" ")
    head = tail = 0
    while head < min(len(ours), len(theirs)) - 1 and ours[head].lower() == theirs[head].lower():
        head += 1
    while tail < min(len(ours), len(theirs)) - head - 1 and ours[-1 - tail].lower() == theirs[-1 - tail].lower():
        tail += 1
    start = sum(len(word) + 1 for word in ours[:head])
    end = len(printed) - sum(len(word) + 1 for word in ours[len(ours) - tail :])
    return start, end, " ".join(theirs[head : len(theirs) - tail])


def phrase_figures(rules: Sequence[Rule], planted: Sequence[Gold]) -> Figures:
    """How many planted phrases are found, in three ways.

    "unseen": the lists are without the fifth of their phrases that this one belongs to, all rules read; "reader": no
    rule that knows wordings by heart reads; "shipped": the lists are whole. `words` counts those of the tortured
    phrase, `channel` says whether the lexicon's channel could propose what was written, `listed` whether the built-in
    list has the phrase.
    """
    whole = read(rules, [replace(each, fold=-1) for each in planted])
    readings = {
        "unseen": read(rules, planted),
        "reader": read(without_lists(rules), planted),
        "shipped": whole,
    }
    lexicon = current_lexicon()
    listed = {each.gold.id for each in whole if _is_listed(each)}
    groups: Mapping[str, Callable[[Gold], str]] = {
        "words": lambda gold: _length(gold.group),
        "channel": lambda gold: _reach(gold, lexicon),
        "listed": lambda gold: "listed" if gold.id in listed else "not listed",
        "hosts": lambda gold: "scientific texts" if is_scientific(gold) else "other texts",
        "genres": lambda gold: gold.genre,
    }
    return {
        "planted": len(planted),
        "phrases": len({each.group for each in planted}),
        "texts": len({each.id.split("-", 2)[2] for each in planted}),
        **{
            way: {"all": _figures(them), **{name: _grouped(them, key) for name, key in groups.items()}}
            for way, them in readings.items()
        },
    }


def is_scientific(gold: Gold) -> bool:
    """Whether a text is of the kind that tortured phrases are met in."""
    return "abstract" in gold.genre or "academic" in gold.genre


def _is_listed(reading: Reading) -> bool:
    findings = [each for each in (*reading.warnings, *reading.notes) if each.code in LISTS]
    return bool(found_spans(reading, findings))


def _reach(gold: Gold, lexicon: Lexicon) -> str:
    (place,) = gold.spans or ()
    return reach(place.span.cut(gold.text), place.original, lexicon)


def _length(phrase: str) -> str:
    words = len(phrase.split())
    return str(words) if words < 4 else "4 and more"


def _grouped(readings: Iterable[Reading], key: Callable[[Gold], str]) -> Figures:
    groups: dict[str, list[Reading]] = {}
    for each in readings:
        groups.setdefault(key(each.gold), []).append(each)
    return {name: _figures(groups[name]) for name in sorted(groups)}


def _figures(readings: Sequence[Reading]) -> Figures:
    """Shares of all that were planted; intervals are drawn over phrases, for these are what must be new."""
    phrases = [each.gold.group for each in readings]
    ones = [1] * len(readings)
    figures: Figures = {"planted": len(readings), "phrases": len(set(phrases))}
    for name, notes in (("", False), ("_with_notes", True)):
        hits = [found_spans(each, (*each.warnings, *each.notes) if notes else each.warnings) for each in readings]
        figures[f"found{name}"] = ratio([len(found) for found in hits], ones, phrases)
        named = [sum(is_suggested(span, over) for span, over in found) for found in hits]
        figures[f"suggested{name}"] = ratio(named, ones, phrases)
    return figures
