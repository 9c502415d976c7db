"""The language statistics of one language, as they lie on disk: memory-mapped arrays and a manifest beside them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from spinlint.errors import LexiconError
from spinlint.lexicon.channel import Channel
from spinlint.lexicon.folder import ENGLISH
from spinlint.lexicon.language_model import Ids, LanguageModel, LogProbabilities, pack
from spinlint.lexicon.table import Table

FORMAT = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What is known of a language.

    `model`: its language model; `channel`: what spinners print for which word; `syllables`: per word number, how
    many (0 where unknown); `terms`: pairs of words that make an established term.
    """

    folder: Path
    model: LanguageModel
    channel: Channel
    syllables: npt.NDArray[np.uint8]
    terms: Table

    def is_term(self, first: Ids, second: Ids) -> npt.NDArray[np.bool_]:
        """Whether each pair of neighbours is part of an established term ("neural network", "fuzzy logic")."""
        member = np.zeros(len(first), dtype=bool)
        member[self.terms.find(pack(first, second))[0]] = True
        return member

    def propensity(self, numbers: Ids) -> LogProbabilities:
        """Of every word, log of how often a spinner would print it, over how often writers write it.

        Worked out at the first meeting with a word: for all words of the channel it takes 20 ms.
        """
        answer = self._propensity.take(numbers)
        missing = np.isnan(answer).nonzero()[0]
        if len(missing):
            self._learn(numbers.take(missing))
            answer = self._propensity.take(numbers)
        return answer

    @cached_property
    def _propensity(self) -> LogProbabilities:
        return np.full(len(self.model.frequency), np.nan, dtype=np.float32)

    def _learn(self, numbers: Ids) -> None:
        candidates = self.channel.candidates(numbers)
        mass = np.exp(self.model.frequency.take(candidates.written) + candidates.log_probability)
        produced = np.bincount(candidates.row, mass, minlength=len(numbers))
        self._propensity[numbers] = np.log(produced + 1e-12) - self.model.frequency.take(numbers)

    @cached_property
    def words(self) -> list[str]:
        """Spellings by word number, in lower case; empty for the numbers that stand for no word."""
        return (self.folder / "words.txt").read_text(encoding="utf-8").split("\n")

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Word numbers by spelling."""
        return {word: number for number, word in enumerate(self.words) if word}


@lru_cache(maxsize=4)
def load_lexicon(folder: Path = ENGLISH) -> Lexicon:
    """Map the lexicon of a folder. Raises LexiconError where files are missing or of another format."""
    manifest = read_manifest(folder)
    if manifest.get("format") != FORMAT:
        raise LexiconError(f"{folder}: lexicon of format {manifest.get('format')}, this version reads {FORMAT}")
    logs = _load(folder, "logs").astype(np.float32)
    model = LanguageModel(
        _table(folder, "vocabulary"), _table(folder, "bigrams"), _table(folder, "trigrams"), logs[0], logs[1], logs[2]
    )
    channel = Channel(_load(folder, "channel.start"), _load(folder, "channel.written"), _load(folder, "channel.weight"))
    return Lexicon(folder, model, channel, _load(folder, "syllables"), _table(folder, "terms"))


_chosen: list[Path] = [ENGLISH]


def current_lexicon() -> Lexicon:
    """The lexicon in use: the English one that is shipped, unless `use_lexicon` chose another."""
    return load_lexicon(_chosen[0])


def use_lexicon(folder: Path) -> None:
    """Read texts with the lexicon of another folder from now on: to measure one that was built without some data."""
    _chosen[0] = folder


def read_manifest(folder: Path) -> dict[str, Any]:
    """What a lexicon was built from, and the size and checksum of each file. Raises LexiconError."""
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise LexiconError(f"{path}: no readable lexicon manifest: {error}") from error
    return manifest


def verify(folder: Path) -> None:
    """Raise LexiconError, naming the file, where one differs from its checksum in the manifest."""
    for name, entry in read_manifest(folder)["files"].items():
        path = folder / name
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
            raise LexiconError(f"{path}: damaged or missing")


def _load(folder: Path, name: str) -> npt.NDArray[Any]:
    path = folder / f"{name}.npy"
    try:
        # A plain array over the map: indexing np.memmap itself costs microseconds each time.
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    except (OSError, ValueError) as error:
        raise LexiconError(f"{path}: cannot be read: {error}") from error


def _table(folder: Path, name: str) -> Table:
    return Table(_load(folder, f"{name}.fingerprints"), _load(folder, f"{name}.values"))
