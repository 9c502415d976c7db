"""SPN201: another document tells the same in other words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spinlint import CorpusRule, Document, Finding, Relation, Severity

_ORIGINAL = (
    "The Ravensworth ferry will stop for eleven weeks from 4 March, the operator Tidewater said on Monday, because the "
    "slipway at Camber Point has cracked in three places. About 640 commuters use the <<crossing every>> morning. "
    "Dorothea Quill, who runs the kiosk at the terminal, said she would lose nine tenths of her custom. Engineers "
    "from Halvorsen and Pryce found the cracks during a survey in January; the repair is to cost 2.3 million pounds."
)
_SPUN = (
    "Ravensworth's ferry is going to pause for eleven weeks beginning 4 March, as operator Tidewater declared on "
    "Monday, since the slipway in Camber Point shows cracks at three spots. Roughly 640 commuters take the "
    "<<passage each>> morning. Dorothea Quill, proprietor of the terminal kiosk, stated that nine tenths of her "
    "business would vanish. Halvorsen and Pryce engineers discovered the damage in a January "
    "survey; repairing it should require 2.3 million "
    "pounds."
)

_PLAIN = _ORIGINAL.replace("<<", "").replace(">>", "")


@dataclass(frozen=True)
class SpunSibling(CorpusRule):
    """Another document has the same names, numbers and rare words in the same order, in other wording.

    A spinner changes the words around what it dare not touch. So several spins of one article share their names,
    numbers and, paragraph by paragraph, the order of their story while hardly a sentence is the same; beside its
    siblings even a text that is rewritten too well for a word reader gives itself away. The suggestion is the
    sibling's wording of the place; `related` names the sibling and gives the pairs of wording.

    Passages that both have word for word are left out first, so that two forms with different contents are no
    siblings; nor are the minutes of two meetings, whose numbers differ. Two translations of one original are: they tell
    the same in other words. So are two papers' versions of one agency's story. Two reports on one event by different
    writers are not, unless they share a long list of names or dates. Of a set of siblings one is kept, and
    its finding is a note: the most reliable by score, at a tie the longest.

    Runs in `screen` and in `check --cross-document`.
    """

    code = "SPN201"
    name = "spun-sibling"
    relation = "retold"
    min_words = 40

    bad = (_ORIGINAL + "\f" + _SPUN,)
    good = (
        _PLAIN,
        _PLAIN
        + "\f"
        + "Commuters on the Ravensworth ferry face a long spring. Tidewater says the boats will not sail from March, "
        "and nobody at Camber Point could say on Monday who is going to pay. The kiosk stays open, its owner told us, "
        "if only for the gulls.",
    )

    def compare(self, document: Document, relations: Sequence[Relation]) -> Iterator[Finding]:
        for relation in relations[:1]:
            here, there = relation.places[0]
            pairs = "; ".join(
                f"“{mine.cut(document.text)}” – “{theirs.cut(relation.other.text)}”"
                for mine, theirs in relation.places[:3]
            )
            tail = "; this one is kept" if relation.kept else ""
            yield self.finding(
                here,
                f"the same text in other words stands in another document: {pairs}{tail}",
                suggestion=None if relation.kept else there.cut(relation.other.text),
                confidence=round(relation.similarity, 3),
                related=tuple(
                    each.related(f"“{each.places[place][1].cut(each.other.text)}” there", place)
                    for each in relations
                    for place in range(len(each.places) if each is relation else 1)
                ),
                severity=Severity.NOTE if relation.kept else None,
            )
