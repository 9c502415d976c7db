"""SPN110: the source notation of a spinner, printed instead of being spun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spinlint import Document, Finding, Mask, Row, Rule, Span
from spinlint_rules.spin.braces import Group, find_groups

_TAGS = re.compile(r"\[/?(?:re|no)?spin(?:tax)?\]|(?<![\w#/])#spin(?:tax)?\b(?!-)", re.IGNORECASE)


@dataclass(frozen=True)
class Spintax(Rule):
    """Spinning notation was printed as it is: `{great|fantastic|wonderful}`.

    Spinners write variants in braces and pick one at random for every copy. Braces that are left over show that the
    text is a template, and often that the template was broken. Write down one of the variants.

    Nested and unbalanced groups, `[spin]` tags and merge fields with a fallback (`{{firstname}|there}`) count. Code,
    formulas, patterns, shell usage lines ("service {start|stop}") and template languages are left alone, as are code
    blocks of Markdown. Two findings in 66 million words of clean text.
    """

    code = "SPN110"
    name = "spintax"
    bad = (
        "This is a <<{great|fantastic|wonderful}>> way to <<{lose weight|get fit}>> this summer.",
        "Hello <<{{firstname}|there}>>, we have <<{a {big|huge} offer|news}>> for you.",
        "Our shoes are <<{light|airy|soft>>. They last for years.\n\n<<[spin]>>Buy now<<[/spin]>>!",
        "They last for <<years|decades}>> and more, with <<{our|a full}>> guarantee.",
    )
    good = (
        "Let A = {x | x > 0} and B = \\{y | y \\in A\\}; then |A| is {1|2} and {q | q is prime} is infinite.",
        "Usage: service nginx {start|stop|restart}\n\n    git {add|rm} FILE\n\nmail ...!{uunet|becker}!silver",
        'Write {{ user.name|default("you") }} or {% if a|b %} in Jinja, ${HOST|localhost} in the shell.',
        'The pattern (?:a{1,2}|b{3}), the JSON {"a": 1}, the type {str|int} and group_{left|right} are no prose.',
    )

    def may_find(self, row: Row) -> Mask:
        braces = (row.sign_count("|") > 0) & (row.sign_count("{") + row.sign_count("}") > 0)
        return braces | (row.sign_count("[") + row.sign_count("#") > 0)

    def check(self, document: Document) -> Iterator[Finding]:
        prose = document.prose
        if "|" in prose and ("{" in prose or "}" in prose):
            for group in find_groups(prose):
                yield self._printed(group)
        if "spin" in prose and ("[" in prose or "#" in prose):
            for match in _TAGS.finditer(prose):
                yield self.finding(Span(*match.span()), "a spinner's tag was printed", confidence=0.95)

    def _printed(self, group: Group) -> Finding:
        first = group.variants[0]
        return self.finding(
            group.span,
            f"a spinner's choice of {len(group.variants)} variants was printed",
            suggestion=first if first and not set("{}|") & set(first) else None,
            confidence=0.95 if group.closed else 0.8,
        )
