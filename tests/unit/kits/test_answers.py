"""Answers, and the bodies of XML APIs."""

from __future__ import annotations

import pytest
from lxml import etree

from contracts.kit import Answer, Exchange, Inconclusive, Request, Response, XmlApi


def _answer(body: bytes, status: int = 200, media: str = "application/xml") -> Answer:
    response = Response(status, "", (("Content-Type", media), ("Location", "/a/1")), body)
    return Answer(Exchange("1", "lab", Request("GET", "http://h/a"), response, None, 0.0, 0.0))


class Api(XmlApi):
    """A vocabulary without a target."""

    def __init__(self) -> None:
        """Nothing is sent."""


def test_an_answer_is_read_as_json_and_as_xml() -> None:
    one = _answer(b'{"a": 1}', 201)
    assert (one.status, one.accepted, one.members, one.root) == (201, True, {"a": 1}, None)
    assert one.header("location") == "/a/1"
    other = _answer(b"<a><b>c</b></a>")
    assert other.body is None
    assert other.members == {}
    assert other.root is not None
    assert other.root.tag == "a"


def test_no_answer_is_one_without_a_status() -> None:
    none = Answer(Exchange("1", "lab", Request("GET", "http://h/a"), None, None, 0.0, 0.0))
    assert (none.status, none.accepted, none.raw, none.body) == (0, False, b"", None)
    assert str(none) == "no response"
    with pytest.raises(Inconclusive, match="the list was refused: no response"):
        none.needed("the list")


def test_elements_are_found_in_a_success() -> None:
    api = Api()
    answer = _answer(b"<users><user>Ann</user><user/></users>")
    assert [one.text for one in api.elements(answer, "user")] == ["Ann", None]
    assert api.text(answer, "user") == "Ann"
    assert api.text(answer, "group") == ""
    for bad, reason in ((_answer(b"<a/>", 404), "was refused: 404"), (_answer(b"{}"), "is no XML")):
        with pytest.raises(Inconclusive, match=reason):
            api.elements(bad, "user")


def test_an_element_is_sent_with_a_declaration() -> None:
    headers, body = Api().encoded(etree.fromstring("<a>ü</a>"))
    assert headers == (("Content-Type", "application/xml"),)
    assert body == "<?xml version='1.0' encoding='utf-8'?>\n<a>ü</a>".encode()
    assert Api().encoded(b"<a/>")[1] == b"<a/>"
