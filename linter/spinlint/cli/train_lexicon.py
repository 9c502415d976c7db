"""`spinlint train lexicon`: counts corpora, learns the channel, weighs both on labelled text."""

from __future__ import annotations

from pathlib import Path

import click

from spinlint.cli.train import EXISTING, EXISTING_FOLDER, Progress
from spinlint.training.lexicon import Thesauri, build_lexicon, find_sources


@click.command()
@click.argument("corpora", nargs=-1, required=True, type=EXISTING)
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write into.")
@click.option("--wordnet", required=True, type=EXISTING_FOLDER, help="Folder of WordNet's data files.")
@click.option("--moby", required=True, type=EXISTING, help="Words.txt of the Moby thesaurus.")
@click.option(
    "--collocations", multiple=True, type=EXISTING, help="List of words that belong together; may be given repeatedly."
)
@click.option(
    "--labelled", type=EXISTING_FOLDER, help="Folder of labelled documents; without it, no weights are learnt."
)
@click.option("--keep-model", is_flag=True, help="Keep the language model in --out; learn channel and weights anew.")
@click.option("--half", is_flag=True, help="Learn the weights from half of the labelled data, to measure on the rest.")
@click.option(
    "--leave-out", multiple=True, metavar="NAME", help="Learn nothing from spinners or files whose name holds NAME."
)
def lexicon(
    corpora: tuple[Path, ...],
    out: Path,
    wordnet: Path,
    moby: Path,
    collocations: tuple[Path, ...],
    labelled: Path | None,
    keep_model: bool,
    half: bool,
    leave_out: tuple[str, ...],
) -> None:
    """Build a lexicon from CORPORA: files of JSON lines with a `text` field, or folders of them.

    One document in 25 is held out of all counts, for the later stages to learn and measure on. Weights of the corpora
    are in lexicon/sources/corpora.tsv.
    """
    build_lexicon(
        find_sources(corpora),
        labelled,
        Thesauri(wordnet, moby, collocations),
        out,
        Progress(),
        keep_model=keep_model,
        half=half,
        leave_out=leave_out,
    )
