"""DUP102: a paragraph or section stands twice, with some words changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Finding, Mask, Row, Rule
from spinlint_rules.duplication.difference import difference
from spinlint_rules.duplication.rows import may_repeat
from spinlint_rules.duplication.sections import EXACT, cut_later, duplicate_sections, first_copy, is_doubled, spans

_ONE = (
    "The orchard was planted by the monks in 1312, and some of the pear trees that still stand on the southern slope "
    "go back to grafts that they took from their mother house.\n\n"
)
_OTHER = (
    "The orchard was planted by the monks in 1312, and some of the pear trees that still grow on the southern slope "
    "go back to cuttings that they took from their mother house."
)
_BETWEEN = "Visitors may walk among the trees from April to October. The gate is closed at dusk.\n\n"


@dataclass(frozen=True)
class NearDuplicateSection(Rule):
    """Nearly the same paragraph or section stands in the document twice.

    An edit that kept both versions, a merge of two drafts, a spun copy of the page's own paragraph. The message says
    what the later copy has otherwise; decide which version you want. The fix, which cuts the later copy, is unsafe
    for that reason.

    Blocks of prose of at least 22 words with 85 words in a hundred in common (fewer in longer ones) count, and blocks
    whose sentences stand there in another order. Clauses, instructions and forms are alike by design: they differ in
    whole phrases, in names and figures, or in one word throughout, and where there are two there are more of them; a
    model of that tells most of them from copies. Known false alarms: parallel clauses of contracts, judgments and
    technical drafts (0.3 % of 2,505 clean documents). Of planted copies with one word in ten changed 94 to 96 % are
    found, with one word in ten lost, added or changed 90 %.
    """

    code = "DUP102"
    name = "near-duplicate-section"

    bad = (_ONE + _BETWEEN + "<<" + _OTHER + ">>", _ONE + "<<" + _OTHER + ">>\n\n" + _BETWEEN)
    good = (
        _ONE + _BETWEEN,
        "The tenant of the upper flat keeps the stairs clean, pays his share of the water on the first of each month, "
        "and may put his bicycle in the shed behind the house.\n\n"
        "The tenant of the two rooms by the gate keeps the garden and the pavement clean, pays his share of the water "
        "on the first of each month, and may put his car behind the house.",
        _ONE + "The vineyard was planted by the brothers in 1630, after the war had taken most of the fruit trees on "
        "the northern slope, and it failed within ten years, as the abbot had said that it would.",
    )

    def may_find(self, row: Row) -> Mask:
        return row.fact(may_repeat)

    def check(self, document: Document) -> Iterator[Finding]:
        for repeat in document.fact(duplicate_sections):
            if repeat.same >= EXACT or is_doubled(document, repeat):
                continue
            first, later = spans(document, repeat)
            fix = cut_later(document, repeat, safe=False)
            line = document.position(first.start).line
            yield self.finding(
                later,
                f"nearly the same text as at line {line}: {difference(document, repeat)}",
                confidence=round(0.5 + repeat.same / 2, 2),
                related=first_copy(document, first),
                fix=fix,
            )
