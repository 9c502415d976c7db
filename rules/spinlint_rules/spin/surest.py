"""Of several readings of one place the surest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from spinlint import Span


class Reading(Protocol):
    """A place, and how far the reading of it is believed."""

    @property
    def span(self) -> Span: ...
    @property
    def confidence(self) -> float | None: ...


Read = TypeVar("Read", bound=Reading)


def surest(found: Iterable[Read], length: int) -> list[Read]:
    """Of those that share a place the surest: "high minister" is a prime minister or a high commissioner, not both.

    `length`: code points of the text.
    """
    kept: list[Read] = []
    taken = bytearray(length)
    for each in sorted(found, key=lambda each: (-(each.confidence or 0), each.span)):
        if taken.find(1, each.span.start, each.span.end) < 0:
            taken[each.span.start : each.span.end] = b"\1" * len(each.span)
            kept.append(each)
    return sorted(kept, key=lambda each: each.span)
