"""The offending part of a body is found where a finding says it is."""

from __future__ import annotations

import hashlib

import pytest

from contracts.model import BodyStored
from contracts.report.bodies import body_view
from contracts.report.marks import Hint, spans


def stored(text: str) -> BodyStored:
    """A body as the log holds it."""
    return BodyStored(hashlib.sha256(text.encode()).hexdigest(), len(text), text=text)


def marked(text: str, *hints: Hint) -> list[str]:
    """What is marked of a body, as it is shown."""
    return [part for part, offending in body_view(stored(text), hints=hints).parts if offending]


@pytest.mark.parametrize(
    ("pointer", "part"),
    [
        ("/items/1/name", '"name": "b"'),
        ("/items/0", '{\n      "name": "a, ]"\n    }'),
        ("/items/2", "7"),
        ("/a~1b~0c", '"a/b~c": null'),
        ('/q"\\', '"q\\"\\\\": [\n    [],\n    {}\n  ]'),
        ('/q"\\/1', "{}"),
    ],
)
def test_a_json_pointer_marks_the_member_or_item(pointer: str, part: str) -> None:
    body = r'{"items": [{"name": "a, ]"}, {"name": "b"}, 7], "a/b~c": null, "q\"\\": [[], {}]}'
    assert marked(body, Hint(pointer, "")) == [part]


@pytest.mark.parametrize("pointer", ["/items/9", "/none", "/items/0/name/x", "/"])
def test_a_pointer_to_nothing_marks_nothing(pointer: str) -> None:
    assert marked('{"items": [{"name": "a"}]}', Hint(pointer, "a")) == []


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/RESULT/CODE", "<CODE>5</CODE>"),
        ("/RESULT/ROWS/ROW[2]", '<ROW id="2"/>'),
        ("/*", "<RESULT>"),
    ],
)
@pytest.mark.parametrize("declaration", ["", "<?xml version='1.0' encoding='utf-8'?>"])
def test_an_xpath_marks_the_line_of_the_element(path: str, part: str, declaration: str) -> None:
    body = '<RESULT><CODE>5</CODE><ROWS><ROW id="1"/><ROW id="2"/></ROWS></RESULT>'
    assert marked(declaration + body, Hint(f"xpath {path}", "")) == [part]


@pytest.mark.parametrize("path", ["/NONE", "not an xpath [", "count(/*)"])
def test_an_xpath_to_nothing_marks_nothing(path: str) -> None:
    assert marked("<A><B/></A>", Hint(f"xpath {path}", "")) == []


@pytest.mark.parametrize(
    ("observed", "parts"),
    [
        ("17", ["17"]),
        ("'17'", ["17"]),
        ("REQUESTID '17' and CODE '5'", ["17", "5"]),
        ("elsewhere", []),
        ("", []),
        ("1", []),
    ],
)
def test_what_was_observed_is_marked_where_it_stands(observed: str, parts: list[str]) -> None:
    assert marked("<A><ID>17</ID><CODE>5</CODE></A>", Hint("", observed)) == parts


def test_what_stands_everywhere_is_not_marked() -> None:
    assert marked(" ".join(["again"] * 50), Hint("", "again")) == []


def test_a_status_or_header_marks_nothing_of_the_body() -> None:
    assert marked('{"status": 200}', Hint("status", "200")) == []


def test_marks_are_in_order_and_disjoint() -> None:
    hints = (Hint("/b", ""), Hint("", "two"), Hint("/a", ""), Hint("", '"b": "two"'))
    found = spans('{"a": "one", "b": "two"}', hints)
    assert found == ((1, 11), (13, 23))


def test_of_a_long_part_the_first_line_is_marked() -> None:
    assert marked(f'{{"a": {list(range(2000))}}}', Hint("/a", "")) == ['"a": [']


def test_a_long_body_is_shown_around_the_mark() -> None:
    body = "[" + ",".join(f'"{number:06}"' for number in range(5000)) + "]"
    view = body_view(stored(body), hints=(Hint("/4000", ""),))
    assert [part for part, offending in view.parts if offending] == ['"004000"']
    assert "003999" in view.text
    assert len(view.text) <= 16 * 1024
    assert "only 16,384 characters from the" in view.note
