"""Tables of faults: what is read, how a row is bound, and how what is wrong is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from contracts.model import ConfigurationError
from contracts.reference import Fault, Liberty, ManualClock, MockServer, ReferenceApi
from contracts.reference.table import enter_rows

HEADER = "id violates kind when place operator argument related summary".replace(" ", "\t")


class Demo:
    """A server that is asked for words."""

    most = 3
    moods: Mapping[str, list[str]] = MappingProxyType({"day": ["busy", "calm"]})

    def __init__(self, clock: Any) -> None:
        self.clock = clock

    def words(self, number: int, state: str = "ready") -> list[str]:
        """So many words."""
        return [f"{state} {one}" for one in range(min(number, self.most))]

    def nothing(self, number: int) -> list[str]:
        """No words."""
        return [f"none of {number}"]


@pytest.fixture
def enter(tmp_path: Path) -> Callable[..., dict[str, Fault]]:
    """Faults of the lines of a table; cells are parted by bars."""

    def entered(*lines: str, header: str = HEADER) -> dict[str, Fault]:
        found: dict[str, Fault] = {}
        text = "\n".join([header, *(line.replace("|", "\t").replace("!!", "|") for line in lines)])
        (tmp_path / "words.tsv").write_text(text + "\n", encoding="utf-8")
        enter_rows(found, Fault, str(tmp_path / "__init__.py"), Demo)
        return found

    return entered


def _server(faults: dict[str, Fault], *names: str) -> Any:
    return ReferenceApi(server=Demo, faults=faults, api="demo").composed(names, ())(ManualClock())


def test_a_row_is_a_fault_with_a_mixin(enter: Any) -> None:
    faults = enter(
        "# a remark",
        "",
        "none|D-1|omitted||words()|empty||D-2 D-3|No words.",
        "loud|D-2|wrong-value||words() /*|upper|||All words are loud.",
        "|||given number>1|words() /0|suffix|!",
    )
    assert [(one.id, one.violates, one.related, one.summary) for one in faults.values()] == [
        ("none", "D-1", "D-2 D-3", "No words."),
        ("loud", "D-2", "", "All words are loud."),
    ]
    assert faults["none"].mixin.__module__.endswith(".words")
    assert _server(faults, "none").words(2) == []
    assert _server(faults, "loud").words(1) == ["READY 0"]
    assert _server(faults, "loud").words(2) == ["READY 0!", "READY 1"]
    assert _server(faults, "loud", "none").words(2) == []


def test_alternatives_make_a_row_of_each(enter: Any) -> None:
    faults = enter(
        "{one!!two}-less|D-{!!2}|ignored|given state={old!!new}|words()|capped|{1!!2}||In {a!!b}.",
        "|||given number>5|words() /0|upper|",
    )
    assert [(one.id, one.violates, one.summary) for one in faults.values()] == [
        ("one-less", "D-", "In a."),
        ("two-less", "D-2", "In b."),
    ]
    server = _server(faults, "two-less")
    assert server.words(3, "old") == ["old 0", "old 1", "old 2"]
    assert server.words(6, "new") == ["NEW 0", "new 1"]
    with pytest.raises(ConfigurationError, match=r":2: violates: \{x\|y\|z\} has to have 2"):
        enter("{a!!b}|{x!!y!!z}|omitted||words()|empty|||No.")


def test_rows_are_switched_while_a_server_serves(enter: Any) -> None:
    faults = enter("less|D-1|wrong-value||words(number)|set|1||One word at most.")
    mock = MockServer(ReferenceApi(server=Demo, faults=faults, api="demo"))
    (made,) = mock._made
    assert mock.switch(faults=["less"])
    assert made.words(3) == ["ready 0"]
    assert mock.switch(faults=[])
    assert len(made.words(3)) == 3


def test_every_form_of_a_seam(enter: Any) -> None:
    forms = {
        "words()|returns|[1]": [1],
        "words()|calls|nothing": ["none of 2"],
        "words()|calls|nothing(7)": ["none of 7"],
        'words()|calls|nothing("{state} {number}")': ["none of ready 2"],
        "words()|gives|self.most": 3,
        "words() /1|gives|self.most": ["ready 0", 3],
        "words(state)|gives|self.moods.first.first": ["busy 0", "busy 1"],
        "words()|last-lost|": ["ready 0"],
        "words() /1|drop|": ["ready 0"],
        "words(state)|upper|": ["READY 0", "READY 1"],
        "words(number)|add|-1": ["ready 0"],
        "self.most|set|1": ["ready 0"],
    }
    for form, said in forms.items():
        faults = enter(f"one|D-1|wrong-value||{form}||Something.")
        assert _server(faults, "one").words(2) == said, form


def test_a_row_calls_what_another_row_changes(enter: Any) -> None:
    faults = enter(
        "none|D-1|omitted||words()|calls|nothing||None.",
        "twice|D-2|wrong-value||nothing() /0|upper|||Loud.",
    )
    assert _server(faults, "none", "twice").words(2) == ["NONE OF 2"]
    assert _server(faults, "twice", "none").words(2) == ["NONE OF 2"]


def test_seams_that_remember(enter: Any) -> None:
    for operator, said in {
        "stale": [1, 1, 2],
        "frozen": [1, 1, 1],
    }.items():
        faults = enter(f"one|D-1|stale||words()|{operator}|||Something.")
        server = _server(faults, "one")
        assert [len(server.words(number)) for number in (1, 2, 3)] == said, operator


def test_calls_are_counted(enter: Any) -> None:
    for when, said in {
        "from 3": [True, True, False, False],
        "until 1": [False, True, True, True],
        "given number=1, from 2": [True, False, False, False],
    }.items():
        server = _server(enter(f"one|D-1|only-sometimes|{when}|words()|empty|||No."), "one")
        assert [bool(server.words(1)) for _ in range(4)] == said, when


def test_conditions_at_seams(enter: Any) -> None:
    for when, hit in {
        "given state=ready": True,
        "given state=r*!!x": True,
        "given state=bus\\*": False,
        "not given state=ready": False,
        "given number<2": False,
        "given number>1": True,
        "given self.most=3": True,
        "given state": True,
        "given state=(?i)READY": True,
        "given state.length>4": True,
        "given state.ascii=false": False,
        "result /0=ready 0": True,
        'result=["ready 0","ready 1"]': True,
        "result /5": False,
        "given number=2, given state=busy": False,
    }.items():
        server = _server(enter(f"one|D-1|omitted|{when}|words()|empty|||No."), "one")
        assert (server.words(2) == []) is hit, when


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("one|D-1|omited||words()|empty|||No.", "kind: 'omited' is none (did you mean 'omitted'"),
        ("one|D-1|omitted||words()|emty|||No.", "operator: 'emty' is none here (did you mean"),
        ("one|D-1|omitted||wrds()|empty|||No.", "place: Demo has no method 'wrds' (did you mean"),
        ("one|D-1|omitted||words(n)|empty|||No.", "place: words has no argument 'n'"),
        ("one|D-1|omitted||word|empty|||No.", "place: 'word' is no place; there are: /member,"),
        ("one|D-1|omitted||self.least|set|1||No.", "place: Demo has no attribute 'least'"),
        ("one|D-1|omitted|given x|words()|empty|||No.", "when: words has no argument 'x'"),
        ("one|D-1|omitted|if it rains|words()|empty|||No.", "when: 'if it rains' is no condition"),
        ("one|D-1|omitted|from three|words()|empty|||No.", "when: 'from three': from takes a"),
        ("one|D-1|omitted|given x<y|words()|empty|||No.", "which is no number"),
        ("one|D-1|omitted|method|/a|drop|||No.", "when: 'method' takes a value, such as GET"),
        ("one|D-1|omitted|given x|/a|drop|||No.", "when: 'given' and 'result' are for the methods"),
        ("one|D-1|omitted|status 200|query a|drop|||No.", "when: what is asked is changed before"),
        (
            "one|D-1|omitted|reply /a|words()|empty|||No.",
            "when: a method of the server runs before",
        ),
        ("one|D-1|omitted||/a|map|1||No.", "argument: map: it takes an object"),
        ("one|D-1|omitted||/a|drop|1||No.", "argument: drop: it takes no argument"),
        ("one|D-1|omitted||/a|replace|(||No.", "argument: replace: it takes PATTERN => TEXT"),
        ("one|D-1|omitted||words()|calls|silence||No.", "argument: Demo has no method 'silence'"),
        ("one|D-1|omitted||words()|calls|nothing(a)||No.", "the values are no JSON"),
        ("one|D-1|omitted||words()|empty|||", "summary: one has none"),
        ("|D-1|omitted||words()|empty|||No.", "id: the first row has none"),
        ("a|b|c|d|e|f|g|h|i|j", "10 cells, and 9 columns"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(enter: Any, line: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        enter("fine|D-1|omitted||words()|empty|||No words.", line) if line[0] != "|" else enter(
            line
        )
    place, text = str(caught.value).split("words.tsv:", 1)
    assert place.endswith("/")
    assert text.startswith("2: " if line[0] == "|" else "3: ")
    assert said in text


def test_wrong_columns_and_ids(enter: Any, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r":1: there is no column 'wen' \(did you mean"):
        enter(header=HEADER.replace("when", "wen"))
    with pytest.raises(ConfigurationError, match=":1: the column 'related' is missing"):
        enter(header=HEADER.replace("related\t", ""))
    row = "one|D-1|omitted||words()|empty|||No."
    with pytest.raises(ConfigurationError, match=":3: id: 'one' is there already"):
        enter(row, row)
    header = "id ambiguity choice when place operator argument summary".replace(" ", "\t")
    table = f"{header}\na\t\tx\t\tself.most\tset\t9\tMore."
    (tmp_path / "words.tsv").write_text(table, encoding="utf-8")
    liberties: dict[str, Liberty] = {}
    enter_rows(liberties, Liberty, str(tmp_path / "words.py"), Demo)
    assert (liberties["a"].choice, liberties["a"].ambiguity) == ("x", None)
