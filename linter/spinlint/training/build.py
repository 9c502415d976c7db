"""Builds a lexicon from corpora: vocabulary, language model, syllables, channel; writes it with its manifest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from spinlint.lexicon.channel import quantise as quantise_channel
from spinlint.lexicon.language_model import BITS, FIRST_WORD
from spinlint.lexicon.lexicon import FORMAT, MANIFEST
from spinlint.lexicon.table import Table, build_table
from spinlint.training.collocations import Collocation, count_collocations
from spinlint.training.corpus import Source, Tokens, read_tokens
from spinlint.training.counting import (
    Vocabulary,
    choose_vocabulary,
    count_bigrams,
    count_trigrams,
    insert_breaks,
    merge,
)
from spinlint.training.edges import Edges
from spinlint.training.smoothing import Smoothed, smooth

# Sizes that keep the shipped lexicon under 25 MB together with the word vectors.
LEAST_COUNT = 6.0
MOST_BIGRAMS = 2_700_000
MOST_TRIGRAMS = 1_700_000
_VOCABULARY_LOAD = 0.6

Say = Callable[[str], None]


def build_model(
    sources: Sequence[Source],
    collocations: Sequence[Collocation],
    wanted: Mapping[str, float],
    folder: Path,
    say: Say,
) -> None:
    """Count the sources and collocations and write vocabulary and language model into `folder`.

    `wanted`: words with the count from which on they are taken in, however rare.
    """
    folder.mkdir(parents=True, exist_ok=True)
    read = []
    for source in sources:
        read.append((source, read_tokens(source)))
        say(f"{source.name}: {len(read[-1][1].keys):,} words")
    vocabulary, table = _fit_table(choose_vocabulary(read, LEAST_COUNT, wanted))
    lines = [(source.weight, insert_breaks(vocabulary.number(tokens), tokens.gaps)) for source, tokens in read]
    numbers = {word: number for number, word in enumerate(vocabulary.words, FIRST_WORD)}
    pairs, triples = count_collocations(collocations, numbers)
    bigrams = merge(chain([(1.0, pairs)], ((weight, count_bigrams(line)) for weight, line in lines)))
    trigrams = merge(chain([(1.0, triples)], ((weight, count_trigrams(line)) for weight, line in lines)))
    say(f"{len(vocabulary.words):,} words, {len(bigrams.keys):,} bigrams, {len(trigrams.keys):,} trigrams seen")
    smoothed = smooth(bigrams, trigrams, len(vocabulary.words) + FIRST_WORD, MOST_BIGRAMS, MOST_TRIGRAMS)
    _write_model(folder, vocabulary, table, smoothed)
    _save(folder, "syllables", count_syllables(vocabulary.words))
    write_manifest(folder, sources, [tokens for _, tokens in read])


def _fit_table(vocabulary: Vocabulary) -> tuple[Vocabulary, Table]:
    """The vocabulary without the few rare words that find no place in its table, and that table."""
    keys = vocabulary.keys
    table = build_table(
        keys, np.arange(len(keys)) + FIRST_WORD, load=_VOCABULARY_LOAD, fingerprint=np.uint32, value=np.uint32
    )
    found, numbers = table.find(keys)
    kept = np.zeros(len(keys), dtype=bool)
    kept[found[numbers == found + FIRST_WORD]] = True
    if kept.all():
        return vocabulary, table
    words = [word for word, keep in zip(vocabulary.words, kept.tolist(), strict=True) if keep]
    return _fit_table(Vocabulary(words, keys[kept], vocabulary.counts[kept]))


def _write_model(folder: Path, vocabulary: Vocabulary, table: Table, smoothed: Smoothed) -> None:
    frequency = np.full(len(vocabulary.words) + FIRST_WORD, 1.0)
    frequency[FIRST_WORD:] = vocabulary.counts
    frequency = np.log(frequency / frequency.sum())
    _save(folder, "logs", np.stack([smoothed.backoff, smoothed.continuation, frequency]).astype(np.float16))
    for name, each in (("vocabulary", table), ("bigrams", smoothed.bigrams), ("trigrams", smoothed.trigrams)):
        _save(folder, f"{name}.fingerprints", each.fingerprints)
        _save(folder, f"{name}.values", each.values)
    (folder / "words.txt").write_text("\n".join([""] * FIRST_WORD + vocabulary.words), encoding="utf-8")


def write_channel(folder: Path, edges: Edges, words: int) -> None:
    """Write the channel's edges (sorted by printed word, likeliest first)."""
    _save(folder, "channel.start", np.searchsorted(edges.printed, np.arange(words + 1)).astype(np.int32))
    _save(folder, "channel.written", edges.written.astype(np.uint32))
    _save(folder, "channel.weight", quantise_channel(edges.log_probability, edges.times_observed))


def write_terms(folder: Path, terms: Counter[tuple[str, str]], numbers: Mapping[str, int]) -> None:
    """Write the pairs of neighbours that make established terms."""
    known = [pair for pair, _ in terms.most_common() if pair[0] in numbers and pair[1] in numbers]
    keys = np.array([numbers[one] << BITS | numbers[other] for one, other in known] or [0], dtype=np.uint64)
    table = build_table(keys, np.ones(len(keys), dtype=np.uint8), load=0.5, fingerprint=np.uint32)
    _save(folder, "terms.fingerprints", table.fingerprints)
    _save(folder, "terms.values", table.values)


def count_syllables(words: Sequence[str]) -> npt.NDArray[np.uint8]:
    """Syllables by word number, as textstat counts them (pyphen's hyphenation)."""
    import textstat  # noqa: PLC0415  # heavy, and only here

    counts = [0] * FIRST_WORD + [min(255, textstat.syllable_count(word)) for word in words]
    return np.array(counts, dtype=np.uint8)


def write_manifest(folder: Path, sources: Sequence[Source], tokens: Sequence[Tokens]) -> None:
    """What the lexicon was built from."""
    built = {
        source.name: {"words": len(each.keys), "weight": source.weight}
        for source, each in zip(sources, tokens, strict=True)
    }
    (folder / MANIFEST).write_bytes(orjson.dumps({"format": FORMAT, "corpora": built, "files": {}}))
    seal_manifest(folder, {})


def seal_manifest(folder: Path, more: dict[str, Any]) -> None:
    """Add entries to the manifest and record the size and checksum of every file beside it."""
    manifest = orjson.loads((folder / MANIFEST).read_bytes()) | more
    manifest["files"] = {
        path.name: {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in sorted(folder.iterdir())
        if path.name != MANIFEST and path.is_file()
    }
    (folder / MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2) + b"\n")


def _save(folder: Path, name: str, array: npt.NDArray[Any]) -> None:
    np.save(folder / f"{name}.npy", array, allow_pickle=False)
