"""SPN106: a or an left over from the word that stood there before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from spinlint import Document, Edit, Finding, Fix, Mask, Row, Rule, Severity, Span, Words, option, word_key
from spinlint_rules.spin.sounds import starts_with_vowel_sound

_A, _AN = np.uint64(word_key("a")), np.uint64(word_key("an"))
Codes = npt.NDArray[np.uint32]

_JOINED, _STRONG = 0, 2
# By article ("a", "an") and first letter of the next word: whether the two may not fit.
_MISFIT = np.zeros((2, 128), dtype=bool)
for _article, _letters in enumerate(("aeiou18", "bcdfghjklmnpqrstvwyzeou1234567 9")):
    for _letter in _letters + _letters.upper():
        _MISFIT[_article, ord(_letter)] = True
# After these no article was meant: "grade a and b", a slip for "and", French or Spanish words.
_FUNCTION_WORDS = """
and or is in as at of on if it its are also up upon am us our any all an i he she they we you the this that these those
to be for was were by from not no but so then there their his her my your with who which has had have do did does a me
him them what when where un el la le les de der die das do da al et est en ein eine priori
"""
_NOT_NOUN_PHRASES = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True)
class ArticleAgreement(Rule):
    """An article does not fit the sound of the word after it.

    A spinner replaces "significant" by "important" and leaves the article as it was: "a important imbalance".
    One such slip proves nothing, for learners of English, scanners and editors leave them too, so a single one is a
    note. Where a document has several of them for its length, they are warnings. Learners forget the n ("a idea")
    and hardly ever add one ("an settlement"), so two added ones suffice.

    Put the article right, and look at the word after it: it may not be the writer's.
    """

    code = "SPN106"
    name = "article-agreement"
    severity = Severity.NOTE
    languages = frozenset({"en"})
    bad = (
        "The courting between the two leaders includes <<a important>> imbalance in stature.",
        "We now see the consequences of <<an European>> crisis and of <<an 19>>-year war.",
    )
    good = (
        "An hour later a European MBA met an honest heir at a university on a one-way street.",
        "It was an 18-year lease, an X-ray, a UN force, an SMS, a U-turn, an historic and a historic day.",
        "He got grade A in physics; answers are marked a or b, and an 8 is an upside-down infinity.",
    )

    # On 2,505 clean documents of 18 genres: 3.8 % hold a misfit (a quarter of the learners' essays do), 0.09 per 1,000
    # words; 1.6 per 1,000 in really spun text. The defaults warn in 3 clean documents of those 2,505.
    warn_at: int = option(3, "different misfits from which on they are warnings; an added n counts 1.5")
    warn_rate: float = option(2.0, "different misfits per 1,000 words from which on they are warnings")

    def may_find(self, row: Row) -> Mask:
        found = [index for index, _, _ in _misfits(row.words, row.codes, row.prose)]
        return row.having(np.array(found, dtype=np.intp))

    def check(self, document: Document) -> Iterator[Finding]:
        words = document.words
        found = [
            (words.span(index, index + 1), article, right)
            for index, article, right in _misfits(words, document.codes, document.text)
        ]
        many = bool(found) and self._are_many(document, found)
        for span, article, right in found:
            word = document.text[span.start + len(article) : span.end]
            yield self.finding(
                span,
                f"{article!r} does not fit the sound of {word.strip()!r}",
                suggestion=right + word,
                confidence=0.8 if many else 0.4,
                fix=Fix((Edit(Span(span.start, span.start + len(article)), right),)),
                severity=Severity.WARNING if many else None,
            )

    def _are_many(self, document: Document, found: list[tuple[Span, str, str]]) -> bool:
        different = {document.text[span.start : span.end].lower() for span, _, _ in found}
        weight = sum(1.5 if pair.startswith("an") else 1.0 for pair in different)
        return weight >= self.warn_at and 1000 * len(different) >= self.warn_rate * len(document.words)


def _misfits(words: Words, codes: Codes, text: str) -> Iterator[tuple[int, str, str]]:
    """The index of the article, the article, and the article that would fit, in a document or a row of them."""
    at = _misfitting(words, codes)
    columns = words.start.take(at), words.end.take(at), words.start.take(at + 1), words.end.take(at + 1)
    strong = (words.gap.take(at) == _STRONG).tolist()
    for index, start, end, after, until, opens in zip(
        at.tolist(), *[column.tolist() for column in columns], strong, strict=True
    ):
        article, word = text[start:end], text[after:until]
        if not text[end:after].isspace() or word.lower() in _NOT_NOUN_PHRASES:
            continue
        if article[0] == "A" and (not opens or word[0].isupper()):
            continue  # "vitamin A is", "An Jing"
        vowel = starts_with_vowel_sound(word)
        if vowel is not None and vowel != (len(article) == 2):
            yield index, article, article[0] + ("n" if vowel else "")


def _misfitting(words: Words, codes: Codes) -> npt.NDArray[np.intp]:
    """The articles whose next word starts with a letter that may not fit."""
    is_an = words.key == _AN
    at: npt.NDArray[np.intp] = ((words.key == _A) | is_an)[:-1].nonzero()[0]
    after = at + 1
    first = np.minimum(codes.take(words.start.take(after)), 127)
    misfit = _MISFIT.take(is_an.take(at) * np.intp(128) + first)
    places: npt.NDArray[np.intp] = at[misfit & (words.gap.take(after) == _JOINED)]
    return places
