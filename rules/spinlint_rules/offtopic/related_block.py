"""OFF101: a "Related articles" or "Most read" block, and what follows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Finding, Mask, Row, Rule, find_blocks, row_cues, text_of
from spinlint_rules.cutting import cutting
from spinlint_rules.offtopic.regions import related_regions

_STORY = (
    "The lighthouse on Gull Point was switched off on Friday after 161 years.\n\n"
    "Its last keeper, Ebba Norling, said that ships have steered by satellite for two decades and that nobody had "
    "asked for the light since. The tower will become a guest house.\n\n"
)
_OTHER = (
    "Strawberry growers expect a poor year\n\nFrost in the last week of April has killed up to two thirds of the "
    "blossom in the valley, according to the growers' union, which asks the ministry for credit."
)


@dataclass(frozen=True)
class RelatedBlock(Rule):
    """A block of other stories ("Related articles", "Most read", "You may also like") stands in the text.

    Where a page is saved as plain text, its teasers and often whole other stories run on after the article as if they
    belonged to it. The finding goes from the block's first line to its end. `--fix` cuts it where it reaches to the
    end of the document.
    """

    code = "OFF101"
    name = "related-block"

    bad = (
        _STORY + "<<Related articles\n\n" + _OTHER + ">>",
        _STORY
        + "<<You may also like\n\nTen beaches without a road\n\nHow to smoke a mackerel\n\nA house of driftwood>>\n",
    )
    good = (
        _STORY,
        "Related work\n\n" + _STORY,
        _STORY + "More about the tower is told in her book, which the museum shop sells at the foot of the stairs.",
    )

    def may_find(self, row: Row) -> Mask:
        return row.fact(row_cues)

    def check(self, document: Document) -> Iterator[Finding]:
        blocks = document.fact(find_blocks)
        for region in document.fact(related_regions):
            fix = cutting(document, blocks, region.first, region.until, safe=True) if region.is_tail else None
            heading = text_of(document, blocks, region.first).partition("\n")[0]
            rest = "to the end of the document" if region.is_tail else f"{region.until - region.first} lines"
            yield self.finding(
                blocks.span(region.first, region.until),
                f'a block of other stories starts here, under "{heading[:60]}", {rest}',
                confidence=0.95,
                fix=fix,
            )
