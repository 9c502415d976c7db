"""OFF104: the title speaks of something else than the body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import (
    TITLE_WORDS,
    Document,
    Finding,
    Mask,
    Row,
    Rule,
    Severity,
    find_blocks,
    fit_of_title,
    option,
    row_blocks,
    row_titles,
)

_BODY = """Mix equal parts of rye flour and lukewarm water in a clean jar, cover it loosely and leave it in a warm \
place. Stir once a day. After three days the dough smells of yoghurt and small bubbles rise; now feed it with fresh \
flour every evening until it doubles within six hours.

Use half of the starter for the loaf and keep the other half in the fridge. If a grey liquid gathers on top, pour it \
off and feed twice before baking. Old bakers add a pinch of caraway to the dough, and let the loaf rest for a day \
before they cut it."""


@dataclass(frozen=True)
class TitleMismatch(Rule):
    """Hardly a telling word of the title stands in the body, which has another subject.

    Content farms print one text under many titles, and scrapers take the title of one page and the text of the next.
    A title is taken to be wrong where four fifths of its informative words, weighed by how rare they are, do not stand
    in the body, and the words of both keep different company (word vectors).

    A note, since a title may be a play on words. Of titles that were swapped within their genre 54 % are found; of
    2,505 clean documents, 288 of them with a title of telling words, two have a note. Of the posts of a content farm
    under the titles of its feed (108, some of which fit) 25 % are found: most speak of the same few programs and
    devices as the body below. The headings that stand in those posts themselves go with their text.
    """

    code = "OFF104"
    name = "title-mismatch"
    severity = Severity.NOTE
    languages = frozenset({"en"})
    min_words = 100

    bad = (f"<<Senate committee rejects nuclear treaty with Moscow>>\n\n{_BODY}",)
    good = (
        f"A sourdough starter from rye and water\n\n{_BODY}",
        f"Grandmother's bread in seven easy steps\n\n{_BODY}",
        _BODY,
    )

    most: float = option(0.3, "cosine of title and body up to which they do not go together")
    absent: float = option(0.8, "share of the title's telling words, by weight, that the body must lack")

    def may_find(self, row: Row) -> Mask:
        blocks = row.fact(row_blocks)
        first = blocks.bounds[:-1]
        size = np.append(blocks.size, 0).take(first)
        answer: Mask = (np.diff(blocks.bounds) >= 3) & (size >= TITLE_WORDS[0]) & (size <= TITLE_WORDS[1])
        answer &= row.fact(row_titles) >= self.absent
        return answer

    def check(self, document: Document) -> Iterator[Finding]:
        fit = document.fact(fit_of_title)
        if fit is None or fit.nearness > self.most or fit.absent < self.absent:
            return
        span = document.fact(find_blocks).span(0)
        if "@" in span.cut(document.text) or document.text.startswith("-"):
            return  # the head of a mail
        yield self.finding(
            span, "hardly a telling word of the title stands in the text, which has another subject", confidence=0.6
        )
