"""The main language of a text: a vote of function words, and langdetect where the vote stays open.

Each language has some forty words that make up a third of its running text and hardly any of the others'. A bitmap
over the word keys answers in microseconds; langdetect takes milliseconds, so it is asked last, and only about texts
that are long enough for an answer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from spinlint.text import characters
from spinlint.text.words import FOREIGN_SCRIPT, NUMERIC, Keys, Words, read_words, word_key

if TYPE_CHECKING:
    from spinlint.text.document import Document
    from spinlint.text.row import Row

Mask = npt.NDArray[np.bool_]

UNKNOWN = "unknown"

# Function words; those that two of these languages share ("die", "in", "que") speak for neither.
FUNCTION_WORDS = {
    "en": "the and of to is that it was for with he she they are this have you not be at by from but which been "
    "were their has had would there what when can will my your his him who them than then these those i we "
    "our if its do how why could should about into such only did does don't it's i'm",
    "de": "der die das und ist nicht ein eine einen einer eines einem dem den des mit sich auf für von vom zu im am "
    "wird werden wurde wurden würde würden auch nach bei beim aus wie oder aber wenn wann dass haben hat "
    "hatte hatten ich wir sie ihr ihre es noch nur über durch zum zur sind war waren kann können soll muss "
    "schon wieder sehr mehr hier dann weil bis um vor unter zwischen gegen seit keine kein diese dieser "
    "dieses uns sein seine",
    "fr": "le les des et est une dans que qui pour pas sur avec plus par ce cette ces sont au aux du ou où mais "
    "nous vous ils elle elles il être ont été avait était leur leurs ses son notre votre d'une d'un c'est "
    "n'est qu'il qu'elle l'on comme fait sans même très aussi bien tout tous toute toutes encore entre après "
    "avant depuis donc peut je ne se si",
    "es": "el los las y una un que por con para del al se su sus lo como más pero ya este esta estos estas sí "
    "porque entre cuando muy sin sobre también me hasta hay donde han quien fue era está están ser son le les "
    "nos todo todos puede pueden desde durante antes después ni eso según cada tiene tienen había",
    "it": "il gli che di è una un per non con del della dei delle degli nel nella nei sono si anche come più ma dal "
    "dalla dai alla al alle agli allo lo le questo questa questi queste ha hanno essere l'altro un'altra loro "
    "suo sua tra fra stato stata ancora quando dove perché molto tutto tutti dopo prima senza può sia quello "
    "quella cui ogni",
    "pt": "o os e uma um que de não do da dos das em no na nos nas para com por mais ao aos à às como mas foi ele "
    "ela eles tem têm seu sua seus suas ou quando muito já eu também só pelo pela até isso este esta são está "
    "estão você depois antes sem sobre entre ser era há ainda onde porque todos pode",
    "nl": "de het een en van is dat niet die op te zijn voor met aan er om ook als door maar bij uit nog naar heeft "
    "had hij ze deze dit wordt worden werd kan kunnen meer hebben over geen zich wij ik je jij wat waar dan "
    "toen nu al veel zou moet moeten tussen onder omdat hun haar zo wel",
    "sv": "och att det som en är på för av med den till inte har de ett om men jag var vi kan så från sig också "
    "eller när ska där efter mycket finns",
    "da": "og det at en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham hun "
    "nu over da fra du ud sin dem os op hvad",
    "pl": "w i na się nie z do to że jest o jak po co tak za od ale przez tego jego są dla czy już był było może "
    "tym które który przy także tylko",
    "ru": "и в не на что с по это как из у к за он но а от все его для о же так был только мы они она бы если уже "
    "при или еще было есть",
    "tr": "ve bir bu da de için ile çok ne gibi daha olarak kadar olan ama sonra var en değil her o ki mi ben ya "
    "göre oldu olduğu ancak",
    "id": "yang dan di dengan untuk dari ini tidak pada itu adalah akan dalam ke juga atau oleh saya ada mereka "
    "kami telah bisa karena sebagai dapat",
    "ro": "și să nu este în la cu de pe că o un mai care din pentru sau se au fost ca dar prin fi sunt această după",
}
# Words of the other lists that clean English holds at 30 per million words or more, as other words or in names
# (counted over dev/clean_panel): they speak for nobody.
_ALSO_ENGLISH = (
    "no her me over e am come com non per care war men co al o door y met au son os w plus till die z ca van era sin "
    "hat ham min"
)
_LANGUAGES = tuple(FUNCTION_WORDS)
_NOT_ENGLISH = np.uint16(1 << 15)
_OTHER_SCRIPTS = frozenset({"ru"})
_SHIFT = 46  # a word key's top 18 bits index the table: one other word in 300 reads as a function word
_SAMPLE = 600  # words looked at from the start of the text

# A vote needs this many function words, and this share of the words without digits. Running text has 0.20 to 0.40 of
# the listed words, English code manuals and recipes 0.08 to 0.16, tables and lists of names less.
_LEAST = 3
_SHARE = 0.12
_ENGLISH_SHARE = 0.07
# The second language may have at most this part of the first one's votes, or one vote.
_RIVAL = 0.6
# So many English votes in a sample settle it without a count for the others.
_CLEAR = 12
_CLEAR_SHARE = 0.16
# langdetect's answers are guesses below this many letters.
_DETECTABLE = 60
_LETTERS = 400  # code points in which the script is counted
# Scripts that one language alone writes, as the first and last code point; kana before Han: Japanese has both.
_SCRIPTS = {
    "ja": (0x3040, 0x30FF, 0.1),
    "ko": (0xAC00, 0xD7A3, 0.5),
    "zh": (0x4E00, 0x9FFF, 0.5),
    "th": (0x0E00, 0x0E7F, 0.5),
    "el": (0x0370, 0x03FF, 0.5),
    "he": (0x0590, 0x05FF, 0.5),
}
# One answer for one text: langdetect draws random numbers.
_SEED = 0


def vote_language(prose: str, words: Words) -> str:
    """The ISO 639-1 code of the main language, or "unknown" where there is too little to tell."""
    votes = function_word_votes(words.key[:_SAMPLE])
    english = int(np.count_nonzero(votes & 1))
    if english >= _CLEAR and english >= _CLEAR_SHARE * len(votes):
        return "en"
    kind = words.kind[:_SAMPLE]
    winner = _winner(votes, int(np.count_nonzero(kind & NUMERIC == 0)))
    return winner or _by_script(prose[:_LETTERS]) or _detect(prose)


def _winner(votes: npt.NDArray[np.uint16], lettered: int) -> str | None:
    """The language that most function words speak for, where it is far enough ahead."""
    tally = [int(np.count_nonzero(votes & np.uint16(1 << index))) for index in range(len(_LANGUAGES))]
    second, first = sorted(tally)[-2:]
    winner = _LANGUAGES[tally.index(first)]
    share = _ENGLISH_SHARE if winner == "en" else _SHARE
    if first >= _LEAST and first >= share * lettered and second <= max(1, _RIVAL * first):
        return winner
    return None


def _by_script(sample: str) -> str | None:
    """The language that alone writes the script of most letters; some ten letters are enough."""
    codes = np.array([ord(character) for character in sample if character.isalpha()], dtype=np.uint32)
    if len(codes) < 10 or np.count_nonzero(codes >= 0x370) < len(codes) // 2:
        return None
    for language, (first, last, share) in _SCRIPTS.items():
        if np.count_nonzero((codes >= first) & (codes <= last)) >= share * len(codes):
            return language
    return None


def language_of(text: str) -> str:
    """The language of a stretch of text; for many stretches of a document, slice its word table instead."""
    return vote_language(text, read_words(characters.encode(text)))


@lru_cache(maxsize=1024)
def _detect(prose: str) -> str:
    """What langdetect says, "unknown" on short text and where it is not sure."""
    sample = prose[:3000]
    if sum(character.isalpha() for character in sample) < _DETECTABLE:
        return UNKNOWN
    from langdetect import DetectorFactory, LangDetectException, detect_langs  # noqa: PLC0415

    DetectorFactory.seed = _SEED
    try:
        best = detect_langs(sample)[0]
    except LangDetectException:
        return UNKNOWN
    return str(best.lang).split("-")[0] if best.prob >= 0.9 else UNKNOWN


@lru_cache(maxsize=1)
def _marks() -> npt.NDArray[np.uint16]:
    """By the top bits of a word key: a bit for the language that alone has the word as a function word."""
    owners: dict[str, list[int]] = {}
    for index, listed in enumerate(FUNCTION_WORDS.values()):
        for word in dict.fromkeys(listed.split()):
            owners.setdefault(word, []).append(index)
    for word in _ALSO_ENGLISH.split():
        owners[word].append(0)
    marks = np.zeros(1 << (64 - _SHIFT), dtype=np.uint16)
    for word, languages in owners.items():
        if len(languages) == 1:
            marks[word_key(word) >> _SHIFT] |= np.uint16(1 << languages[0])
        elif 0 not in languages:
            marks[word_key(word) >> _SHIFT] |= _NOT_ENGLISH
    return marks


def function_word_votes(key: Keys) -> npt.NDArray[np.uint16]:
    """For each word key the bit of the language that it speaks for, in the order of `FUNCTION_WORDS` (bit 0: English).

    Bit 15: several of the other languages share the word, and English has it not.
    """
    votes: npt.NDArray[np.uint16] = _marks().take(key >> np.uint64(_SHIFT))
    return votes


def row_votes(row: Row) -> npt.NDArray[np.uint16]:
    """As `function_word_votes`, of all words of a row; to be asked as `row.fact(row_votes)`."""
    return function_word_votes(row.words.key)


def tell_languages(row: Row) -> None:
    """Tell the documents of a row their language where the votes for English settle it."""
    english = np.concatenate((_NONE, (row.fact(row_votes) & 1).cumsum()))
    first, size = row.bounds[:-1], np.minimum(row.sizes, _SAMPLE)
    count = english.take(first + size) - english.take(first)
    for number in ((count >= _CLEAR) & (count >= _CLEAR_SHARE * size)).nonzero()[0].tolist():
        vars(row.documents[number]).setdefault("language", "en")


_NONE = np.zeros(1, dtype=np.int64)


def native_and_foreign(document: Document) -> tuple[Mask, Mask]:
    """Which words speak for the main language of a document, and which for another one; most words do neither.

    A word speaks by being a function word of that language alone, or by being in another script than Latin where the
    main language is written in Latin letters. To be asked as `document.fact(native_and_foreign)`.
    """
    votes = function_word_votes(document.words.key)
    main = document.language
    bit = np.uint16(1 << _LANGUAGES.index(main)) if main in FUNCTION_WORDS else np.uint16(0)
    others = ~bit if main == "en" else ~(bit | _NOT_ENGLISH)
    native, foreign = votes & bit != 0, votes & others != 0
    if main in FUNCTION_WORDS and main not in _OTHER_SCRIPTS and not document.prose.isascii():
        foreign |= document.words.kind & FOREIGN_SCRIPT != 0
    return native, foreign
