"""`spinlint train wordings`: what spinners print where the number of words differs, and when it was replaced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import orjson

from spinlint.cli.train import EXISTING_FOLDER, Progress
from spinlint.evaluation.gold import Gold
from spinlint.evaluation.loading import HELD_OUT_FOLD, in_training_half
from spinlint.evaluation.planted_phrases import plant_singly
from spinlint.lexicon.lexicon import current_lexicon, use_lexicon
from spinlint.training.examples import held_out_pieces, read_named, read_wild, tortured_phrases
from spinlint.training.lexicon import SPINNER_PAIRS, find_sources
from spinlint.training.wording_model import Known, Sample, fit, held_out_figures, samples_of
from spinlint.training.wordings import collect, count_printed, write_wordings

_PIECES = 400  # held-out pieces of each corpus, as clean text and to plant in
_SEEDS = 6
_PAIRS = ("spun_pairs_laravel", "spun_pairs_api")
_CLEAN = ("clean_panel", "webpages")


@click.command("wordings")
@click.argument("data", type=EXISTING_FOLDER)
@click.option(
    "--pack",
    default=Path("rules/spinlint_rules/spin"),
    type=EXISTING_FOLDER,
    help="Folder of the pack.  [rules/spinlint_rules/spin]",
)
@click.option("--lexicon", type=EXISTING_FOLDER, help="Read with this lexicon, built with --half.")
def wordings(data: Path, pack: Path, lexicon: Path | None) -> int:
    """Write `wordings.tsv` and `wordings.json` of a pack: wordings that replace others of another length.

    DATA is the folder with `lm/` and `dev/`. Learns from one half of the labelled documents and all folds of phrases
    but one, whatever the lexicon, so that it can be measured on the rest. Takes about two minutes.
    """
    say = Progress()
    if lexicon is not None:
        use_lexicon(lexicon)
    labelled, sources = data / "dev", find_sources([data / "lm"])
    spun = read_wild(labelled)
    learnt_from = [gold for gold in spun if in_training_half(gold.group)]
    support = collect(labelled, SPINNER_PAIRS, learnt_from, current_lexicon().numbers)
    counts = count_printed(support, sources)
    say(f"{len(support)} pairs, counted in {counts.words:,} words")
    kept = write_wordings(pack, support, counts)
    known = Known.of({pair: support[pair] for pair in kept}, kept_rates(kept, counts.hits, counts.words))
    pieces = [piece for source in sources for piece in held_out_pieces(source, _PIECES)]
    clean = [gold for gold in [*read_named(labelled, *_CLEAN), *pieces] if not gold.spun]
    real = [*spun, *(gold for gold in read_named(labelled, *_PAIRS) if gold.spun)]
    samples = [each for gold in [*real, *clean, *_planted(labelled, clean)] for each in samples_of(gold, known)]
    say(f"{len(samples)} places, {sum(each.changed for each in samples)} of them changed")
    learnt = [each for each in samples if _is_learnt(each)]
    model = fit(learnt)
    words = sum(len(gold.text.split()) for gold in clean if not in_training_half(gold.group))
    figures = held_out_figures(model, [each for each in samples if not _is_learnt(each)], words)
    made = {"made_by": "spinlint train wordings", "pairs": len(kept), "samples": len(learnt), "held_out": figures}
    written = pack / "wordings.json.new"
    written.write_bytes(orjson.dumps(made | {"model": model.to_json()}, option=orjson.OPT_INDENT_2) + b"\n")
    written.replace(pack / "wordings.json")
    say(f"on what was not learnt: {figures}")
    return 0


def kept_rates(kept: Sequence[tuple[str, str]], hits: dict[str, int], words: int) -> dict[str, float]:
    """Occurrences per million words of clean text of every printed wording; half a one where there is none."""
    return {printed: (hits[printed] + 0.5) * 1e6 / words for printed, _ in kept}


def _planted(labelled: Path, hosts: Sequence[Gold]) -> Iterator[Gold]:
    """Texts with one tortured phrase each, of those whose length differs from that of the established one."""
    phrases = tortured_phrases(labelled)
    wanted = [each for each in phrases if len(each.phrase.split()) != len(each.established.replace("-", " ").split())]
    return plant_singly(hosts, wanted, _SEEDS)


def _is_learnt(sample: Sample) -> bool:
    gold = sample.gold
    return gold.fold != HELD_OUT_FOLD if gold.source == "planted" else in_training_half(gold.group)
