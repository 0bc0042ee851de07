"""Expected against observed, in the syntax of the documents themselves."""

from __future__ import annotations

import json

import pytest

from contracts.report.changes import changes


def lines(expected: str, observed: str) -> list[str]:
    """The lines with their signs."""
    return [f"{one.sign} {one.text}" for one in changes(expected, observed)]


def test_members_are_compared_whatever_their_order() -> None:
    assert lines('{"id": 1, "name": "Ann"}', '{"name": "Bo", "id": 1}') == [
        "  {",
        '    "id": 1,',
        '-   "name": "Ann"',
        '+   "name": "Bo"',
        "  }",
    ]


def test_elements_are_compared() -> None:
    assert lines("<a><b>1</b><c/></a>", "<a><b>2</b><c/></a>") == [
        "  <a>",
        "-   <b>1</b>",
        "+   <b>2</b>",
        "    <c/>",
        "  </a>",
    ]


def test_of_lists_what_is_missing_and_too_many_is_named_by_its_key_ten_at_most() -> None:
    users = [{"name": f"U{n}", "id": n} for n in range(15)]
    shown = lines(json.dumps(users[:3]), json.dumps(users[2:]))
    assert shown[0] == "  3 items expected, 13 observed"
    assert shown[1:3] == ['- {"id":0,"name":"U0"}', '- {"id":1,"name":"U1"}']
    assert len([one for one in shown if one.startswith("+ {")]) == 10
    assert shown[-1] == "+ … and 2 more"


@pytest.mark.parametrize(
    ("expected", "observed"),
    [
        ("50", "51"),
        ("", "{}"),
        ('{"a": 1}', "<a/>"),
        ('{"a": 1}', '{"a": … (900 more characters)'),
        ("<a>", "<b>"),
        ("\ud800", "{}"),
    ],
)
def test_what_is_no_document_has_no_difference(expected: str, observed: str) -> None:
    assert changes(expected, observed) == ()


def test_entities_are_not_read() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert "root:" not in "".join(lines(bomb, "<a/>"))
