"""FMT104: a template was never filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from spinlint import Document, Finding, Mask, Row, Rule, Severity, Span, option, word_key

_WORD = r"[A-Za-z][\w .|'-]{0,40}"
# By what a placeholder starts with: a single character is found at the speed of memory.
# What may follow on these two, by its ASCII code; the other patterns hold a brace, or both "<" and "%".
_AFTER_PERCENT = np.array([chr(code) in "sd(%" for code in range(128)])
_AFTER_BRACKET = np.array([chr(code) in "IERFAKCPLBTS" for code in range(128)])
_LOREM = np.uint64(word_key("lorem"))
_PATTERNS = {
    "{": re.compile(
        rf"\{{\{{\s*{_WORD}\}}\}}|\{{(?:city|name|first_?name|last_?name|keyword|company|company_name|title|location|state"
        r"|country|product|product_name|date|year|url|phone|email|address|topic|brand)\}(?!\})",
        re.IGNORECASE,
    ),
    "$": re.compile(rf"\$\{{{_WORD}\}}"),
    "<": re.compile(r"<%[=-]?\s*[^%<>\n]{1,60}%>"),
    "%": re.compile(r"%(?:s|d|\(\w+\)[sd])(?![\w%])|%%[A-Za-z_]\w{1,30}%%"),
    "[": re.compile(
        r"\[(?:(?:INSERT|ENTER|ADD|REPLACE|FILL IN|Insert|Enter) [^\[\]\n]{1,60}"
        r"|(?:KEYWORD|CITY|COMPANY|PRODUCT|LOCATION|BRAND|TOPIC|STATE|FIRST[ _]?NAME|LAST[ _]?NAME)(?:[ _][A-Z]+)?)\]"
    ),
    "Lorem ipsum": re.compile(r"Lorem ipsum\b[^.\n]{0,60}"),
}


@dataclass(frozen=True)
class TemplatePlaceholder(Rule):
    """A placeholder of a template was never filled in.

    "Dear {{first_name}}", "plumbers in [CITY]", "%s items", "Lorem ipsum": the text was made by a program from a mould,
    and nobody read it. Fill it in, or leave the text out.

    Texts about templates and programs show placeholders on purpose: code in Markdown is not read, and from the number
    of `many` places on, or beside reStructuredText's literals, they are notes. On 2,505 clean documents: 1 has a
    warning, 6 have notes, all of them technical.
    """

    code = "FMT104"
    name = "template-placeholder"
    bad = (
        "Dear <<{{first_name}}>>, welcome to <<[CITY]>>!",
        "We are the best plumbers in <<{city}>>. <<[INSERT PHONE NUMBER]>>",
        "There are <<%s>> items in your basket, <<${customer}>>.",
        "<<Lorem ipsum dolor sit amet>>.",
    )
    good = (
        "Prices rose by 5% so far, and 3 % of them twice.",
        "The set {1, 2} and the note [sic] are fine, and so is [1].",
        "He earned $5 {more or less}.",
    )

    many: int = option(6, "places from which on a text is read as being about templates")

    def may_find(self, row: Row) -> Mask:
        percent, bracket = (row.signs[row.codes.take(row.signs) == ord(sign)] for sign in "%[")
        follows = _AFTER_PERCENT.take(row.codes.take(percent + 1, mode="clip"), mode="clip")
        opens = _AFTER_BRACKET.take(row.codes.take(bracket + 1, mode="clip"), mode="clip")
        answer = row.holding(np.concatenate((percent[follows], bracket[opens])))
        answer |= row.having((row.words.key == _LOREM).nonzero()[0])
        return answer | (row.sign_count("{") > 0) | (row.sign_count("<") > 0) & (row.sign_count("%") > 0)

    def check(self, document: Document) -> Iterator[Finding]:
        prose = document.prose
        places = list(_places(prose))
        if not places:
            return
        technical = len(places) >= self.many or "``" in prose or "::\n" in prose
        severity = Severity.NOTE if technical else None
        for place in sorted(places):
            yield self.finding(place, "a placeholder was never filled in", confidence=0.9, severity=severity)


def _places(prose: str) -> Iterator[Span]:
    for start, pattern in _PATTERNS.items():
        place = prose.find(start)
        while place >= 0:
            match = None if prose[place - 1 : place].isalnum() else pattern.match(prose, place)
            if match:
                yield Span(*match.span())
            place = prose.find(start, match.end() if match else place + 1)
