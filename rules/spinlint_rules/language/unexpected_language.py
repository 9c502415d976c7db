"""LNG101: text in another language than the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from spinlint import (
    Document,
    Finding,
    Mask,
    Row,
    Rule,
    Severity,
    Span,
    language_of,
    native_and_foreign,
    option,
    row_votes,
)

Counts = npt.NDArray[np.intp]

_NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "sv": "Swedish",
    "da": "Danish",
    "pl": "Polish",
    "ru": "Russian",
    "tr": "Turkish",
    "id": "Indonesian",
    "ro": "Romanian",
    "zh": "Chinese",
    "ja": "Japanese",
    "ko": "Korean",
}
_TABLED = frozenset(_NAMES) - {"zh", "ja", "ko"}
_FOREIGN = 8  # the bit of a word's kind for letters beyond U+024F
_QUOTES = "\"'“”„«»‘’>"
# A paragraph is suspected where so many of its words, and this share, speak for another language than the document's,
# and twice as many as speak for that. Running text has 0.2 to 0.4; names with "de la" in English reach 0.1.
_LEAST = 4
_SHARE = 0.12
# Languages without a table of function words show by what is missing: no word of the main language in so many words,
# most of them in lower case, while the rest of the document has one in ten.
_SILENT = 25
_CHARACTERS = 20  # in another script
_CODE = frozenset("(){}[]=_/<>@#\\|*")
_NAMES_SHARE = 0.35


@dataclass(frozen=True)
class UnexpectedLanguage(Rule):
    """A document or paragraph is in another language than wanted.

    A paragraph of another language in the middle of a text is a caption, a menu or an advertisement that came along
    with a copy, or a piece that a translation forgot. A whole document in another language is in the wrong corpus: set
    `expected` to the languages that yours may have.

    Only paragraphs of at least `shortest` words are read, and a name with "de la" is no language. What stands in quotes
    or after ">" is a note. On 2,505 clean documents: no finding.
    """

    code = "LNG101"
    name = "unexpected-language"
    bad = (
        "The harbour was closed on Monday, and nobody in the town could say when it would be opened again.\n\n"
        "<<Abonnieren Sie noch heute unseren Newsletter, damit Sie nicht verpassen, was in der Stadt und auf dem Land"
        " passiert ist.>>\n\nThe mayor said that the work on the wall had taken longer than they thought.",
        "The harbour was closed on Monday, and nobody in the town could say when it would be opened again.\n\n"
        "<<Подпишитесь на нашу рассылку и узнавайте первыми о том, что происходит в городе и на берегу моря.>>\n\n"
        "The mayor said that the work on the wall had taken longer than they thought.",
    )
    good = (
        "The harbour of Rio de la Plata was closed on Monday, as El País and La Nación de los Andes wrote.\n\n"
        "Members: Juan de la Cruz, María del Carmen, José de los Santos, Ana de la Torre, Luis del Río."
        "\n\nThey said that it was late, and that the ships would have to wait for the next day.",
        "He said that it was late. She said that it was not, and that they would go on.\n\nFin de siècle.",
    )

    expected: tuple[str, ...] = option((), "languages (ISO 639-1) that a document may be in; none: any, but only one")
    shortest: int = option(12, "words from which on a paragraph is read")

    def may_find(self, row: Row) -> Mask:
        if self.expected:
            return np.ones(len(row), dtype=bool)
        foreign_script = row.having((row.words.kind & _FOREIGN).nonzero()[0])
        other = np.array([document.language != "en" for document in row.documents], dtype=bool)
        votes = row.fact(row_votes)
        # In English, where most texts are: what `_may_stray` asks of each document.
        paragraphs = row.paragraphs
        first = row.words.start.searchsorted(paragraphs.start)
        count = row.words.start.searchsorted(paragraphs.end) - first
        native, foreign = _per_paragraph(votes & 1, first, count), _per_paragraph(votes > 1, first, count)
        answer: Mask = foreign_script | other
        return answer | row.holding(paragraphs.start[_speaks_otherwise(native, foreign, count)])

    def check(self, document: Document) -> Iterator[Finding]:
        main = document.language
        if self.expected and main not in (*self.expected, "unknown"):
            if len(document.paragraphs):
                span = document.paragraphs[0]
                wanted = " or ".join(_NAMES.get(each, each) for each in self.expected)
                yield self.finding(span, f"the text is in {_NAMES.get(main, main)}, not in {wanted}", confidence=0.95)
            return
        if main == "unknown" or len(document.paragraphs) < 2:
            return
        for span, languages in _joined(document, self._strangers(document)):
            quoted = document.text[span.start] in _QUOTES
            yield self.finding(
                span,
                f"in {languages} among {_NAMES.get(main, main)}",
                confidence=0.7 if quoted else 0.9,
                severity=Severity.NOTE if quoted else None,
            )

    def _strangers(self, document: Document) -> Iterator[tuple[int, str]]:
        """The paragraphs in another language, by index, with their language."""
        words, paragraphs = document.words, document.paragraphs
        other_script = not document.prose.isascii() and bool((words.kind & _FOREIGN).any())
        if not other_script and not _may_stray(*document.fact(native_and_foreign)):
            return
        first = np.searchsorted(words.start, paragraphs.start)
        count = np.searchsorted(words.start, paragraphs.end) - first
        native, foreign = (_per_paragraph(mask, first, count) for mask in document.fact(native_and_foreign))
        suspected = _speaks_otherwise(native, foreign, count, 10 * native.sum() > count.sum())
        suspected &= count >= self.shortest
        if other_script:
            suspected |= _in_other_script(document, first, count)
        for index in np.flatnonzero(suspected).tolist():
            silent = foreign[index] < _LEAST and not other_script
            text = paragraphs[index].cut(document.prose)
            kind = words.kind[first[index] : first[index] + count[index]]
            if _is_list(kind, _NAMES_SHARE if silent else 0.5) or len(_CODE.intersection(text)) > (0 if silent else 2):
                continue
            language = language_of(text)
            # A language with a table of function words would have spoken.
            if language not in ("unknown", document.language, *self.expected) and not (silent and language in _TABLED):
                yield index, language


def _speaks_otherwise(native: Counts, foreign: Counts, count: Counts, talks: bool = True) -> Mask:
    """Which paragraphs hold words of another language and few of the main one, or, where the document `talks`, none."""
    spoken: Mask = (foreign >= _LEAST) & (foreign >= _SHARE * count) & (foreign > 2 * native)
    return spoken | ((native == 0) & (count >= _SILENT)) if talks else spoken


def _may_stray(native: npt.NDArray[np.bool_], foreign: npt.NDArray[np.bool_]) -> bool:
    """Whether some words speak for another language, or none for the main one in a long stretch."""
    if np.count_nonzero(foreign) >= _LEAST:
        return True
    places = native.nonzero()[0]
    if not len(places):
        return False
    return bool(len(native) - places[-1] >= _SILENT or (places[1:] - places[:-1] >= _SILENT).any())


def _in_other_script(document: Document, first: Counts, count: Counts) -> npt.NDArray[np.bool_]:
    """Paragraphs of which most is in another script; Chinese and Japanese have no blanks, so characters count."""
    words, paragraphs = document.words, document.paragraphs
    inked = _per_paragraph(np.where(words.kind & _FOREIGN, words.end - words.start, 0), first, count)
    answer: npt.NDArray[np.bool_] = (inked >= _CHARACTERS) & (2 * inked > paragraphs.end - paragraphs.start)
    return answer


def _per_paragraph(mask: npt.NDArray[Any], first: Counts, count: Counts) -> Counts:
    """The sum over the words of each paragraph."""
    sums = np.concatenate(([0], np.cumsum(mask)))
    result: Counts = sums[first + count] - sums[first]
    return result


def _is_list(kind: npt.NDArray[np.uint8], share: float) -> bool:
    """Whether names and numbers abound."""
    return bool(np.count_nonzero(kind & ~np.uint8(_FOREIGN)) > share * len(kind))


def _joined(document: Document, found: Iterator[tuple[int, str]]) -> Iterator[tuple[Span, str]]:
    """Neighbouring paragraphs as one span, with the names of their languages."""
    paragraphs = document.paragraphs
    runs: list[tuple[int, int, list[str]]] = []
    for index, language in found:
        name = _NAMES.get(language, language)
        if runs and runs[-1][1] == index - 1:
            first, _, names = runs.pop()
            runs.append((first, index, [*names, name]))
        else:
            runs.append((index, index, [name]))
    for first, last, names in runs:
        yield Span(paragraphs[first].start, paragraphs[last].end), ", ".join(dict.fromkeys(names))
