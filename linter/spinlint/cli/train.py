"""`spinlint train`: builds the language statistics, fits the models. Needs the extra `train`."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from spinlint.errors import MissingExtraError

_COMMANDS = {
    "lexicon": "Count corpora and learn the substitution channel.",
    "phrases": "Prune the phrase lists of the spin rules against clean text.",
    "reliability": "Fit the reliability score to labelled documents.",
    "wordings": "Learn what spinners print for wordings of another length.",
    "structure": "Build word vectors; fit the models of boundaries and saved pages.",
}


class TrainCommands(click.Group):
    """Finds `spinlint.cli.train_<name>`, so that each imports only what it needs."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The commands that exist."""
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Import the command's module; say which extra is missing where it cannot be."""
        if name not in _COMMANDS:
            return None
        try:
            command = getattr(importlib.import_module(f"spinlint.cli.train_{name}"), name)
        except ModuleNotFoundError as error:
            if (error.name or "").split(".")[0] in ("sklearn", "scipy", "textstat"):
                raise MissingExtraError("scikit-learn", "train") from error
            raise
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them: the list needs no extra."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=TrainCommands)
def train() -> None:
    """Build language statistics and fit models from your own data."""


class Progress:
    """Says what has been done, with the seconds since the start, on standard error."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def __call__(self, text: str) -> None:
        """Print one line."""
        click.echo(f"{time.monotonic() - self._start:6.0f} s  {text}", err=True)


EXISTING_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, path_type=Path)

_SOURCES = (
    click.option("--corpora", multiple=True, type=EXISTING, help="Corpora of the lexicon: held-out texts are sound."),
    click.option("--wordnet", type=EXISTING_FOLDER, help="Folder of WordNet's data files, for simulated spinners."),
    click.option("--moby", type=EXISTING, help="Words.txt of the Moby thesaurus, for simulated spinners."),
    click.option("--lexicon", type=EXISTING_FOLDER, help="Read with this lexicon instead of the one that is shipped."),
)


def sources_of_documents(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say where the score's sound and unsound documents come from: to train and to measure alike."""
    for each in reversed(_SOURCES):
        command = each(command)
    return command
