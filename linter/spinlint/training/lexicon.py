"""Builds the whole lexicon in one go: model, channel, and the weights that say how far both are to be believed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from spinlint.errors import InputError
from spinlint.evaluation.loading import HELD_OUT_FOLD, in_training_half, is_left_out
from spinlint.evaluation.planting import FOLDS, Tortured, phrase_fold
from spinlint.lexicon.lexicon import load_lexicon
from spinlint.training.build import build_model, seal_manifest, write_channel, write_terms
from spinlint.training.collocations import Collocation, read_collocations, read_lemmas
from spinlint.training.corpus import Source
from spinlint.training.edges import ChannelLearner, collect
from spinlint.training.examples import gather, read_wild, tortured_phrases
from spinlint.training.morphology import Inflection
from spinlint.training.pairs import established_terms, observed_pairs
from spinlint.training.spin_model import fit, write
from spinlint.training.spinners import Spinner, choices_by_written, consistent_spinner, phrase_spinner, word_spinner
from spinlint.training.thesaurus import Pair, Relation, read_moby, read_spinner_pairs, read_wordnet

LISTS = Path(__file__).parents[1] / "lexicon" / "sources"
SPINNER_PAIRS = LISTS / "spinner_pairs.tsv"
_PAIR_FILES = ("spun_pairs_laravel", "spun_pairs_api", "spun_substitutions")
_PHRASE_FILES = ("tortured_phrases",)
_SELDOM = 2.0  # weighted count from which on a word of a thesaurus or a term is taken in
_KNOWN = 10.0  # weighted count of a collocation whose words are
_LONG = 3  # letters
_RARE = -15.0  # log frequency below which a simulated thesaurus spinner finds no word: nobody prints "esurient"

Say = Callable[[str], None]
Relations = Mapping[tuple[int, int], int]


@dataclass(frozen=True)
class Thesauri:
    """`wordnet`: the folder of WordNet's data, index and exception files; `moby`: Moby's words.txt; `collocations`:
    lists of words that belong together (see `spinlint.training.collocations`)."""

    wordnet: Path
    moby: Path
    collocations: tuple[Path, ...] = ()

    def check(self) -> None:
        """Raise InputError where a file is missing."""
        for path in (self.wordnet / "data.noun", self.wordnet / "verb.exc", self.moby, *self.collocations):
            if not path.exists():
                raise InputError(f"{path}: no such file; see CONTRIBUTING on where the thesauri come from")


def read_weights(path: Path = LISTS / "corpora.tsv") -> dict[str, tuple[float, str]]:
    """Weight and left-out string of each corpus by name."""
    weights = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            name, *rest = line.split("\t")
            try:
                weights[name] = (float(rest[0]), rest[1] if len(rest) > 1 else "")
            except (IndexError, ValueError) as error:
                raise InputError(f"{path}:{number}: not a name and a weight") from error
    return weights


def find_sources(paths: Sequence[Path]) -> list[Source]:
    """The corpora in files and folders, by name, with their weights."""
    files = [each for path in paths for each in (sorted(path.glob("*.jsonl*")) if path.is_dir() else [path])]
    if not files:
        raise InputError(f"{paths[0]}: no corpora (.jsonl, .jsonl.xz) here")
    weights = read_weights()
    names = [path.name.split(".")[0] for path in files]
    return [Source(name, path, *weights.get(name, (1.0, ""))) for name, path in zip(names, files, strict=True)]


def build_lexicon(
    sources: Sequence[Source],
    labelled: Path | None,
    thesauri: Thesauri,
    out: Path,
    say: Say,
    *,
    keep_model: bool,
    half: bool,
    leave_out: Sequence[str] = (),
) -> None:
    """Write a lexicon into `out`. `keep_model`: the language model that is there stays, the rest is learnt anew.
    `half`: learn from one half of the labelled documents and all folds of phrases but one, to measure on the
    rest. `leave_out`: learn nothing from these families of spinners, to measure on them.

    Without `labelled` data the channel knows thesauri and our own list only, and the weights are left as they are.
    """
    thesauri.check()
    listed = [(printed, each) for printed, them in read_spinner_pairs(SPINNER_PAIRS) for each in them]
    inflection = Inflection(thesauri.wordnet)
    lemmas = list(chain(read_wordnet(thesauri.wordnet), read_moby(thesauri.moby)))
    fold = HELD_OUT_FOLD if half else None
    if not keep_model:
        observed = observed_pairs(_files(labelled, (*_PHRASE_FILES, *_PAIR_FILES)), fold)
        found = _collocations(thesauri)
        build_model(sources, found, _wanted(lemmas, [*listed, *observed], found, inflection), out, say)
    words = (out / "words.txt").read_text(encoding="utf-8").split("\n")
    numbers = {word: number for number, word in enumerate(words) if word}
    relations = collect(lemmas, listed, numbers, inflection)
    say(f"{len(relations):,} candidate substitutions")
    write_terms(out, established_terms(_files(labelled, _PHRASE_FILES), fold), numbers)
    with TemporaryDirectory() as folder:
        lexicons = _write_channels(out, Path(folder), relations, labelled, words, say, half=half, leave_out=leave_out)
        if labelled is not None:
            spinners = simulated(relations, listed, words, out)
            phrases = [*tortured_phrases(labelled), *_expressions(listed)]
            examples = gather(labelled, sources, lexicons, spinners, phrases, half=half, leave_out=leave_out)
            write(fit(examples, say), out / "spin.json")
    load_lexicon.cache_clear()
    lists = [path.name for path in thesauri.collocations]
    made_of = {"thesauri": ["WordNet 3.0", "Moby Thesaurus II"], "collocations": lists, "labelled": _names(labelled)}
    seal_manifest(out, made_of | {"half": half, "left_out": list(leave_out)})


def _expressions(listed: Iterable[Pair]) -> list[Tortured]:
    """Expressions of several long words of our own list, to be planted like tortured phrases."""
    return [
        Tortured(printed, written, 0, phrase_fold(printed))
        for printed, written in listed
        if 1 < len(printed.split()) == len(written.split())
        and (printed + written).replace(" ", "").isalpha()
        and min(map(len, written.split())) > _LONG
    ]


def _wanted(
    lemmas: Iterable[tuple[Pair, Relation]],
    substitutions: Iterable[Pair],
    collocations: Iterable[Collocation],
    inflection: Inflection,
) -> dict[str, float]:
    """Words that the vocabulary should have, with the least count asked of them (0: none).

    A thesaurus word that is hardly ever written is exactly what a spinner prints.
    """
    heads = {word for pair, _ in lemmas for word in pair}
    wanted = {form: _SELDOM for head in heads for forms in inflection.forms(head).values() for form in forms}
    wanted |= {word: _SELDOM for words, count in collocations if count > _KNOWN for word in words}
    return wanted | {word: 0.0 for pair in substitutions for phrase in pair for word in phrase.split()}


def _collocations(thesauri: Thesauri) -> list[Collocation]:
    return [*read_lemmas(thesauri.wordnet), *chain.from_iterable(map(read_collocations, thesauri.collocations))]


def _names(labelled: Path | None) -> list[str]:
    return sorted(path.name.split(".")[0] for path in labelled.glob("*.jsonl*")) if labelled else []


def _write_channels(
    out: Path,
    folder: Path,
    relations: Relations,
    labelled: Path | None,
    words: list[str],
    say: Say,
    *,
    half: bool,
    leave_out: Sequence[str],
) -> dict[str, Path]:
    """The channel of `out`, and variants that lack some of the labelled data, in lexicons that share its model."""
    learner = ChannelLearner(relations, words, np.load(out / "logs.npy")[2].astype(np.float64))
    phrases, pairs = _files(labelled, _PHRASE_FILES), _files(labelled, _PAIR_FILES)
    pairs = [path for path in pairs if not is_left_out(path.name, leave_out)]
    marked = read_wild(labelled, leave_out) if labelled is not None else []
    if half:
        marked = [gold for gold in marked if in_training_half(gold.group)]

    def learn(target: Path, files: Sequence[Path], fold: int | None, with_wild: bool) -> Path:
        observed = observed_pairs(files, fold, marked if with_wild else ())
        edges = learner.learn(observed)
        write_channel(target, edges, len(words))
        say(f"channel {target.name}: {len(observed):,} observed substitutions, {len(edges.printed):,} edges")
        return target

    lexicons = {"all": learn(out, [*phrases, *pairs], HELD_OUT_FOLD if half else None, True)}
    if labelled is not None:
        for name in ("real", *map(str, range(FOLDS))):
            target = _share_model(out, folder / name)
            if name.isdigit():
                write_terms(target, established_terms(phrases, int(name)), learner.numbers)
            # The Laravel pages are among the marked documents and among the pairs: either goes without both.
            seen = name.isdigit()
            files = [*phrases, *pairs] if seen else phrases
            lexicons[name] = learn(target, files, int(name) if seen else None, seen)
    return lexicons


def _files(labelled: Path | None, names: Sequence[str]) -> list[Path]:
    return [path for name in names for path in sorted(labelled.glob(f"{name}.jsonl*"))] if labelled else []


def _share_model(out: Path, target: Path) -> Path:
    target.mkdir()
    for path in out.iterdir():
        if not path.name.startswith("channel"):
            shutil.copy2(path, target / path.name)
    return target


def simulated(
    relations: Relations, listed: Sequence[tuple[str, str]], words: Sequence[str], lexicon: Path
) -> dict[str, Spinner]:
    """Spinners of different make and rate."""
    frequency = load_lexicon(lexicon).model.frequency

    def known(relation: Relation) -> dict[str, list[str]]:
        return choices_by_written(
            [(words[one], words[other]) for (one, other), bits in relations.items()
             if bits & relation and frequency[one] > _RARE]
        )  # fmt: skip

    wordnet, similar, moby = known(Relation.SYNSET), known(Relation.SYNSET | Relation.SIMILAR), known(Relation.MOBY)
    return {
        "wordnet": word_spinner(wordnet, 0.35),
        "wordnet-mild": word_spinner(wordnet, 0.12),
        "moby": word_spinner(moby, 0.12),
        "consistent": consistent_spinner(similar, 0.35),
        "phrases": phrase_spinner(choices_by_written(listed), 0.4),
    }
