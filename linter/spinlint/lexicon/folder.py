"""Where the models of structure are read from: the files that are shipped, unless others are chosen."""

from __future__ import annotations

from pathlib import Path

ENGLISH = Path(__file__).parent / "en"

_files: dict[str, Path] = {}


def model_file(name: str) -> Path:
    """The file of a model."""
    if name not in _files:
        _files[name] = ENGLISH / name
    return _files[name]


def use_models(folder: Path | None) -> None:
    """Read the models that stand in a folder from there from now on, to train or to measure; None: all as shipped."""
    _files.clear()
    if folder is not None:
        _files.update({path.name: path for path in folder.iterdir()})
