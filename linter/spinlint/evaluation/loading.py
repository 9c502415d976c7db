"""Reads everything that `evaluate` is given: files and folders of labelled documents, and lists to plant from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from zlib import crc32

from spinlint.errors import InputError
from spinlint.evaluation.gold import Gold, read_gold, read_records
from spinlint.evaluation.marks import with_marks
from spinlint.evaluation.planting import Tortured, plant, read_tortured

SPIN_FILES = (
    "spun_wild",
    "spun_pairs_laravel",
    "spun_pairs_api",
    "tortured_phrases",
    "clean_panel",
    "webpages",
)
"""What is read of a folder: the kinds that a reader of words can be asked to tell apart."""

HELD_OUT_FOLD = 0
"""The tortured phrases that `train lexicon --half` does without."""


def load(paths: Iterable[Path], limit: int = 0, seed: int = 0) -> list[Gold]:
    """Labelled documents of files and folders; at most `limit` of each file, drawn at random (0: all).

    A file of phrase pairs (records with `established`) is no text to judge: its phrases are planted into the
    abstracts among the clean documents.
    """
    documents, phrases = load_apart(paths)
    hosts = [gold for found in documents for gold in found if not gold.spun and "abstract" in gold.genre]
    golds = [gold for found in documents for gold in sample(found, limit, seed)]
    return [*golds, *sample(list(plant(hosts, phrases, seed)), limit, seed)]


def load_apart(paths: Iterable[Path]) -> tuple[list[list[Gold]], list[Tortured]]:
    """The labelled documents of each file, and the tortured phrases that are to be planted."""
    golds: list[list[Gold]] = []
    phrases: list[Tortured] = []
    for path in files(paths):
        first = next(iter(read_records(path)), {})
        if "established" in first:
            phrases.extend(read_tortured(read_records(path)))
        else:
            golds.append(list(with_marks(read_gold(path))))
    return golds, phrases


def files(paths: Iterable[Path], names: Sequence[str] = SPIN_FILES) -> list[Path]:
    """The files named, and those with one of the names in the folders named."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.iterdir() if each.name.split(".")[0] in names)
            if not inside:
                raise InputError(f"{path}: no labelled documents here")
            found.extend(inside)
        elif path.exists():
            found.append(path)
        else:
            raise InputError(f"{path}: no such file or folder")
    return found


def sample(golds: list[Gold], limit: int, seed: int) -> list[Gold]:
    """At most `limit` of the documents, in their order (0: all)."""
    if not limit or len(golds) <= limit:
        return golds
    kept = sorted(Random(seed).sample(range(len(golds)), limit))
    return [golds[index] for index in kept]


def in_training_half(group: str) -> bool:
    """Whether a group of documents is trained on; the other half is for measuring. By a checksum of its name."""
    return crc32(f"half {group}".encode()) % 2 == 0


def is_unseen(gold: Gold) -> bool:
    """Whether a lexicon built with `train lexicon --half` has not learnt from a document."""
    return not in_training_half(gold.group) and is_unseen_fold(gold.fold)


def is_unseen_fold(fold: int) -> bool:
    """Whether a lexicon built with `train lexicon --half` has not learnt the phrases of a fold (-1: none is meant)."""
    return fold in (-1, HELD_OUT_FOLD)


def is_left_out(name: str, names: Sequence[str]) -> bool:
    """Whether a spinner's family or a file belongs to those named: "spinbot" takes "quillbot/spinbot-like" with it."""
    return any(each in name for each in names)
