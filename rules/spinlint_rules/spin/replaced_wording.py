"""SPN112: a wording that a spinner put in the place of one of another length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from spinlint import (
    SUSPICIOUS,
    Document,
    Finding,
    Match,
    PhraseRule,
    Replacement,
    Severity,
    is_worth_trying,
    option,
    read_spin,
    weigh_replacements,
)
from spinlint_rules.spin.quotations import is_cited
from spinlint_rules.spin.substitutions import LEAST_ODDS, LEAST_WORDS
from spinlint_rules.spin.surest import surest
from spinlint_rules.spin.wording import in_style_of
from spinlint_rules.spin.wordings import model, printed, printed_wordings

_MOST = 0.995
"""The highest confidence: a model learnt from some thousand places cannot know more."""


@dataclass(frozen=True)
class ReplacedWording(PhraseRule):
    """Several words stand where the writer had one, or another number of words.

    A spinner's table has phrases, too: "reinforcement getting to know" was reinforcement learning, "sunlight based
    force" solar power. Read word by word such a place shows nothing, for every word of it is in order. So for each
    wording that spinners are known to print for another, this rule asks whether the other one fits better between the
    neighbours, whether it forms an established term with them, and whether the rest of the document looks spun. What
    sound texts print now and then ("getting to know") is believed only where its neighbours speak against it; what they
    never print nearly stands for itself.

    Replace the wording by the suggestion where it is right, or the whole text by its source.

    Known false alarms: figures of speech and compounds that are rare in print ("feeling the squeeze"), and texts about
    spun text: 0.005 warnings per 1,000 words of clean text that was not learnt from.
    """

    code = "SPN112"
    name = "replaced-wording"
    languages = frozenset({"en"})
    min_words = LEAST_WORDS

    bad = (
        "The robot learns to walk by reinforcement <<getting to know>>, which needs no teacher: a fall costs it a "
        "point, a step earns one, and after a night of trials it crosses the yard without a stumble.",
        "Our farm runs on <<sunlight based>> force. The panels stand on the barn, the batteries below, and even in "
        "November there is enough for the pumps, the lamps and the old freezer.",
    )
    good = (
        "She spent the first week getting to know the town. Then, dealing with the landlord, she heard how the house "
        "had been sold twice, and why the lion's share of the rent went to a man in Leeds.",
        'Spinners write "reinforcement getting to know" for reinforcement learning. A reader who meets it in an '
        "abstract should look up the authors, count how often it occurs, and write to the editor of the journal.",
    )

    sure: float = option(0.5, "confidence from which on a finding is a warning and not a note")
    without_fold: int = option(-1, "a fifth of the tortured phrases (0 to 4) to do without, for honest evaluation")

    def phrases(self) -> Sequence[str]:
        """The printed wordings that are rare in sound text."""
        return printed_wordings(usual=False)

    def judge(self, document: Document, matches: Sequence[Match]) -> Iterator[Finding]:
        """Weigh all places together; where the text looks spun those of more usual wordings, too."""
        found = list(self.weigh(document, matches))
        if document.fact(read_spin).document > SUSPICIOUS:
            found += _UsualWordings(self).check(document)
        yield from surest(found, len(document.text))

    def weigh(self, document: Document, matches: Sequence[Match]) -> Iterator[Finding]:
        """A finding for each place that was replaced more likely than not, or nearly so."""
        spun = document.fact(read_spin).document
        without = frozenset({str(self.without_fold)})
        tried = [them for match in matches if (them := _replacements(document, match, without, spun))]
        if not tried:
            return
        weighed = weigh_replacements(document, tried, spun)
        odds = weighed.score(model())
        for place in (odds > LEAST_ODDS).nonzero()[0].tolist():
            each = weighed.chosen[place]
            span = document.words.span(each.first, each.last)
            if not is_cited(document, span):
                yield self._say(document, each, min(float(1 / (1 + np.exp(-odds[place]))), _MOST))

    def _say(self, document: Document, replacement: Replacement, confidence: float) -> Finding:
        span = document.words.span(replacement.first, replacement.last)
        wording = span.cut(document.text)
        wanted = in_style_of(wording, replacement.wording)
        return self.finding(
            span,
            f"“{wording}” reads like a wording put in place of “{wanted}”",
            suggestion=wanted,
            confidence=round(confidence, 3),
            severity=self.severity if confidence >= self.sure else Severity.NOTE,
        )


@dataclass(frozen=True)
class _UsualWordings(PhraseRule):
    """The more usual wordings: looked for in suspicious texts only, so that the others need not pay for them."""

    rule: ReplacedWording

    def phrases(self) -> Sequence[str]:
        return printed_wordings(usual=True)

    def judge(self, document: Document, matches: Sequence[Match]) -> Iterator[Finding]:
        return self.rule.weigh(document, matches)


def _replacements(document: Document, match: Match, without: frozenset[str], spun: float) -> list[Replacement]:
    """What is to be tried in a place."""
    known = printed(match.phrase)
    others = [each for each in known.written if each.known_from - without]
    if not is_worth_trying(known.rate, any(each.observed(without) for each in others), spun):
        return []
    first = int(document.words.start.searchsorted(match.span.start))
    last = first + known.count - 1
    return [
        Replacement(
            first,
            last,
            each.written,
            known.rate,
            observed=each.observed(without),
            part=known.words.issuperset(each.written.split()),
        )
        for each in others
    ]
