"""A lone substitution in a sound text, and what is learnt to tell it: collocations, rare words, what was observed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from spinlint import Document, read_spin
from spinlint.errors import InputError
from spinlint.lexicon.channel import SCALE, Channel, quantise
from spinlint.lexicon.language_model import BITS
from spinlint.text import characters
from spinlint.text.words import read_words, word_key
from spinlint.training.collocations import count_collocations, read_collocations, read_lemmas
from spinlint.training.corpus import Source, Tokens
from spinlint.training.counting import choose_vocabulary

ABSTRACT = """\
We compare three ways of forecasting how many patients a small hospital will admit on a given day. Five years of
records from two wards were used, together with the weather and the school holidays. A {phrase} was trained on the first
four years and tested on the last one. It was better than the rule of thumb that the nurses use, though only on
weekdays, and it was worse than a plain average at Christmas. We discuss what the wards would gain from it, and what it
would cost them to keep the records that it needs.
"""


def tokens(text: str) -> Tokens:
    """The words of a text as a source gives them."""
    words = read_words(characters.encode(text))
    keys = words.key.tolist()
    spelled = [text[a:b] for a, b in zip(words.start.tolist(), words.end.tolist(), strict=True)]
    read = Tokens(words.key, words.gap, words.kind, dict(zip(keys, spelled, strict=True)))
    read.counts.update(keys)
    return read


def test_lists_of_collocations_are_read(tmp_path: Path) -> None:
    """Counts of the web, and ranks of a model's vocabulary: the more frequent counts more."""
    web, ranked = tmp_path / "web.txt", tmp_path / "terms.json"
    web.write_text("of the\t2000000\nheat transfer\t20000\n", encoding="utf-8")
    ranked.write_text('{"the": [], "neural_network": [], "state-of-the-art": []}', encoding="utf-8")
    counted = dict(read_collocations(web))
    assert list(counted) == [("of", "the"), ("heat", "transfer")]
    assert counted["of", "the"] == pytest.approx(100 * counted["heat", "transfer"])
    terms = list(read_collocations(ranked))
    assert [words for words, _ in terms] == [("the",), ("neural", "network"), ("state", "of", "the", "art")]
    assert terms[1][1] > terms[2][1] > 0


def test_a_line_without_a_count_is_named(tmp_path: Path) -> None:
    """The message has the file and the line."""
    path = tmp_path / "web.txt"
    path.write_text("of the\t20\nheat transfer\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"web\.txt:2"):
        list(read_collocations(path))


def test_lemmas_of_several_words_are_collocations(tmp_path: Path) -> None:
    """WordNet's index names them with underscores; single words are left out."""
    for part in ("noun", "verb", "adj", "adv"):
        (tmp_path / f"index.{part}").write_text("  1 licence\nheat_transfer n 1\nheat n 1\n", encoding="utf-8")
    assert [words for words, _ in read_lemmas(tmp_path)] == [("heat", "transfer")] * 4


def test_collocations_become_counts_of_known_words() -> None:
    """Bigrams and trigrams; a collocation with an unknown word counts nothing."""
    numbers = {"deep": 16, "neural": 17, "network": 18}
    listed = [(("deep", "neural", "network"), 3.0), (("neural", "network"), 2.0), (("neural", "tube"), 9.0)]
    pairs, triples = count_collocations(listed, numbers)
    assert dict(zip(pairs.keys.tolist(), pairs.counts.tolist(), strict=True)) == {
        16 << BITS | 17: 3,
        17 << BITS | 18: 5,
    }
    assert triples.keys.tolist() == [16 << 2 * BITS | 17 << BITS | 18]


def test_wanted_words_are_known_however_rare() -> None:
    """A word of a thesaurus needs fewer occurrences than others, one that spinners print none."""
    read = tokens("harbour " * 9 + "slithering slithering shopkeeper shopkeeper")
    source = Source("ours", Path("ours"))
    vocabulary = choose_vocabulary([(source, read)], 6.0, {"slithering": 2.0, "essentialness": 0.0, "unwritten": 1.0})
    assert vocabulary.words == ["harbour", "slithering", "essentialness"]
    assert vocabulary.keys.tolist() == [word_key(word) for word in vocabulary.words]


def test_the_channel_tells_what_was_observed() -> None:
    """Six bits of probability, two of how often; the candidates that were observed can be asked for alone."""
    weight = quantise(np.array([-1.0, -2.0, -0.5]), np.array([7.0, 1.0, 0.0]))
    assert np.abs(SCALE[weight] - [-1.0, -2.0, -0.5]).max() < 0.09
    channel = Channel(np.array([0, 0, 3], dtype=np.int32), np.array([5, 6, 7], dtype=np.uint32), weight)
    printed = np.array([1])
    assert channel.candidates(printed).observed.tolist() == [3, 1, 0]
    assert channel.candidates(printed, channel.observed(printed)).written.tolist() == [5, 6]
    assert channel.observed(np.array([0])).tolist() == [0]


@pytest.mark.parametrize(("phrase", "original"), [
    ("man-made neural organization", "network"),
    ("straight relapse", "linear"),
])  # fmt: skip
def test_a_single_tortured_phrase_is_found_in_a_sound_text(phrase: str, original: str) -> None:
    """The text around is sound and stays so; the phrase alone is likely."""
    document = Document(ABSTRACT.format(phrase=phrase))
    reading = read_spin(document)
    assert reading.document < 0
    sure = (reading.log_odds > 0).nonzero()[0].tolist()
    assert original in [reading.original[each] for each in sure]


def test_a_sound_text_has_none() -> None:
    """With what was written nothing in it is likely."""
    reading = read_spin(Document(ABSTRACT.format(phrase="linear regression")))
    assert not (reading.log_odds > 0).any()
