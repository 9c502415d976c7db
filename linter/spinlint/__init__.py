"""spinlint: finds synonym-spun wording, duplicated sections and glued-on foreign content in texts.

What a rule pack needs is exported here, and nothing else is promised to stay.
"""

from spinlint.errors import SpinlintError
from spinlint.lexicon.additive import Additive
from spinlint.lexicon.additive import from_json as read_additive
from spinlint.lexicon.boundary import Boundary, find_boundary, weigh_breaks
from spinlint.lexicon.cues import Cue, CueKind, find_cues
from spinlint.lexicon.foreign_block import ForeignBlock, find_foreign_block
from spinlint.lexicon.page import find_page_tail
from spinlint.lexicon.replacement import RARE_WORDING, SUSPICIOUS, Replacement, is_worth_trying, weigh_replacements
from spinlint.lexicon.spin import SpinReading, read_spin, read_together
from spinlint.lexicon.structure_row import row_breaks, row_cues, row_runs, row_titles
from spinlint.lexicon.title import TITLE_WORDS, TitleFit, fit_of_title
from spinlint.linting.comparison import CorpusRule, Relation
from spinlint.linting.findings import Edit, Finding, Fix, Related, Severity
from spinlint.linting.phrases import Match, PhraseRule
from spinlint.linting.rule import Rule, option
from spinlint.text.blocks import Blocks, RowBlocks, find_blocks, row_blocks, text_of
from spinlint.text.document import Document
from spinlint.text.inflection import in_both_numbers, spellings
from spinlint.text.language import language_of, native_and_foreign, row_votes
from spinlint.text.row import Mask, Row
from spinlint.text.sections import find_headings
from spinlint.text.spans import Position, Span, Spans
from spinlint.text.words import Words, word_key

__version__ = "0.1.0"

__all__ = [
    "RARE_WORDING",
    "SUSPICIOUS",
    "TITLE_WORDS",
    "Additive",
    "Blocks",
    "Boundary",
    "CorpusRule",
    "Cue",
    "CueKind",
    "Document",
    "Edit",
    "Finding",
    "Fix",
    "ForeignBlock",
    "Mask",
    "Match",
    "PhraseRule",
    "Position",
    "Related",
    "Relation",
    "Replacement",
    "Row",
    "RowBlocks",
    "Rule",
    "Severity",
    "Span",
    "Spans",
    "SpinReading",
    "SpinlintError",
    "TitleFit",
    "Words",
    "find_blocks",
    "find_boundary",
    "find_cues",
    "find_foreign_block",
    "find_headings",
    "find_page_tail",
    "fit_of_title",
    "in_both_numbers",
    "is_worth_trying",
    "language_of",
    "native_and_foreign",
    "option",
    "read_additive",
    "read_spin",
    "read_together",
    "row_blocks",
    "row_breaks",
    "row_cues",
    "row_runs",
    "row_titles",
    "row_votes",
    "spellings",
    "text_of",
    "weigh_breaks",
    "weigh_replacements",
    "word_key",
]
