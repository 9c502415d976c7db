"""ENC104: control characters and terminal sequences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Edit, Finding, Fix, Mask, Row, Rule, Span
from spinlint_rules.encoding.suspects import CONTROL, CONTROLS, row_signs, signs

_RUN = re.compile(rf"(?:\x1b\[[0-9;?]*[A-Za-z]|[{CONTROLS}])+")


@dataclass(frozen=True)
class ControlCharacters(Rule):
    """Control characters or terminal sequences stand in the text.

    A null byte, a backspace or a colour code of a terminal is residue of a broken export, a log or a scanner. They end
    strings early, garble terminals and make tools take the text for binary. The fix removes them.

    Tabs, line ends and form feeds are not meant. On 2,505 clean documents: none has a finding.
    """

    code = "ENC104"
    name = "control-characters"
    bad = (
        "The report<<\x00>> ends here.",
        "All <<\x1b[1;32m>>green<<\x1b[0m>> in the hall.",
    )
    good = (
        "One\ttab,\r\none line end\x0cand one page.",
        "A line of a poem,\nand another.",
        "Café, naïve, 日本, and a blank\u00a0that holds.",
    )

    def may_find(self, row: Row) -> Mask:
        suspect: Mask = row.fact(row_signs) & CONTROL != 0
        return suspect

    def check(self, document: Document) -> Iterator[Finding]:
        if not document.fact(signs) & CONTROL:
            return
        for match in _RUN.finditer(document.prose):
            span = Span(*match.span())
            names = ", ".join(dict.fromkeys(f"U+{ord(each):04X}" for each in match.group() if not each.isprintable()))
            yield self.finding(
                span, f"control characters: {names}", suggestion="", fix=Fix((Edit(span, ""),), safe=True)
            )
