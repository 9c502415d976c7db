"""`spinlint evaluate spin`: measures the spin family against labelled documents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click
import orjson

from spinlint.cli.group import comma_list
from spinlint.cli.output import say_broken_packs
from spinlint.errors import MissingExtraError
from spinlint.evaluation.gold import Gold
from spinlint.evaluation.loading import in_training_half, is_unseen, is_unseen_fold, load_apart, sample
from spinlint.evaluation.planted_phrases import SEEDS, is_scientific, phrase_figures, plant_singly
from spinlint.evaluation.spin import FACTS, LENGTHS, Spinner, measure
from spinlint.evaluation.spin_table import render
from spinlint.lexicon.lexicon import use_lexicon
from spinlint.linting.registry import load_rules
from spinlint.linting.rule import Rule
from spinlint.linting.selection import check_selectors, matches

_LISTED = Path(__file__).parents[1] / "lexicon" / "sources" / "spinner_pairs.tsv"


@click.command("spin")
@click.argument("data", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--limit", type=click.IntRange(min=0), default=0, metavar="N", help="At most N documents of each file.")
@click.option("--seed", type=int, default=0, help="Draws the documents and plants the phrases.  [0]")
@click.option("--select", callback=comma_list, multiple=True, metavar="CODES", help="Only these rules.  [SPN]")
@click.option("--lengths", is_flag=True, help="Measure the first 100, 200, 400 and 800 words of each document, too.")
@click.option("--simulate", is_flag=True, help="Put the clean documents through simulated spinners, too.")
@click.option(
    "--lexicon", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Read with this lexicon."
)
@click.option("--unseen", is_flag=True, help="Only the half of the documents that `train lexicon --half` leaves out.")
@click.option(
    "--corpora",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Corpora of the lexicon: phrases are planted into texts that it has not counted.",
)
@click.option("--plantings", type=click.IntRange(min=1), default=SEEDS, metavar="N", help="Phrases per text.  [3]")
@click.option("--json", "json_file", type=click.Path(path_type=Path), metavar="FILE", help="Write the figures here.")
def spin(
    data: tuple[Path, ...],
    limit: int,
    seed: int,
    select: tuple[str, ...] | None,
    lengths: bool,
    simulate: bool,
    lexicon: Path | None,
    unseen: bool,
    corpora: tuple[Path, ...],
    plantings: int,
    json_file: Path | None,
) -> int:
    """Measure the spin rules: places found, suggestions, false alarms, documents told apart.

    DATA are files of JSON lines (.xz or not), or folders of them: spun texts beside their originals (`pair_id`), spun
    and clean documents (`label`), or a list of tortured phrases (`established`), which are planted into the abstracts
    among the clean documents. Lists of known phrases are judged on phrases that they were not given.
    """
    rules = chosen_rules(select or ("SPN",))
    spinners = simulated_spinners() if simulate else None
    if lexicon is not None:
        use_lexicon(lexicon)
    documents, phrases = load_apart(data)
    golds = [gold for found in documents for gold in sample(found, limit, seed)]
    hosts = [gold for found in documents for gold in found if not gold.spun and is_scientific(gold)]
    if unseen:
        golds, hosts = list(filter(is_unseen, golds)), list(filter(is_unseen, hosts))
        phrases = [phrase for phrase in phrases if is_unseen_fold(phrase.fold)]
    figures = measure(rules, golds, FACTS, LENGTHS if lengths else (), spinners)
    hosts += uncounted(corpora, unseen=unseen)
    planted = sample(list(plant_singly(hosts, phrases, plantings)), limit, seed)
    if planted:
        figures["phrases"] = {"known": len(phrases), **phrase_figures(rules, planted)}
    if json_file is not None:
        json_file.write_bytes(orjson.dumps(figures, option=orjson.OPT_INDENT_2) + b"\n")
    click.echo(render(figures), nl=False)
    return say_broken_packs()


def chosen_rules(selectors: tuple[str, ...]) -> list[Rule]:
    """The rules that the selectors name, with their default options."""
    known = load_rules()
    check_selectors(selectors, known, "--select")
    return [rule() for rule in known if any(matches(selector, rule) for selector in selectors)]


HOSTS = ("abstracts_cs", "abstracts_medicine", "academic", "textbooks_openstax", "tech_blogs", "health_medquad",
         "terms_privacy_ota", "finance_blog", "enwiki2018")  # fmt: skip
"""The corpora whose held-out texts get tortured phrases: those in which such phrases could stand."""
_MOST_HOSTS = 1500  # of one corpus


def uncounted(corpora: tuple[Path, ...], *, unseen: bool) -> list[Gold]:
    """Pieces of the documents that `train lexicon` holds out of all counts, of the corpora among HOSTS.

    `unseen`: only those from which `train lexicon --half` has not learnt its weights, either.
    """
    if not corpora:
        return []
    try:
        from spinlint.training.examples import MOST_PER_SOURCE, held_out_pieces  # noqa: PLC0415
        from spinlint.training.lexicon import find_sources  # noqa: PLC0415 (scikit-learn: 1.6 s)
    except ModuleNotFoundError as error:
        raise MissingExtraError(str(error.name), "train") from error
    hosts: list[Gold] = []
    for source in find_sources(corpora):
        if source.name in HOSTS:
            pieces = held_out_pieces(source, _MOST_HOSTS)
            learnt = pieces[:MOST_PER_SOURCE]
            hosts += [each for each in learnt if not (unseen and in_training_half(each.group))]
            hosts += pieces[MOST_PER_SOURCE:]
    return hosts


def simulated_spinners() -> Mapping[str, Spinner]:
    """Spinners of different make that print what the lexicon's source list has.

    The channel was built from the same list: their figures say how makes and rates differ, not how an unknown spinner
    fares. That is what the pairs and the planted phrases are for.
    """
    # Training is not needed to measure.
    from spinlint.training import spinners  # noqa: PLC0415
    from spinlint.training.thesaurus import read_spinner_pairs  # noqa: PLC0415

    listed = [(printed, each) for printed, originals in read_spinner_pairs(_LISTED) for each in originals]
    choices = spinners.choices_by_written(listed)
    return {
        "words, 1 in 10": spinners.word_spinner(choices, 0.1),
        "words, 1 in 3": spinners.word_spinner(choices, 0.33),
        "phrases, 1 in 3": spinners.phrase_spinner(choices, 0.33),
        "consistent, 1 in 3": spinners.consistent_spinner(choices, 0.33),
        "round trip": spinners.round_trip_spinner(0.2),
    }
