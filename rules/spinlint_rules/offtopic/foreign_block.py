"""OFF103: between the paragraphs of a text stands a block of another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import (
    Document,
    Finding,
    ForeignBlock,
    Mask,
    Row,
    Rule,
    Severity,
    find_blocks,
    find_boundary,
    find_foreign_block,
    find_page_tail,
    option,
    row_runs,
)
from spinlint_rules.cutting import cutting
from spinlint_rules.offtopic.evidence import explain
from spinlint_rules.offtopic.regions import related_regions

_ABOVE = """The swimming bath on Castle Street will stay open through the winter, the council decided on Monday.

The bath had been due to close in October, when its boiler failed an inspection. A new boiler costs 240,000 pounds, \
and the council had set aside only a third of that for repairs to all of its baths.

Members of the swimming club collected the rest. They sold calendars, held a sponsored swim and wrote to every family \
on the club's list. By the end of September they had 163,000 pounds, said their chairwoman, Dora Quill."""

_BELOW = """The council will pay for the work itself, which starts next week. The boiler is to be in place before the \
school swimming gala in December. Quill said that her members would be back in the water the day after.

Repairs to the other baths will have to wait, a council spokesman said. The bath on Mill Road has a boiler of the same \
make and age, and its inspection is due in March."""

_TEASER = """Mix equal parts of rye flour and lukewarm water in a clean jar, cover it loosely and leave it in a warm \
place. Stir once a day. After three days the dough smells of yoghurt and small bubbles rise; now feed it with fresh \
flour every evening until it doubles within six hours.

Use half of the sourdough starter for the loaf and keep the other half in the fridge. If a grey liquid gathers on top, \
pour it off and feed twice before baking. Old bakers add a pinch of caraway to the dough."""


@dataclass(frozen=True)
class ForeignBlockInside(Rule):
    """One to three paragraphs of another text stand between the paragraphs of this one.

    Pages put teasers, recipes and pieces of other stories between the paragraphs of an article, and the frame that set
    them off is lost when the page is turned into text. Their words, names and figures occur nowhere else in the text,
    and the text above goes on below as if they were not there. The block is weighed by the trained model of a
    boundary, as if it stood at the end. The fix, which cuts it, is unsafe: read it first.

    Measured on clean documents that the model had not seen, with one to three paragraphs of another document planted:
    of those from another genre 50 to 58 % are found as a warning with both ends right, of those from the same genre 20
    to 22 %. Of 1,217 such documents 4 have a warning and 7 a note. Known false alarms: a leaflet's paragraph on
    storage, a digression in a speech.
    """

    code = "OFF103"
    name = "foreign-block"
    languages = frozenset({"en"})
    min_words = 110

    bad = (f"{_ABOVE}\n\n<<{_TEASER}>>\n\n{_BELOW}",)
    good = (f"{_ABOVE}\n\n{_BELOW}", _TEASER, f"{_ABOVE}\n\nRain is expected at the weekend.\n\n{_BELOW}")

    least: float = option(0.0, "log-odds, above the trained threshold of a note, from which on a block is one")
    sure: float = option(0.0, "log-odds, above the trained threshold of a warning, from which on it is one")

    def may_find(self, row: Row) -> Mask:
        return row.fact(row_runs)

    def check(self, document: Document) -> Iterator[Finding]:
        found = document.fact(find_foreign_block)
        if found is None or found.margin < self.least or _is_said(document, found):
            return
        blocks = document.fact(find_blocks)
        count = found.until - found.first
        paragraphs = "this paragraph seems" if count == 1 else f"these {count} paragraphs seem"
        yield self.finding(
            blocks.span(found.first, found.until),
            f"{paragraphs} to come from another text: {explain(found.reasons)}",
            confidence=round(found.confidence, 2),
            fix=cutting(document, blocks, found.first, found.until, safe=False),
            severity=Severity.WARNING if found.surplus >= self.sure else Severity.NOTE,
        )


def _is_said(document: Document, found: ForeignBlock) -> bool:
    """Whether another rule's finding covers the block: an appended story, the tail of a page, a block of teasers."""
    boundary, tail = document.fact(find_boundary), document.fact(find_page_tail)
    if boundary is not None and boundary.margin >= 0 and boundary.block <= found.first:
        return True
    if tail is not None and tail <= found.first:
        return True
    return any(region.first < found.until and found.first < region.until for region in document.fact(related_regions))
