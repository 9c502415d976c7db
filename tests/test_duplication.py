"""What stands twice within one document: both places, what is cut, and what is left alone."""

from __future__ import annotations

import lzma
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spinlint import Document, Finding, Rule
from spinlint_rules.duplication.doubled_document import DoubledDocument
from spinlint_rules.duplication.duplicate_section import DuplicateSection
from spinlint_rules.duplication.near_duplicate_section import NearDuplicateSection
from spinlint_rules.duplication.repeated_line import RepeatedLine
from spinlint_rules.duplication.repeated_sentence import RepeatedSentence
from spinlint_rules.duplication.title_as_body import TitleAsBody

RULES: tuple[Rule, ...] = (DuplicateSection(), NearDuplicateSection(), RepeatedLine(), DoubledDocument())
DATA = Path(__file__).parents[1].parent / "shared" / "data"

MILL = (
    "The paper mill at Strand has taken on forty workers since the spring, its manager said on Friday, and means to "
    "run a third shift from October if the river carries enough water."
)
RIVER = (
    "How much the river will carry depends on the snow that is left in the hills. In the last dry year the mill stood "
    "still for eleven weeks, and the men were sent home on half pay."
)
TOWN = (
    "The town council has asked the power company to keep some water back behind its upper dam during July and August."
)
END = "A decision is expected at the meeting of both boards in the week after Easter, the manager added."


def check(text: str) -> list[Finding]:
    document = Document(text)
    return [finding for rule in RULES for finding in rule.check(document)]


def fixed(text: str, finding: Finding) -> str:
    assert finding.fix is not None
    assert finding.fix.safe
    (edit,) = finding.fix.edits
    return text[: edit.span.start] + edit.replacement + text[edit.span.end :]


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \n", "\n\n\n\n"])
@pytest.mark.parametrize("ending", ["", "\n"])
def test_later_copy_is_marked_and_cut(gap: str, ending: str) -> None:
    """Both places are exact, and the fix gives back the text without the copy, byte for byte."""
    clean = gap.join((MILL, RIVER, TOWN, END)) + ending
    text = gap.join((MILL, RIVER, TOWN, MILL, END)) + ending
    (finding,) = check(text)
    assert finding.code == "DUP101"
    assert finding.span.cut(text) == MILL == finding.related[0].span.cut(text)
    assert finding.span.start == text.rindex(MILL)
    assert finding.related[0].span.start == 0
    assert fixed(text, finding) == clean
    assert not check(clean)


def test_run_of_paragraphs_is_one_finding() -> None:
    """Two paragraphs that come back together are one copy."""
    text = "\n\n".join((MILL, RIVER, TOWN, MILL, RIVER, END))
    (finding,) = check(text)
    assert finding.span.cut(text) == f"{MILL}\n\n{RIVER}"


def test_interleaved_copies_are_each_found() -> None:
    """p1 p1 p2 p2: each second one is a copy of the one above it."""
    text = "\n\n".join((MILL, MILL, RIVER, RIVER, END))
    assert [finding.span.start for finding in check(text)] == [text.rindex(MILL), text.rindex(RIVER)]


def test_third_copy_names_the_first() -> None:
    """Of three copies the second and the third are marked; both name the first."""
    text = "\n\n".join((MILL, TOWN, MILL, RIVER, MILL))
    findings = check(text)
    assert [finding.related[0].span.start for finding in findings] == [0, 0]


def test_message_says_what_differs() -> None:
    """Of a near-duplicate the changed words are named, and its fix is not safe."""
    changed = RIVER.replace("eleven weeks", "nine weeks").replace("sent home", "kept")
    text = "\n\n".join((MILL, RIVER, TOWN, changed, END))
    (finding,) = check(text)
    assert finding.code == "DUP102"
    assert finding.span.cut(text) == changed
    assert '"nine" for "eleven"' in finding.message
    assert finding.fix is not None
    assert not finding.fix.safe


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join((MILL, RIVER, TOWN, END)),
        "Chorus\n\nOh, carry me over the sound,\nOh, carry me home.\n\n" + MILL + "\n\nOh, carry me over the sound,\n"
        "Oh, carry me home.",
        MILL + "\n\n" + "\n".join("> " + line for line in (MILL, RIVER)) + "\n\nI do not believe a word of it.",
        "Year  Tons  Men\n1990  400  12\n1991  400  12\n1992  410  12\n1993  400  12\n\n" + MILL,
        "Yes.\n\nYes.\n\nNo.\n\n" + TOWN,
    ],
    ids=["different", "refrain", "quoted", "table", "answers"],
)
def test_innocent_repetition_is_left_alone(text: str) -> None:
    """Refrains, quoted mail, rows of tables and short answers are no copies."""
    assert not check(text)


