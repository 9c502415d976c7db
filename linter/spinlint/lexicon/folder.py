"""Where the models of structure are read from: the files that are shipped, unless others are chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from spinlint.errors import LexiconError

ENGLISH = Path(__file__).parent / "en"

_files: dict[str, Path] = {}


def model_file(name: str) -> Path:
    """The file of a model."""
    if name not in _files:
        _files[name] = ENGLISH / name
    return _files[name]


def read_model(file: Path) -> dict[str, Any] | None:
    """The data of a model; None where there is no such file. Raises LexiconError where it cannot be read."""
    if not file.exists():
        return None
    try:
        data: dict[str, Any] = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise LexiconError(f"{file}: no readable model: {error}") from error
    return data


def use_models(folder: Path | None) -> None:
    """Read the models that stand in a folder from there from now on, to train or to measure; None: all as shipped."""
    _files.clear()
    if folder is not None:
        _files.update({path.name: path for path in folder.iterdir()})
