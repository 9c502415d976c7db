"""Says in words why a break looks like the start of another text."""

from __future__ import annotations

from collections.abc import Iterable

_WORDS = {
    "overlap": "few of its words occur before",
    "rare_overlap": "none of its rare words occur before",
    "name_overlap": "other names",
    "number_overlap": "other figures",
    "rare_links": "hardly a rare word links both parts",
    "name_links": "other names",
    "new_after": "all words are new",
    "new_before": "the text before was of one piece",
    "cosine": "another subject",
    "cosine_60": "the subject changes at once",
    "cosine_150": "the subject changes within a few lines",
    "drop": "each part is of one piece, but not both together",
    "within_head": "the text before is of one piece",
    "within_tail": "the text from here on is of one piece",
    "overlap_back": "few words of the text before come back",
    "quotes": "other quotation marks",
    "opening": "it opens like a text of its own",
    "style": "another way of speaking",
    "block_size": "paragraphs of another length",
    "heading": "it opens with a headline",
    "capitals": "it opens with a headline",
}


def explain(reasons: Iterable[tuple[str, float]], most: int = 3) -> str:
    """The strongest reasons, each once."""
    said: list[str] = []
    for name, push in reasons:
        words = _WORDS.get(name.partition(" ")[0])
        if words and push > 0 and words not in said:
            said.append(words)
    return ", ".join(said[:most]) or "it has little in common with what stands before"
