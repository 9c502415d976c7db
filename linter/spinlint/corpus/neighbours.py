"""Who belongs to whom in a corpus, once every document is in the index.

The answer is kept as a few numbers per relation; what a finding says of it is read from the texts when it is needed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

import numpy as np
import numpy.typing as npt

from spinlint.corpus.alignment import Alignment, align
from spinlint.corpus.candidates import Candidates
from spinlint.corpus.fingerprints import unpack, word_shingles
from spinlint.corpus.index import Index
from spinlint.linting.comparison import COPY, NEAR, RETOLD
from spinlint.text.document import Document

# Jaccard similarity of the sets of three-word shingles. One word in ten changed leaves 0.57; posts of a content farm
# with one body have 0.73 and more (two bodies 0.11 and less), leaflets of one company on two medicines up to 0.55.
NEAR_DUPLICATE = 0.5
NEAR_WORDS = 20  # in shorter texts one word more decides
RETOLD_WORDS = 40  # fewer hold too few anchors to tell a story from a topic
FEW_CHANGES = 0.7  # of the anchors matched: single words were changed everywhere, and no long run is left
FEWEST_MATCHES = 9  # essays on one question share up to eight words of it in order
FEWEST_WORDS = 30  # once verbatim runs are left out
COMMON_WEIGHT, COMMON_BY_CHANCE = 15.75, 0.3  # any two texts on one topic share so much of their word sequence
ENOUGH_FIGURES, MOST_FIGURES, MOST_LOST = 3, 8, 6  # two texts on one topic share three numbers; eight say it all
# Of the 3.1 million pairs of clean_panel one false one is above (two reports on a concert tour with its list of dates).
LEAST_EVIDENCE = 0.9
_HELD = 512  # documents kept unpacked while pairs are compared

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Link:
    """A relation in numbers: which other document, of which kind, how strong."""

    other: int
    kind: str
    strength: float


class Neighbours:
    """The relations of all documents of a run, to each other and to those of the references."""

    def __init__(self, indexes: Sequence[Index], scratch: Path) -> None:
        self._packed = [index.packed() for index in indexes]
        self._candidates = Candidates(indexes)
        self._held: OrderedDict[int, Document] = OrderedDict()
        self.first_new = self._candidates.first_new
        self._links: dict[int, list[Link]] = {}
        self._parent = self._candidates.leader.copy()
        self._copies = np.bincount(self._candidates.leader, minlength=self._candidates.documents)
        self._keepers: dict[int, int] = {}
        found = [*self._candidates.near(), *self._candidates.retold(scratch)]
        for pair in np.unique(np.concatenate(found)).tolist():
            self._judge(pair >> 32, pair & 0xFFFFFFFF)

    def document(self, number: int) -> Document:
        """A document by its number."""
        held = self._held
        if number in held:
            held.move_to_end(number)
            return held[number]
        place = number
        for packed in self._packed:
            if place < len(packed):
                break
            place -= len(packed)
        held[number] = unpack(packed[place])
        if len(held) > _HELD:
            held.popitem(last=False)
        return held[number]

    def choose_keepers(self, scores: Scores) -> None:
        """Choose the member to keep of each set that belongs together; `scores` are those of the new documents.

        A known document comes first. Then the most reliable, the longest, and at last the one whose key is smallest:
        nothing depends on the order of the documents but which of several equal ones it is.
        """
        members: dict[int, list[int]] = {}
        related = np.flatnonzero((self._copies[self._candidates.leader] > 1) | self._linked())
        for number in related.tolist():
            members.setdefault(self._root(number), []).append(number)
        for numbers in members.values():
            keeper = min(numbers, key=lambda number: self._rank(number, scores))
            self._keepers.update(dict.fromkeys(numbers, keeper))

    def _linked(self) -> npt.NDArray[np.bool_]:
        linked = np.zeros(self._candidates.documents, dtype=bool)
        linked[list(self._links)] = True
        return linked[self._candidates.leader]

    def _rank(self, number: int, scores: Scores) -> tuple[bool, float, int, int, int]:
        if number < self.first_new:
            return (False, 0.0, 0, 0, number)
        content = int(self._candidates.content[number])
        return (True, -float(scores[number - self.first_new]), -len(self.document(number).words), content, number)

    def keeper(self, number: int) -> int | None:
        """The member to keep of what a document belongs to; None where it belongs to nothing."""
        return self._keepers.get(number)

    def links(self, number: int) -> list[Link]:
        """The relations of a document, the strongest of each kind first; the one to be kept before all."""
        leader = int(self._candidates.leader[number])
        keeper = self._keepers.get(number, number)
        found = list(self._links.get(leader, ()))
        if self._copies[leader] > 1:
            same = keeper if int(self._candidates.leader[keeper]) == leader and keeper != number else leader
            if same == number:
                same = self._another_copy(number, leader)
            found.append(Link(same, COPY, 1.0))
        content = self._candidates.content
        return sorted(
            found,
            key=lambda link: (link.kind, link.other != keeper, -link.strength, int(content[link.other]), link.other),
        )

    def copies(self, number: int) -> int:
        """How many other documents have the same words."""
        return int(self._copies[self._candidates.leader[number]]) - 1

    def _another_copy(self, number: int, leader: int) -> int:
        same = np.flatnonzero(self._candidates.leader == leader)
        return int(same[same != number][0])

    def _judge(self, one: int, other: int) -> None:
        link = judge_pair(self.document(one), self.document(other))
        if link is None:
            return
        kind, strength = link
        self._links.setdefault(one, []).append(Link(other, kind, strength))
        self._links.setdefault(other, []).append(Link(one, kind, strength))
        self._parent[self._root(other)] = self._root(one)

    def _root(self, number: int) -> int:
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = int(parent[number])
        return number


def judge_pair(one: Document, other: Document) -> tuple[str, float] | None:
    """How two documents are related, and how strongly; None where they are not."""
    words = min(len(one.words), len(other.words))
    similarity = jaccard(one, other)
    if similarity >= NEAR_DUPLICATE:
        return (NEAR, similarity) if words >= NEAR_WORDS else None
    if words < RETOLD_WORDS:
        return None
    confidence = retold(one, other)
    return None if confidence is None else (RETOLD, confidence)


def jaccard(one: Document, other: Document) -> float:
    """The Jaccard similarity of the sets of three-word shingles."""
    mine, theirs = one.fact(word_shingles), other.fact(word_shingles)
    shared = len(np.intersect1d(mine, theirs, assume_unique=True))
    return shared / max(1, len(mine) + len(theirs) - shared)


def retold(one: Document, other: Document) -> float | None:
    """The probability that one text is a rewording of the other; None below what is worth a finding."""
    # Of several longest alignments one is found, and which may depend on the text that comes first: take both ways.
    found = align(one, other), align(other, one)
    if min(each.whole for each in found) >= FEW_CHANGES and found[0].whole_matches >= 20:
        return 0.99
    if min(each.matches for each in found) < FEWEST_MATCHES or min(map(len, found[0].rest)) < FEWEST_WORDS:
        return None
    score = sum(evidence(each) for each in found) / 2
    if score + COMMON_WEIGHT * (1 - COMMON_BY_CHANCE) < LEAST_EVIDENCE:
        return None
    score += COMMON_WEIGHT * max(0.0, found[0].common() - COMMON_BY_CHANCE)
    return 1 / (1 + exp(-score)) if score >= LEAST_EVIDENCE else None


def evidence(found: Alignment) -> float:
    """The log-odds that two aligned texts tell the same, but for the words that they have in common.

    Names and numbers stay whoever rewrites a text. A form that is filled in anew, or the minutes of the next meeting,
    keep the names and have other numbers.

    Weights of a logistic regression on 730 pairs of rewritings (paraphrase_attacks, word_synonym_attack,
    machine_translation, half of tests/families) and on the 2,100 pairs of unrelated documents of clean_panel and of 14
    sources of lm that share enough anchors.
    """
    figures = max(0, min(found.figures, MOST_FIGURES) - ENOUGH_FIGURES)
    return 14.67 * found.dense + 0.59 * figures - 0.83 * min(found.lost, MOST_LOST) - 3.94 * found.verbatim - 4.36