def test_doubled_document_is_one_finding() -> None:
    """A document that is two copies of itself is said to be so, once."""
    text = "\n\n".join((MILL, RIVER, END))
    (finding,) = check(text + "\n\n" + text)
    assert finding.code == "DUP105"
    assert fixed(text + "\n\n" + text, finding) == text


def test_a_copy_within_a_paragraph_is_not_cut() -> None:
    """Where the copy is a part of its paragraph, what stands around it would go as well: it is marked only."""
    text = f"{MILL} {RIVER}\n\n{END}\n\n{TOWN} {MILL} {RIVER} Nobody at the council wished to comment."
    (finding,) = check(text)
    assert finding.span.cut(text) == f"{MILL} {RIVER}"
    assert finding.fix is None


LIST = (
    "- Rinse the copper kettle with vinegar and salt, then with cold water.\n"
    "- Stone the plums, weigh them, and take half their weight of sugar.\n"
    "- Stir with a wooden spoon until the bottom of the kettle shows.\n"
    "- Fill the jars to the rim and turn them over while they are hot."
)


@pytest.mark.parametrize(
    ("parts", "first", "later"),
    [
        ((MILL, RIVER, TOWN, MILL, RIVER, END), (MILL, RIVER), (MILL, RIVER)),
        ((MILL, TOWN, MILL, TOWN, RIVER, END), (MILL, TOWN), (MILL, TOWN)),
        ((TOWN, LIST, MILL, RIVER, LIST, END), (LIST,), (LIST,)),
        (
            (TOWN, "Dear reader,", MILL, RIVER, "Dear reader,", MILL, END),
            ("Dear reader,", MILL),
            ("Dear reader,", MILL),
        ),
    ],
    ids=["run", "interleaved", "list", "short"],
)
def test_runs_of_blocks(parts: tuple[str, ...], first: tuple[str, ...], later: tuple[str, ...]) -> None:
    """Interleaved copies, list items and short paragraphs with long ones: one finding, both places exact."""
    text = "\n\n".join(parts)
    (finding,) = check(text)
    assert finding.code == "DUP101"
    assert finding.span.cut(text) == "\n\n".join(later)
    assert finding.related[0].span.cut(text) == "\n\n".join(first)
    again = fixed(text, finding)
    assert not check(again)


@pytest.mark.parametrize("copies", [3, 4, 7])
def test_each_of_many_copies_is_marked(copies: int) -> None:
    """p1 p1 p1: the findings cover every copy but the first; fixed one by one a single one is left."""
    text = "\n\n".join([TOWN, *[MILL] * copies, END])
    assert "".join(finding.span.cut(text) for finding in check(text)).count(MILL) == copies - 1
    while findings := check(text):
        text = fixed(text, findings[0])
    assert text == "\n\n".join((TOWN, MILL, END))


LONG = (
    "The bridge at Orrin was closed on Thursday after a barge had struck its middle pier. Divers found a crack as long "
    "as a man. The county will know by next week whether trains may cross at walking pace. Until then the passengers "
    "change into buses at Dell, which takes half an hour. Farmers who used the footway have to go round by the weir."
)


@pytest.mark.parametrize(
    "edits",
    [
        (("Thursday", "Friday"), ("found", "saw"), ("county", "state"), ("half an hour", "forty minutes")),
        (("on Thursday ", ""), ("by next week ", ""), ("at Dell, which", "at Dell, and that")),
        (("was closed", "was finally closed"), ("Divers", "Two divers"), ("have to", "now have to")),
    ],
    ids=["changed", "lost", "added"],
)
def test_changed_lost_and_added_words(edits: tuple[tuple[str, str], ...]) -> None:
    """A copy that was edited is found whole, whatever was done to its words."""
    copy = LONG
    for old, new in edits:
        copy = copy.replace(old, new)
    text = "\n\n".join((MILL, LONG, RIVER, copy, END))
    (finding,) = check(text)
    assert finding.code == "DUP102"
    assert finding.span.cut(text) == copy
    assert finding.related[0].span.cut(text) == LONG


def test_sentences_in_another_order() -> None:
    """A paragraph with its sentences moved about is a copy, and is said to be one."""
    one, two, three, four, five = (sentence + "." for sentence in LONG[:-1].split(". "))
    moved = " ".join((four, five, two, one, three))
    text = "\n\n".join((LONG, RIVER, moved, END))
    (finding,) = check(text)
    assert finding.code == "DUP102"
    assert finding.span.cut(text) == moved
    assert finding.related[0].span.cut(text) == LONG
    assert "another order" in finding.message


