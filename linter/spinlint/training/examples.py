"""Gathers labelled documents to learn from: really spun ones, planted phrases, simulated spinners, and clean text.

Every example is read with a lexicon that has not seen its answers: text that the language model was counted from, or
substitutions that the channel learnt, would look far clearer than anything that users will bring.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from spinlint.evaluation.gold import Gold, GoldSpan, read_gold, read_records
from spinlint.evaluation.loading import HELD_OUT_FOLD, in_training_half, is_left_out
from spinlint.evaluation.marks import with_marks
from spinlint.evaluation.planted_phrases import plant_singly
from spinlint.evaluation.planting import Tortured, read_tortured
from spinlint.text.spans import Span
from spinlint.training.corpus import Source, is_held_out, read_documents
from spinlint.training.spinners import Spinner

MOST_PER_SOURCE = 70
"""Held-out documents of one corpus: no genre shall rule."""
_LENGTHS = (1200, 3000, 6000)  # code points: held-out documents are cut, so that short ones occur in every genre
_SHORTEST = 300
_CLEAN_FILES = ("clean_panel", "webpages", "paraphrase_attacks", "machine_translation")
_PAIR_FILES = ("spun_pairs_laravel", "spun_pairs_api")
_PLANTINGS = 4  # texts with one phrase each that a text with established ones gives
_HOSTS_PER_SOURCE = 250  # held-out documents of one corpus to plant phrases in


@dataclass(frozen=True)
class Example:
    """A labelled document, what makes it one (`kind`), and the lexicon that has not seen its answers."""

    gold: Gold
    kind: str
    lexicon: Path


def gather(
    labelled: Path,
    sources: Sequence[Source],
    lexicons: Mapping[str, Path],
    spinners: Mapping[str, Spinner],
    phrases: Sequence[Tortured],
    *,
    half: bool,
    leave_out: Sequence[str] = (),
) -> list[Example]:
    """All examples. `lexicons`: "all", "real" (without what real spinners changed in running text), and "0" to
    "4" (without the tortured phrases of that fold). `phrases`: what is planted. `half`: only documents of the training
    half, and no phrase of the fold that is held out. `leave_out`: families of real spinners to do without."""

    def ours(golds: Iterable[Gold]) -> list[Gold]:
        return [gold for gold in golds if not half or in_training_half(gold.group)]

    clean = ours(gold for gold in read_named(labelled, *_CLEAN_FILES) if not gold.spun)
    examples = [Example(gold, "clean", lexicons["all"]) for gold in clean]
    examples += [Example(gold, "pairs", lexicons["real"]) for gold in ours(_whole_pairs(labelled, leave_out))]
    examples += [Example(gold, "wild", lexicons["real"]) for gold in ours(read_wild(labelled, leave_out))]
    hosts = [*clean, *ours(cut for source in sources for cut in held_out_pieces(source, _HOSTS_PER_SOURCE))]
    known = [each for each in phrases if not half or each.fold != HELD_OUT_FOLD]
    examples += [Example(gold, "planted", lexicons[str(gold.fold)]) for gold in plant_singly(hosts, known, _PLANTINGS)]
    held_out = ours(cut for source in sources for cut in held_out_pieces(source))
    Random(3).shuffle(held_out)
    kept = len(held_out) * 3 // 5
    examples += [Example(gold, "clean", lexicons["all"]) for gold in held_out[:kept]]
    examples += [Example(gold, "simulated", lexicons["all"]) for gold in simulate(held_out[kept:], spinners)]
    return examples


def read_wild(labelled: Path, leave_out: Sequence[str] = ()) -> list[Gold]:
    """The really spun documents, as far as they were read, with the places that a reader marked."""
    known = (gold for gold in with_marks(read_named(labelled, "spun_wild")) if gold.spans is not None)
    return [gold for gold in known if not is_left_out(gold.source, leave_out)]


def simulate(golds: Iterable[Gold], spinners: Mapping[str, Spinner]) -> Iterator[Gold]:
    """Each text spun by one of the spinners in turn; the genre becomes the spinner's name."""
    names = sorted(spinners)
    for number, gold in enumerate(golds):
        name = names[number % len(names)]
        spun = spinners[name](gold.text, Random(number))
        spans = tuple(GoldSpan(each.span, each.original) for each in spun.substitutions)
        yield Gold(f"{gold.id}-{name}", spun.text, True, spans, genre=name, source=gold.source, group=gold.group)


def read_named(labelled: Path, *names: str) -> list[Gold]:
    """The labelled documents of the files of such names in a folder."""
    return [gold for name in names for path in sorted(labelled.glob(f"{name}.jsonl*")) for gold in read_gold(path)]


def tortured_phrases(labelled: Path) -> list[Tortured]:
    """The list of tortured phrases in a folder of labelled data."""
    paths = sorted(labelled.glob("tortured_phrases.jsonl*"))
    return [phrase for path in paths for phrase in read_tortured(read_records(path))]


def _whole_pairs(labelled: Path, leave_out: Sequence[str]) -> Iterator[Gold]:
    """The paragraphs of one spun page as one document: a paragraph is too short to be judged as a whole."""
    groups: dict[str, list[Gold]] = defaultdict(list)
    for name in (each for each in _PAIR_FILES if not is_left_out(each, leave_out)):
        for gold in read_named(labelled, name):
            if gold.spun:
                groups[gold.group].append(gold)
    for group, golds in groups.items():
        text, spans, ignored = "", [], []
        for gold in golds:
            at = len(text)
            for each in gold.spans or ():
                spans.append(GoldSpan(Span(each.span.start + at, each.span.end + at), each.original))
            ignored += [Span(span.start + at, span.end + at) for span in gold.ignored]
            text += gold.text + "\n\n"
        yield Gold(group, text, True, tuple(spans), tuple(ignored), genre="pairs", source="pairs", group=group)


def held_out_pieces(source: Source, most: int = MOST_PER_SOURCE) -> list[Gold]:
    """Pieces of the held-out documents: a novel gives many, an abstract one."""
    golds: list[Gold] = []
    for identity, text in read_documents(source):
        at = 0
        while is_held_out(identity) and at < len(text) - _SHORTEST and len(golds) < most:
            end = at + Random(len(golds)).choice(_LENGTHS)
            name = f"{source.name}-{identity}-{at}"
            golds.append(Gold(name, text[at:end], False, genre=source.name, source=source.name, group=name))
            at = end
    return golds
