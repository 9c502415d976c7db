"""Plants copies of a document's own sections into it, exact or changed in some way: the cases for the duplicates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from spinlint.text.blocks import find_blocks
from spinlint.text.document import Document
from spinlint.text.spans import Span

LEAST_WORDS = 25
_CONTENT = 5
"""Letters from which on a word is taken for one that says something."""

Edit = Callable[[Document, int, Random], str | None]
"""What is printed for a word of a copy; None where it stays."""


@dataclass(frozen=True, slots=True)
class PlantedCopy:
    """A document in which the section at `first` stands again at `later`."""

    text: str
    first: Span
    later: Span
    genre: str


def plant_copies(
    texts: Sequence[tuple[str, str]], count: int, seed: int, changed: float = 0.0, way: str = "replaced"
) -> list[PlantedCopy]:
    """Up to `count` cases from (text, genre): one to three blocks copied further down, a share of words `changed`.

    `way`: one of WAYS, or "shuffled" for sentences in another order.
    """
    random = Random(seed)
    cases: list[PlantedCopy] = []
    for text, genre in random.sample(list(texts), len(texts)):
        case = _plant(text, genre, random, changed, way)
        if case is not None:
            cases.append(case)
        if len(cases) == count:
            break
    return cases


def change(text: str, random: Random, share: float, way: str = "replaced") -> str:
    """A whole text with a share of its words changed in one of WAYS."""
    return _changed(Document(text), Span(0, len(text)), random, share, WAYS[way])


def _plant(text: str, genre: str, random: Random, changed: float, way: str) -> PlantedCopy | None:
    document = Document(text)
    blocks = document.fact(find_blocks)
    if len(blocks) < 3:
        return None
    shuffled = way == "shuffled"
    ranges = [
        (start, start + size)
        for size in ((1,) if shuffled else (1, 2, 3))
        for start in range(len(blocks) - size + 1)
        if blocks.last[start + size - 1] - blocks.first[start] >= LEAST_WORDS * (1 + shuffled)
    ]
    if not ranges:
        return None
    start, until = random.choice(ranges)
    source = blocks.span(start, until)
    copy = _shuffled(document, source, random) if shuffled else _changed(document, source, random, changed, WAYS[way])
    if copy is None:
        return None
    place = int(blocks.end[random.randrange(until - 1, len(blocks))])
    gap = "\n\n" if "\n\n" in text else "\n"
    planted = text[:place] + gap + copy + text[place:]
    return PlantedCopy(planted, source, Span(place + len(gap), place + len(gap) + len(copy)), genre)


def _changed(document: Document, source: Span, random: Random, share: float, edit: Edit) -> str:
    """The section with a share of its words changed in one way."""
    words = document.words
    inside = words.between(source)
    pieces, at = [], source.start
    for index in range(inside.start, inside.stop):
        if random.random() < share:
            printed = edit(document, index, random)
            if printed is not None:
                pieces += [document.text[at : words.start[index]], printed]
                at = int(words.end[index])
    return "".join(pieces) + document.text[at : source.end]


def _replaced(document: Document, index: int, random: Random) -> str:
    """Any other word of the document."""
    return document.words.span(random.randrange(len(document.words))).cut(document.text)


def _spun(document: Document, index: int, random: Random) -> str | None:
    """A word that says something for one that does, in small letters: what a spinner prints."""
    words, text = document.words, document.text
    old = words.span(index).cut(text)
    drawn = (words.span(random.randrange(len(words))).cut(text) for _ in range(40))
    return next((word for word in drawn if _is_content(old) and _is_content(word) and word != old), None)


def _edited(document: Document, index: int, random: Random) -> str:
    """The word lost, or another one before it, or for it."""
    other = _replaced(document, index, random)
    return random.choice(("", f"{other} {document.words.span(index).cut(document.text)}", other))


def _reworded(document: Document, index: int, random: Random) -> str:
    """One to three words for one."""
    return " ".join(_replaced(document, index, random) for _ in range(random.randint(1, 3)))


def _is_content(word: str) -> bool:
    return len(word) >= _CONTENT and word.isalpha() and word.islower()


WAYS: dict[str, Edit] = {"replaced": _replaced, "spun": _spun, "edited": _edited, "reworded": _reworded}


def _shuffled(document: Document, source: Span, random: Random) -> str | None:
    """The sentences of the section in another order; None where it has fewer than three."""
    sentences = [span for span in document.sentences if source.start <= span.start and span.end <= source.end]
    if len(sentences) < 3:
        return None
    order = _orders(len(sentences), random)
    return " ".join(sentences[each].cut(document.text) for each in next(order))


def _orders(count: int, random: Random) -> Iterator[list[int]]:
    """Orders of so many things that are not theirs."""
    while True:
        order = random.sample(range(count), count)
        if order != sorted(order):
            yield order
