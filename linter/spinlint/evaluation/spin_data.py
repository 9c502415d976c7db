"""The labelled documents that the spin rules are measured on, by what is done with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spinlint.evaluation.gold import Gold, read_gold
from spinlint.evaluation.loading import files, is_unseen, load_apart
from spinlint.evaluation.planting import Tortured
from spinlint.evaluation.rewriting import REWRITING_FILES


@dataclass(frozen=True, eq=False)
class SpinData:
    """`documents`: to measure on, by file; `others`: the half that is not measured on (all, where all are); `phrases`:
    to be planted; `rewritten`: texts changed by other means than spinning, by file."""

    documents: list[list[Gold]]
    others: list[Gold]
    phrases: list[Tortured]
    rewritten: list[list[Gold]]

    @property
    def everything(self) -> list[Gold]:
        """Both halves, each document once."""
        known = {gold.id for gold in self.others}
        return [*self.others, *(gold for found in self.documents for gold in found if gold.id not in known)]


def load_data(paths: Iterable[Path], *, rewriting: bool, unseen: bool) -> SpinData:
    """Everything in files and folders. `unseen`: measure on the half that `train lexicon --half` leaves out;
    `rewriting`: read REWRITING_FILES of the folders, too."""
    paths = tuple(paths)
    documents, phrases = load_apart(paths)
    folders = [path for path in paths if path.is_dir()] if rewriting else []
    rewritten = [read_gold(path) for path in files(folders, REWRITING_FILES)]
    if not unseen:
        return SpinData(documents, [gold for found in documents for gold in found], phrases, rewritten)
    return SpinData(
        [list(filter(is_unseen, found)) for found in documents],
        [gold for found in documents for gold in found if not is_unseen(gold)],
        phrases,
        [[gold for gold in found if gold.spun or is_unseen(gold)] for found in rewritten],  # rewritings are not learnt
    )
