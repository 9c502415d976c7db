"""Which odd characters a document holds: one look into a table for the whole family."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from spinlint import Document, Row

# What a character may be a sign of.
MOJIBAKE = 1
INVISIBLE = 2
LOOKALIKE = 4
CONTROL = 8
STYLED = 16
STRAY = 32

INVISIBLES = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f"
)
CONTROLS = "\x00-\x08\x0e-\x1f\x7f"
# The first characters of UTF-8 read as Windows-1252, Mac Roman or Windows-1251: garbled where another one follows.
LEADS = "\u00c2-\u00f4‚√РС"
# Garbled where they stand alone as well: the replacement character and the C1 controls, which no text means to hold
# (U+0085, a line end of old mainframes, aside), and what is left of a hard space.
STRAYS = "Â\ufffd\u0080-\u0084\u0086-\u009f"
STYLED_LETTERS = "\U0001d400-\U0001d7cb\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001f130-\U0001f189"

# Letters of other scripts that look like a Latin one in most fonts. Of the Greek ones only capitals and omicron: the
# small ones are symbols of science (NFκB, μm).
LOOKALIKES = {
    **dict(zip("АВЕЅІЈКМНОРСТУХҮԌԚԜ", "ABESIJKMHOPCTYXYGQW", strict=True)),
    **dict(zip("аеорсухѕіјһԁԛԝѵӏ", "aeopcyxsijhdqwvl", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
}


@lru_cache(maxsize=1)
def _table() -> npt.NDArray[np.uint8]:
    table = np.zeros(0x110000, dtype=np.uint8)
    for sign, members in (
        (MOJIBAKE, LEADS),
        (STRAY, STRAYS),
        (INVISIBLE, INVISIBLES),
        (LOOKALIKE, "".join(LOOKALIKES)),
        (CONTROL, CONTROLS),
        (STYLED, STYLED_LETTERS),
    ):
        for first, last in _ranges(members):
            table[first : last + 1] |= sign
    return table


def _ranges(members: str) -> list[tuple[int, int]]:
    """First and last code point of each member of a character class."""
    ranges: list[tuple[int, int]] = []
    index = 0
    while index < len(members):
        wide = members[index + 1 : index + 2] == "-" and index + 2 < len(members)
        ranges.append((ord(members[index]), ord(members[index + 2 if wide else index])))
        index += 3 if wide else 1
    return ranges


def is_garbled(document: Document) -> bool:
    """Whether there may be garbled characters: a stray one, or a lead with another one beyond ASCII after it."""
    found = document.fact(signs)
    if found & STRAY or not found & MOJIBAKE:
        return bool(found & STRAY)
    beyond = document.codes >= 0x80
    leads = np.flatnonzero(beyond[:-1] & beyond[1:])
    return bool((_table()[document.codes[leads]] & MOJIBAKE).any())


def row_signs(row: Row) -> npt.NDArray[np.uint8]:
    """As `signs`, for each document of a row; to be asked as `row.fact(row_signs)`. No letter, digit, hyphen or white
    space of ASCII is a sign of anything."""
    found = np.zeros(len(row), dtype=np.uint8)
    of_each = _table().take(row.codes.take(row.signs))
    places = of_each.nonzero()[0]
    np.bitwise_or.at(found, row.at(row.signs.take(places)), of_each.take(places))
    return found


def signs(document: Document) -> int:
    """All signs that occur in the document, as bits; to be asked as `document.fact(signs)`."""
    if not len(document.codes):
        return 0
    return int(np.bitwise_or.reduce(_table()[document.codes]))
