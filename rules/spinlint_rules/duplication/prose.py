"""What is running text, by its little words."""

from __future__ import annotations

from spinlint import word_key
from spinlint_rules.duplication.seeds import Keys

_LEAST_PROSE = 0.09
"""Share of function words: prose has 0.3 and more; code, tables and lists of names less than this."""
_COMMON = (
    "the of and to a in that is was for it with as on be at by this are or from an not but have had i you he she we",
    "they his her their your my its if will can do does who what when all no so any one may should would were been has",
)
FUNCTION_WORDS = frozenset(word_key(word) for words in _COMMON for word in words.split())


def is_prose(keys: Keys, least: float = _LEAST_PROSE) -> bool:
    """Whether at least this share of the words are function words."""
    return sum(map(FUNCTION_WORDS.__contains__, keys.tolist())) >= least * len(keys)  # np.isin would import numpy.ma
