"""A document and the facts about it, each computed once, when asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np

from spinlint.text import characters
from spinlint.text.characters import Codes
from spinlint.text.language import vote_language
from spinlint.text.markup import blank_markup
from spinlint.text.sections import find_sections
from spinlint.text.segmentation import find_paragraphs
from spinlint.text.sentences import find_sentences
from spinlint.text.spans import Position, Span, Spans
from spinlint.text.words import Words, read_words

Fact = TypeVar("Fact")


@dataclass(frozen=True, eq=False)
class Document:
    """One text to be judged, and where it came from.

    `text` is exactly what was read; all offsets are code points into it. `name` is a path or another label;
    `record` and `id` place a record of a corpus (1-based record, its id field). `markup` names the notation
    ("text", "markdown", "html") whose syntax is not prose.
    """

    text: str
    name: str = "<text>"
    record: int | None = None
    id: str | None = None
    markup: str = "text"
    _facts: dict[Callable[[Any], Any], Any] = field(default_factory=dict, init=False, repr=False)

    def fact(self, compute: Callable[[Document], Fact]) -> Fact:
        """The value of `compute(self)`, computed at the first call and kept.

        This is how later rooms add facts (the lexicon's reading, paragraph fingerprints) that several rules share.
        """
        if compute not in self._facts:
            self._facts[compute] = compute(self)
        return cast(Fact, self._facts[compute])

    def tell(self, compute: Callable[[Document], Fact], value: Fact) -> None:
        """Make `value` the fact that `compute` would work out: for what is worked out for many documents at once."""
        self._facts[compute] = value

    def told(self, compute: Callable[[Document], Fact]) -> Fact | None:
        """The value of a fact where it is known already."""
        return cast("Fact | None", self._facts.get(compute))

    @cached_property
    def prose(self) -> str:
        """The text with markup, code and front matter blanked at equal length: every offset survives."""
        return blank_markup(self.text, self.markup)

    @cached_property
    def codes(self) -> Codes:
        """The code points of the prose."""
        return characters.encode(self.prose)

    @cached_property
    def folded(self) -> str:
        """The prose in lower case, quotes and dashes straight, all white space blanks; as long as the text."""
        characters.classify(self.codes)
        return characters.decode(characters.fold(self.codes))

    @cached_property
    def words(self) -> Words:
        """The words of the prose as columns."""
        return read_words(self.codes)

    @cached_property
    def paragraphs(self) -> Spans:
        """Blocks of lines parted by blank lines (or single lines where the text has no blank lines)."""
        return find_paragraphs(self.prose)

    @cached_property
    def sentences(self) -> Spans:
        """Sentences, none across a paragraph's end."""
        return find_sentences(self.prose, self.codes, self.words, self.paragraphs)

    @cached_property
    def sections(self) -> Spans:
        """Stretches from one heading to the next."""
        return find_sections(self)

    @cached_property
    def language(self) -> str:
        """The ISO 639-1 code of the main language, or "unknown"."""
        return vote_language(self.prose, self.words)

    @cached_property
    def _line_starts(self) -> list[int]:
        codes = characters.encode(self.text)
        carriage = codes == ord("\r")
        feeds = codes == ord("\n")
        # A lone carriage return ends a line as well; in "\r\n" the line ends after the feed.
        lone = carriage & ~np.append(feeds[1:], False)
        return [0, *(np.flatnonzero(feeds | lone) + 1).tolist()]

    def position(self, offset: int) -> Position:
        """The line and column (both from 1) of a code-point offset."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def line(self, number: int) -> Span:
        """The span of a line (from 1) without its line end."""
        start = self._line_starts[number - 1]
        end = self._line_starts[number] if number < len(self._line_starts) else len(self.text)
        return Span(start, start + len(self.text[start:end].rstrip("\r\n")))
