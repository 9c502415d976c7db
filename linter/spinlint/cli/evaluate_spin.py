"""`spinlint evaluate spin`: measures the spin family against labelled documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import orjson

from spinlint.cli.group import comma_list
from spinlint.cli.output import say_broken_packs
from spinlint.cli.train import EXISTING_FOLDER, sources_of_documents
from spinlint.errors import MissingExtraError
from spinlint.evaluation import spin_table
from spinlint.evaluation.bag_of_words import fit_bag_of_words
from spinlint.evaluation.detectors import FACTS
from spinlint.evaluation.length_curve import LENGTHS
from spinlint.evaluation.loading import is_left_out, is_unseen_fold, sample
from spinlint.evaluation.planted_phrases import SEEDS, is_scientific, phrase_figures, plant_singly
from spinlint.evaluation.reading import Fact, Figures
from spinlint.evaluation.rewriting import rewriting_figures
from spinlint.evaluation.simulated_spinners import Spinner
from spinlint.evaluation.spin import measure
from spinlint.evaluation.spin_data import SpinData, load_data, uncounted
from spinlint.evaluation.unlearnt_spinners import unlearnt_figures
from spinlint.lexicon.lexicon import current_lexicon, read_manifest, use_lexicon
from spinlint.linting.registry import load_rules
from spinlint.linting.rule import Rule
from spinlint.linting.selection import check_selectors, matches

FIGURES = Path(spin_table.__file__).with_name("spin_figures.json")
"""The figures that the README states and the pinned floors are held to."""
_PATH = click.Path(path_type=Path)


@click.command("spin")
@click.argument("data", nargs=-1, required=True, type=_PATH)
@sources_of_documents
@click.option("--unseen", is_flag=True, help="Only the half of the documents that `train lexicon --half` leaves out.")
@click.option("--limit", type=click.IntRange(min=0), default=0, metavar="N", help="At most N documents of each file.")
@click.option("--seed", type=int, default=0, help="Draws the documents.  [0]")
@click.option("--select", callback=comma_list, multiple=True, metavar="CODES", help="Only these rules.  [SPN]")
@click.option("--plantings", type=click.IntRange(min=1), default=SEEDS, metavar="N", help="Phrases per text.  [3]")
@click.option("--lengths", is_flag=True, help="Measure pieces of 40, 80, 160, 320 and 640 words, too.")
@click.option("--simulate", is_flag=True, help="Put clean documents through simulated spinners, too.")
@click.option("--rewriting", is_flag=True, help="Measure paraphrases and word attacks, too: what it cannot see.")
@click.option("--compare", is_flag=True, help="Compare with a bag of words, fitted to the half that is not measured.")
@click.option(
    "--left-out",
    multiple=True,
    type=EXISTING_FOLDER,
    metavar="LEXICON",
    help="Measure the spinners that this lexicon was trained without (--leave-out), too.",
)
@click.option("--json", "json_file", type=_PATH, metavar="FILE", help="Write the figures here.")
@click.option("--keep", is_flag=True, help="Keep the figures beside the package: the pinned floors are held to them.")
def spin(
    data: tuple[Path, ...], json_file: Path | None, keep: bool, select: tuple[str, ...] | None, **options: Any
) -> int:
    """Measure the spin rules: places found, suggestions, false alarms, documents told apart.

    DATA are files of JSON lines (.xz or not), or folders of them: spun texts beside their originals (`pair_id`), spun
    and clean documents (`label`), or a list of tortured phrases (`established`), which are planted one by one into
    scientific texts among the clean documents, and into texts that the lexicon has not counted (--corpora). Lists of
    known phrases are judged on phrases that they were not given.
    """
    if options["lexicon"] is not None:
        use_lexicon(options["lexicon"])
    rules = chosen_rules(select or ("SPN",))
    try:
        figures = {"measured": _conditions(options)} | _measure(
            rules, load_data(data, rewriting=options["rewriting"], unseen=options["unseen"]), options
        )
    except ModuleNotFoundError as error:
        raise MissingExtraError(str(error.name), "train") from error
    for path in (*([json_file] if json_file else []), *([FIGURES] if keep else [])):
        path.write_bytes(orjson.dumps(figures, option=orjson.OPT_INDENT_2) + b"\n")
    click.echo(spin_table.render(figures), nl=False)
    return say_broken_packs()


def _conditions(options: Mapping[str, Any]) -> Figures:
    """With what the figures were measured: the options, and what the lexicon was trained without."""
    lexicon = current_lexicon().folder
    manifest = read_manifest(lexicon)
    return {
        "options": sorted(f"--{name.replace('_', '-')}" for name, value in options.items() if value and name != "seed"),
        "half": manifest.get("half"),
        "left_out": manifest.get("left_out", []),
        "spin.json": manifest["files"]["spin.json"]["sha256"],
    }


def _measure(rules: Sequence[Rule], data: SpinData, options: Mapping[str, Any]) -> Figures:
    """All figures that the options ask for."""

    def facts(without: Sequence[str]) -> Mapping[str, Fact]:
        if not options["compare"]:
            return FACTS
        known = [gold for gold in data.others if not (gold.spun and is_left_out(gold.source, without))]
        return {**FACTS, "bag of words": fit_bag_of_words(known)}

    lengths = LENGTHS if options["lengths"] else ()
    limit, seed = options["limit"], options["seed"]
    golds = [gold for found in data.documents for gold in sample(found, limit, seed)]
    spinners = _simulated_spinners(options["wordnet"], options["moby"]) if options["simulate"] else None
    detectors = facts(())
    figures = measure(rules, golds, detectors, lengths, spinners)
    phrases = [each for each in data.phrases if not options["unseen"] or is_unseen_fold(each.fold)]
    hosts = [gold for found in data.documents for gold in found if not gold.spun and is_scientific(gold)]
    hosts += uncounted(options["corpora"], unseen=options["unseen"])
    planted = sample(list(plant_singly(hosts, phrases, options["plantings"])), limit, seed)
    if planted:
        figures["phrases"] = {"known": len(phrases), **phrase_figures(rules, planted)}
    if options["left_out"]:
        spun = [gold for gold in data.everything if gold.spun]
        clean = [gold for gold in golds if not gold.spun]
        figures["left_out"] = unlearnt_figures(rules, [*spun, *clean], options["left_out"], facts, lengths)
    if data.rewritten:
        rewritten = [gold for found in data.rewritten for gold in sample(found, limit, seed)]
        essays = [gold for gold in golds if not gold.spun and "essay" in gold.genre]
        figures["rewriting"] = rewriting_figures(rules, rewritten, essays, detectors)
    return figures


def chosen_rules(selectors: tuple[str, ...]) -> list[Rule]:
    """The rules that the selectors name, with their default options."""
    known = load_rules()
    check_selectors(selectors, known, "--select")
    return [rule() for rule in known if any(matches(selector, rule) for selector in selectors)]


def _simulated_spinners(wordnet: Path | None, moby: Path | None) -> Mapping[str, Spinner]:
    """Spinners of different make, from thesauri where these are given, else from the lexicon's own source list.

    The channel was built from the same sources: their figures say how makes and rates differ, not how an unknown
    spinner fares. That is what the left-out families and the planted phrases are for.
    """
    from spinlint.training.lexicon import Thesauri  # noqa: PLC0415
    from spinlint.training.reliability_sources import find_spinners  # noqa: PLC0415
    from spinlint.training.spinners import round_trip_spinner  # noqa: PLC0415

    thesauri = Thesauri(wordnet, moby) if wordnet and moby else None
    return {**find_spinners(thesauri), "round trip": round_trip_spinner(0.2)}