def test_parallel_clauses_are_no_copies() -> None:
    """Clauses that are alike by design differ in phrases, in names and figures, and are seldom alone."""
    clause = (
        "The owner of {} shall keep the sluice open from dusk to dawn, shall pay {} to the commune on St Martin's day, "
        "and shall answer for all damage that the water does {}."
    )
    filled = (
        ("the Upper Mill", "40 crowns", "between his weir and the tithe barn"),
        ("the dye works", "65 crowns and a side of bacon", "to the gardens of the almshouse"),
        ("Ferrier's sawmill", "12 crowns", "below the stone bridge and on both banks of it"),
    )
    assert not check("\n\n".join([MILL, *(clause.format(*each) for each in filled), END]))


SENTENCE = "The harbour office has ordered a second crane, which is to arrive before the end of September."


@pytest.mark.parametrize("gap", [" ", "\n\n"])
def test_repeated_sentence_names_both_places(gap: str) -> None:
    """A sentence that comes back in running text is marked where it comes back."""
    text = f"{SENTENCE} It costs a million. {TOWN}{gap}{MILL} {SENTENCE} {END}"
    (finding,) = RepeatedSentence().check(Document(text))
    assert finding.span.cut(text) == SENTENCE == finding.related[0].span.cut(text)
    assert finding.span.start == text.rindex(SENTENCE)
    assert finding.related[0].span.start == 0


@pytest.mark.parametrize(
    "text",
    [
        f"{SENTENCE} {MILL} {SENTENCE} {RIVER} {SENTENCE} {END}",
        f'{TOWN} "{SENTENCE}" {MILL} "{SENTENCE}" {END}',
        f"{SENTENCE}\n\n{MILL}\n\n{SENTENCE}\n\n{TOWN}",
        f"{TOWN} {SENTENCE}\n\n> {TOWN} {SENTENCE}\n\nI doubt it.",
    ],
    ids=["refrain", "quoted", "alone", "mail"],
)
def test_sentences_that_come_back_for_a_reason(text: str) -> None:
    """What stands three times, in quotation marks, alone on its line, or in quoted mail is left alone."""
    assert not list(RepeatedSentence().check(Document(text)))


def test_title_as_body() -> None:
    """A title that stands again as a line is cut; one that opens the first paragraph is only marked."""
    title = "Paper mill takes on forty workers"
    text = f"{title}\n\nBy Marta Lindqvist\n\n{title}\n\n{MILL}\n\n{RIVER}"
    (finding,) = TitleAsBody().check(Document(text))
    assert fixed(text, finding) == f"{title}\n\nBy Marta Lindqvist\n\n{MILL}\n\n{RIVER}"
    (finding,) = TitleAsBody().check(Document(f"{title}\n\n{title}. {MILL}\n\n{RIVER}"))
    assert finding.fix is None
    assert not list(TitleAsBody().check(Document(f"{title}\n\n{title} and says why. {MILL}\n\n{RIVER}")))


@given(st.lists(st.sampled_from([MILL, RIVER, TOWN, END, "Yes.", "7 8 9"]), min_size=1, max_size=8))
def test_cutting_ends(parts: list[str]) -> None:
    """Fixing again and again comes to a text without findings; fixing that changes nothing."""
    text = "\n\n".join(parts)
    for _ in range(12):
        safe = [finding for finding in check(text) if finding.fix and finding.fix.safe]
        if not safe:
            break
        text = fixed(text, safe[0])
    else:
        pytest.fail("fixes do not end")
    assert all(part in text for part in set(parts) if len(part) > 30)


@pytest.mark.data
def test_seeds() -> None:
    """The four documents of the main job: the doubled byline, and the story that is glued on twice."""
    if not (DATA / "seeds").exists():
        pytest.skip("the shared development data is not beside this checkout")
    texts = [path.read_text(encoding="utf-8") for path in sorted((DATA / "seeds").glob("*.txt"))]
    codes = [[finding.code for finding in check(text)] for text in texts]
    assert codes == [["DUP103"], [], [], ["DUP101"]]
    (finding,) = check(texts[3])
    assert len(finding.span) > 3000
    assert finding.related[0].span.end < finding.span.start


@pytest.mark.data
def test_clean_documents() -> None:
    """At most 2 % of clean documents have a finding of these rules that is no note (measured: 1.3 % of 2,505)."""
    panel = DATA / "dev" / "clean_panel.jsonl.xz"
    if not panel.exists():
        pytest.skip("the shared development data is not beside this checkout")
    with lzma.open(panel, "rb") as lines:
        texts = [orjson.loads(line)["text"] for line in lines][::5]
    assert sum(bool(check(text)) for text in texts) <= 0.025 * len(texts)
