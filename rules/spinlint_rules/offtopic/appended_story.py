"""OFF102: from some point on, the document is another text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import (
    Boundary,
    Document,
    Finding,
    Mask,
    Row,
    Rule,
    Severity,
    find_blocks,
    find_boundary,
    find_page_tail,
    option,
    row_breaks,
)
from spinlint_rules.cutting import cutting
from spinlint_rules.offtopic.evidence import explain
from spinlint_rules.offtopic.regions import related_regions

_HARBOUR = """The harbour of Ystholm froze over on Tuesday for the first time since 1987.

Ferries to the outer islands were cancelled, and the fishing boats stayed in port. The harbour master, Ingrid Falk, \
said that the ice was eleven centimetres thick at the outer mole and still growing.

An icebreaker of the coast guard is on its way from the south. Falk expects it on Thursday morning, if the wind does \
not turn. Until then the islands are supplied by helicopter; two flights a day carry mail, bread and medicine.

The islanders take it calmly. Old Nils Ahlgren, who has fished off Ystholm for fifty years, walked across the ice to \
the mole on Wednesday and drilled a hole. He came back with four perch and said that the ice would hold a horse."""

_SOURDOUGH = """A sourdough starter needs nothing but flour, water and patience.

Mix equal parts of both in a clean jar, cover it loosely and leave it in a warm place. Stir once a day. After three \
days the dough smells of yoghurt and small bubbles rise; now feed it with fresh flour every evening.

A ripe starter doubles within six hours. Use half of it for the loaf and keep the other half in the fridge, where it \
lasts for two weeks without food. If a grey liquid gathers on top, pour it off and feed twice before baking."""

_SWIMMING = """The swimming bath on Castle Street will stay open through the winter, the council decided on Monday.

The bath had been due to close in October, when its boiler failed an inspection. A new boiler costs 240,000 pounds, \
and the council had set aside only a third of that for repairs to all of its baths.

Members of the swimming club collected the rest. They sold calendars, held a sponsored swim and wrote to every family \
on the club's list. By the end of September they had 163,000 pounds, said their chairwoman, Dora Quill.

The council will pay for the work itself, which starts next week. The boiler is to be in place before the school \
swimming gala in December. Quill said that her members would be back in the water the day after."""


@dataclass(frozen=True)
class AppendedStory(Rule):
    """Another text starts somewhere in the document and runs to its end.

    Scrapers glue the next story of a page onto the one they came for. There is often no heading that gives it away,
    but the words, names and figures of the first text do not come back, and the new one speaks of other things. A
    trained model weighs all of that at every break between blocks; the finding says where it would cut and why.
    `--fix` cuts where the model is nearly sure.

    Measured on stories appended to 1,217 clean documents that the model had not seen: of those from other genres 93 %
    are found within 400 characters of their start, of those from the same genre 74 %; of the documents themselves 12
    have a false alarm, and 2 one that is sure enough for a safe fix.
    Known false alarms: collections by nature, as a chapter that leaves one scene for another, or answers to two
    letters.
    """

    code = "OFF102"
    name = "appended-story"
    languages = frozenset({"en"})
    min_words = 80

    bad = (_HARBOUR + "\n\n<<" + _SOURDOUGH + ">>", _SWIMMING + "\n\n<<" + _HARBOUR + ">>")
    good = (_HARBOUR, _SOURDOUGH, _SWIMMING)

    least: float = option(0.0, "log-odds, above the trained threshold, from which on a break is reported")
    sure: float = option(3.0, "log-odds, above the trained threshold, from which on the fix is safe")

    def may_find(self, row: Row) -> Mask:
        return row.fact(row_breaks)

    def check(self, document: Document) -> Iterator[Finding]:
        boundary = document.fact(find_boundary)
        if boundary is None or boundary.margin < self.least:
            return
        tail = document.fact(find_page_tail)
        if tail is not None and boundary.block + 1 >= tail:
            return  # comments, links and menus: the finding on the page's tail covers them
        if any(region.is_tail and region.first <= boundary.block + 3 for region in document.fact(related_regions)):
            return  # the block of other stories says it already
        yield self._report(document, boundary)

    def _report(self, document: Document, boundary: Boundary) -> Finding:
        blocks = document.fact(find_blocks)
        share = 1 - float(blocks.first[boundary.block]) / len(document.words)
        return self.finding(
            blocks.span(boundary.block, len(blocks)),
            f"another text seems to start here, {share:.0%} of the document: {explain(boundary.reasons)}",
            confidence=round(boundary.confidence, 2),
            fix=cutting(document, blocks, boundary.block, len(blocks), safe=boundary.margin >= self.sure),
            severity=Severity.WARNING,
        )
