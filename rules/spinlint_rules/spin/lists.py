"""The lists of phrases of this family: tab-separated files beside it, each of which says where it comes from."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=4)
def rows_by_phrase(name: str) -> dict[str, str]:
    """The lines of a list by their phrase, the first column, unread: most are never met."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return {line[: line.index("\t")]: line for line in lines if line[0] != "#"}
