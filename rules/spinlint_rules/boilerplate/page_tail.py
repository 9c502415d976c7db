"""BPL103: from some point on, a saved page goes on without its text: comments, teasers, menus, footer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Finding, Mask, Row, Rule, find_blocks, find_page_tail, row_cues
from spinlint_rules.cutting import cutting

_ARTICLE = """The last tram of the yellow line ran on Sunday night, forty minutes late and full to the doors.

People had come with flowers and cameras. The driver, Oskar Brandt, rang the bell at every stop although nobody was \
waiting there, and at the depot he was carried out of the cab on the shoulders of his colleagues.

The line had served the northern suburbs for 94 years. Buses take its place from Monday; they need nine minutes \
longer, because they have to share the bridge with everybody else."""


@dataclass(frozen=True)
class PageTail(Rule):
    """The text is a saved web page: after the article the page goes on, with comments, teasers, menus and a footer.

    A trained model reads the form of every block (length, sentence ends, capitals, dates, words, what stands around)
    and cuts where the article ends. It is asked only where at least three lines announce parts of a page ("Leave a
    reply", "Privacy policy", "Share this"), so that lists and references at the end of a paper are left alone.

    On 549 real pages as plain text, from sites that the model had not seen, the F1 by characters of what is cut is 0.81
    in the mean over pages. The fix is unsafe: in one page in five some of the article goes or some of the page stays.
    """

    code = "BPL103"
    name = "page-tail"

    bad = (
        _ARTICLE + "\n\n<<Share this article\n\nLeave a Reply\n\nCancel reply\n\nHome\n\nNews\n\nPrivacy Policy\n\n"
        "Contact us\n\nCopyright 2021 Northern Echo Media. All rights reserved.>>",
    )
    good = (_ARTICLE, _ARTICLE + "\n\nComments are closed.")

    def may_find(self, row: Row) -> Mask:
        return row.fact(row_cues)

    def check(self, document: Document) -> Iterator[Finding]:
        cut = document.fact(find_page_tail)
        if cut is None:
            return
        blocks = document.fact(find_blocks)
        yield self.finding(
            blocks.span(cut, len(blocks)),
            f"from here on this is the web page, not its text: {len(blocks) - cut} blocks of comments, links and menus",
            confidence=0.8,
            fix=cutting(document, blocks, cut, len(blocks), safe=False),
        )
