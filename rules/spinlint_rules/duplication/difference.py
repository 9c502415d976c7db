"""What a near-duplicate has otherwise, and whether that is how copies differ or how parallel passages do."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import chain

from spinlint import Document
from spinlint_rules.duplication.fitting import Repeat

Change = tuple[range, range]
"""The words of the first copy and those that the later one has in their place; one of the two may be empty."""

_SHOWN = 400
"""Words at the start of a passage in which differences are looked for."""
_LONGEST = 4.0
"""Words in a change, the old and the new ones together and in the mean, above which whole phrases were exchanged."""
_FORM = 0.75
"""Share of names, figures and letters among the changed words from which on a form was filled in anew."""
_CAPITALISED, _ALL_CAPITALS, _NUMERIC, _STRONG = 1, 2, 4, 2


def changes(document: Document, repeat: Repeat) -> list[Change]:
    """The places at the start of the two copies where they differ."""
    keys = document.words.key
    a, c = repeat.first_start, repeat.start
    one, two = keys[a : min(repeat.first_end, a + _SHOWN)], keys[c : min(repeat.end, c + _SHOWN)]
    codes = SequenceMatcher(None, one.tolist(), two.tolist(), autojunk=False).get_opcodes()
    return [(range(a + i, a + j), range(c + k, c + m)) for tag, i, j, k, m in codes if tag != "equal"]


def is_parallel(document: Document, repeat: Repeat) -> bool:
    """Whether two passages are alike by design: clauses, instructions, forms.

    These differ in whole phrases, in names and figures, or in one word that is exchanged throughout ("cream" for
    "ointment"); an edited, merged or spun copy differs in single words here and there. Of the 2,505 documents of
    dev/clean_panel 39 hold near-duplicates that are none otherwise, and 16 without the parallel ones; of copies with
    one word in ten changed 3 % are lost.
    """
    found = changes(document, repeat)
    words = list(chain.from_iterable(chain(old, new) for old, new in found))
    if not words:
        return False
    if len(words) > _LONGEST * len(found) or sum(_fills(document, word) for word in words) >= _FORM * len(words):
        return True
    pairs = Counter((_read(document, old).lower(), _read(document, new).lower()) for old, new in found if old and new)
    return 2 * sum(count for count in pairs.values() if count > 1) >= len(found)


def _fills(document: Document, word: int) -> bool:
    """Whether a word is what forms are filled in with: a name, a figure, a single letter."""
    words = document.words
    named = words.kind[word] & (_CAPITALISED | _ALL_CAPITALS | _NUMERIC) and words.gap[word] != _STRONG
    return bool(named or words.kind[word] & _NUMERIC or words.end[word] - words.start[word] == 1)


def difference(document: Document, repeat: Repeat, most: int = 3) -> str:
    """What the later copy has otherwise, in words: '"big" for "large"'."""
    if repeat.reordered:
        return "its sentences in another order"
    found = [_change(_read(document, old), _read(document, new)) for old, new in changes(document, repeat)]
    more = len(found) - most
    return ", ".join(found[:most]) + (f" and {more} more change{'s' if more > 1 else ''}" if more > 0 else "")


def _read(document: Document, places: range) -> str:
    words = document.words
    return " ".join(document.text[words.start[each] : words.end[each]] for each in places)


def _change(old: str, new: str) -> str:
    if not new:
        return f'without "{_short(old)}"'
    if not old:
        return f'with "{_short(new)}" added'
    return f'"{_short(new)}" for "{_short(old)}"'


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else text[: most - 3] + "..."
