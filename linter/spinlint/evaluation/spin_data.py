"""The labelled documents that the spin rules are measured on, by what is done with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spinlint.evaluation.gold import Gold, read_gold
from spinlint.evaluation.loading import files, in_training_half, is_unseen, load_apart
from spinlint.evaluation.planting import Tortured
from spinlint.evaluation.rewriting import REWRITING_FILES

HOSTS = ("abstracts_cs", "abstracts_medicine", "academic", "textbooks_openstax", "tech_blogs", "health_medquad",
         "terms_privacy_ota", "finance_blog", "enwiki2018")  # fmt: skip
"""The corpora whose held-out texts get tortured phrases: those in which such phrases could stand."""
_MOST_HOSTS = 1500  # of one corpus


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


def uncounted(corpora: Sequence[Path], *, unseen: bool) -> list[Gold]:
    """Pieces of the documents that `train lexicon` holds out of all counts, of the corpora among HOSTS.

    `unseen`: only those from which `train lexicon --half` has not learnt its weights, either.
    """
    if not corpora:
        return []
    # scikit-learn, which they import, takes 1.6 s.
    from spinlint.training.examples import MOST_PER_SOURCE, held_out_pieces  # noqa: PLC0415
    from spinlint.training.lexicon import find_sources  # noqa: PLC0415

    hosts: list[Gold] = []
    for source in find_sources(corpora):
        if source.name in HOSTS:
            pieces = held_out_pieces(source, _MOST_HOSTS)
            learnt = pieces[:MOST_PER_SOURCE]
            hosts += [each for each in learnt if not (unseen and in_training_half(each.group))]
            hosts += pieces[MOST_PER_SOURCE:]
    return hosts
