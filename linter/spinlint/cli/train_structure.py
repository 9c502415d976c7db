"""`spinlint train structure`: word vectors, and the models of openings, boundaries, foreign blocks and saved pages."""

from __future__ import annotations

import json
import lzma
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import click

from spinlint.cli.train import EXISTING, Progress
from spinlint.evaluation.structure import is_trained_on
from spinlint.lexicon.folder import ENGLISH, use_models
from spinlint.lexicon.lexicon import MANIFEST
from spinlint.training.boundary import train_boundary
from spinlint.training.build import seal_manifest
from spinlint.training.foreign_blocks import train_foreign_blocks
from spinlint.training.held_out import measure_boundary, measure_foreign_blocks
from spinlint.training.openings import train_openings
from spinlint.training.page import read_page, train_page
from spinlint.training.planted_stories import Source
from spinlint.training.word_vectors import build_vectors

_LONGEST = 9000
_STRETCHES = (1500, 3000, 5000, 8000)
"""Characters of a stretch that stands for a document longer than _LONGEST."""
_OPENINGS = 500
"""Documents of each corpus whose opening is learnt."""


@click.command("structure")
@click.argument("corpora", nargs=-1, required=True, type=EXISTING)
@click.option("--clean", type=EXISTING, help="Clean documents with a genre: one half is trained on, one measured with.")
@click.option("--pages", type=EXISTING, help="Saved pages with labelled blocks.")
@click.option("--vectors/--no-vectors", default=True, help="Build the word vectors, too.  [yes]")
@click.option("--documents", default=300, help="Documents of each corpus for the boundary model.  [300]")
@click.option("--out", type=click.Path(path_type=Path), default=ENGLISH, help="Where to write.  [the installed data]")
def structure(
    corpora: tuple[Path, ...], clean: Path | None, pages: Path | None, vectors: bool, documents: int, out: Path
) -> None:
    """Train what the DUP, OFF and BPL rules read: CORPORA are JSON lines (.xz) with `text`."""
    out.mkdir(parents=True, exist_ok=True)
    corpora = tuple(sorted(corpora, key=lambda path: path.name))
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        work = Path(folder)
        _train(corpora, clean, pages, vectors, documents, work)
        for path in work.iterdir():
            path.replace(out / path.name)  # running readers keep the file that they have mapped
    use_models(None)
    if (out / MANIFEST).exists():
        seal_manifest(out, {})


def _train(
    corpora: Sequence[Path], clean: Path | None, pages: Path | None, vectors: bool, documents: int, work: Path
) -> None:
    say = Progress()
    names = [path.name.split(".")[0] for path in corpora]
    if vectors:
        build_vectors(corpora, work)
        use_models(work)
        say("word vectors")
    sound = [] if clean is None else _sound(clean)
    model = train_openings(_mixed(corpora, _OPENINGS, _head), work / "openings.json", names)
    use_models(work)
    say(f"openings: AUC {model['auc_held_out']:.3f} on texts not trained on")
    names += ["dev/clean_panel (half)"] if sound else []
    mixed = _mixed(corpora, documents, _stretch) + [source for source, trained in sound if trained]
    Random(0).shuffle(mixed)
    unseen = [source for source, trained in sound if not trained]
    train_boundary(mixed, work / "boundary.json", names)
    use_models(work)
    figures = _record(work / "boundary.json", measure_boundary, unseen)
    say(f"boundary model; on the clean documents not trained on: {figures}")
    train_foreign_blocks(mixed, work / "foreign_block.json", names)
    use_models(work)
    figures = _record(work / "foreign_block.json", measure_foreign_blocks, unseen)
    say(f"foreign blocks; likewise: {figures}")
    if pages is not None:
        read = [page for page in map(read_page, _records(pages)) if page is not None]
        fitted = train_page(read, work / "page.json", ["dev/webpages"])
        say(f"page model: mean F1 on unseen sites {fitted['tail_f1_unseen_sites']:.3f}")


def _record(path: Path, measure: Any, sources: Sequence[Source]) -> Any:
    """Measure a model on documents that it has not seen, and write the figures into its file."""
    if not sources:
        return "none"
    data = json.loads(path.read_bytes())
    data["held_out"] = measure(sources)
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n")
    return data["held_out"]


def _sound(path: Path) -> list[tuple[Source, bool]]:
    """The clean documents, and whether each is trained on."""
    return [(Source(each["text"], str(each["genre"])), is_trained_on(str(each["id"]))) for each in _records(path)]


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _mixed(paths: Sequence[Path], count: int, cut: Any) -> list[Source]:
    """Documents drawn from corpora, the long ones cut, in random order."""
    sources: list[Source] = []
    for path in paths:
        genre = path.name.split(".")[0]
        random = Random(genre)
        texts = [record["text"] for record in _records(path) if len(record["text"]) >= 400]
        chosen = random.sample(texts, min(count, len(texts)))
        sources += [Source(cut(text, random), genre) for text in chosen]
    Random(0).shuffle(sources)
    return sources


def _head(text: str, _: Random) -> str:
    return text[:_LONGEST]


def _stretch(text: str, random: Random) -> str:
    """A long text's stretch from one line's end to another's."""
    if len(text) <= _LONGEST:
        return text
    start = text.find("\n", random.randrange(len(text) - _LONGEST)) + 1
    end = text.find("\n", start + random.choice(_STRETCHES))
    stretch = text[start : end if end > 0 else start + _LONGEST]
    return stretch[: 2 * _LONGEST].strip("\n")
