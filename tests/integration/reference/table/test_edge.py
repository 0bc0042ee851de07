"""Rows around a server: what they change of requests and replies, and when."""

from __future__ import annotations

import asyncio
import json
from base64 import b64encode
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from contracts.reference import Fault, ReferenceApi
from contracts.reference.table import enter_rows

HEADER = "id violates kind when place operator argument related summary".replace(" ", "\t")
BASIC = f"Basic {b64encode(b'ann:secret').decode()}"


class Told(NamedTuple):
    """A reply."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        """The value of the body."""
        return json.loads(self.body)


class Mirror:
    """A server that answers with what it is asked, and counts."""

    asked = 0

    def __init__(self, clock: Any) -> None:
        self.clock = clock

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        body = (await receive())["body"]
        self.asked += 1
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        answer = {
            "method": scope["method"],
            "path": scope["path"],
            "query": scope["query_string"].decode(),
            "headers": headers,
            "sent": body.decode(),
            "number": self.number(),
            "people": [{"name": "Zoë", "age": 7}, {"name": "Bob", "age": 9}],
        }
        content, media = json.dumps(answer, ensure_ascii=False).encode(), b"application/json"
        if scope["path"] == "/xml":
            content, media = (
                b"<all><one id='1'>Zo\xc3\xab</one><one id='2'>Bob</one></all>",
                b"text/xml",
            )
        start = {"type": "http.response.start", "status": 404 if "lost" in scope["path"] else 200}
        length = str(len(content)).encode()
        fields = [(b"Content-Type", media), (b"Content-Length", length)]
        await send({**start, "headers": fields})
        shown = b"" if scope["method"] == "HEAD" else content
        await send({"type": "http.response.body", "body": shown})

    def number(self) -> int:
        """How many there have been."""
        return self.asked


def _told(app: Any, asked: str, body: bytes = b"", **headers: str) -> Told:
    method, _, target = asked.partition(" ")
    path, _, query = target.partition("?")
    fields = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode()}
    told: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        told.append(message)

    asyncio.run(app({**scope, "headers": fields}, receive, send))
    start, end = told
    names = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Told(start["status"], names, end["body"])


@pytest.fixture
def server(tmp_path: Path) -> Any:
    """A server with one change: when, place, operator and argument, parted by bars."""

    def made(*changes: str) -> Any:
        found: dict[str, Fault] = {}
        lines = [HEADER]
        for number, change in enumerate(changes):
            cells = change.split("|")
            facts = "\t\t" if number else "one\tD-1\tomitted"
            lines.append("\t".join([facts, *(one.replace("!", "|") for one in cells), "", "No."]))
        (tmp_path / "x.tsv").write_text("\n".join(lines), encoding="utf-8")
        enter_rows(found, Fault, str(tmp_path / "x.py"), Mirror)
        return ReferenceApi(server=Mirror, faults=found, api="demo").composed(["one"], ())(None)

    return made


def test_members_of_replies(server: Any) -> None:
    for change, place, said in [
        ("/number|drop|", "number", None),
        ("/number|set|5", "number", 5),
        ("/number|set|five", "number", "five"),
        ("/number|text|", "number", "1"),
        ("/number|add|3", "number", 4),
        ('/number|map|{"1": "one"}', "number", "one"),
        ("/path|wrap|href", "path", {"href": "/a"}),
        ("/path|replace|^/(.) => \\1\\1", "path", "aa"),
        ("/path|format|{method}-{}", "path", "GET-/a"),
        ("/path|copy|method", "path", "GET"),
        ("/more|put|null", "more", None),
        ("/path|rename|way", "way", "/a"),
        ("/people|capped|1", "people", [{"name": "Zoë", "age": 7}]),
        ("/people/*/age|drop|", "people", [{"name": "Zoë"}, {"name": "Bob"}]),
        ("/people/*|only|age", "people", [{"age": 7}, {"age": 9}]),
        ("/people/0/name|cut|", "people", [{"name": "Zo", "age": 7}, {"name": "Bob", "age": 9}]),
    ]:
        said_now = _told(server(f"|{change}"), "GET /a").said
        assert said_now.get(place) == said, change
        assert (place in said_now) == (said is not None or "more" in change), change


def test_replies_as_a_whole(server: Any) -> None:
    told = _told(server("|reply|answer|403 Not today."), "GET /a")
    assert (told.status, told.headers["content-type"]) == (403, "text/html; charset=utf-8")
    assert b"<body>Not today.</body>" in told.body
    assert told.headers["content-length"] == str(len(told.body))
    app = server("|request|answer|200 application/json {}")
    assert (_told(app, "GET /a").said, app.asked) == ({}, 0)
    told = _told(server("|reply|answer|302", "|header location|put|/b"), "GET /a")
    assert (told.status, told.headers["location"], told.body) == (302, "/b", b"")
    assert _told(server("|status|set|201"), "GET /a").status == 201
    assert _told(server("|media|set|text/plain"), "GET /a").headers["content-type"] == "text/plain"
    told = _told(server("|body|recode|iso-8859-1"), "GET /a")
    assert "Zoë".encode("iso-8859-1") in told.body
    assert told.headers["content-length"] == str(len(told.body))


def test_replies_of_before(server: Any) -> None:
    for operator, said in {"frozen": [1, 1, 1], "stale": [1, 1, 2]}.items():
        app = server(f"|reply|{operator}|")
        assert [_told(app, "GET /a").said["number"] for _ in range(3)] == said
    app = server("method PUT|effect|forgotten|")
    assert [_told(app, "PUT /a").said["number"] for _ in range(2)] == [1, 1]
    assert app.asked == 1
    app = server("|effect|twice|")
    assert (_told(app, "PUT /a").said["number"], app.asked) == (2, 2)


def test_a_head_keeps_its_length(server: Any) -> None:
    told = _told(server("|/number|drop|"), "HEAD /a")
    assert told.body == b""
    assert int(told.headers["content-length"]) > 100


def test_requests(server: Any) -> None:
    for change, place, said in [
        ("query a|drop|", "query", "b=2"),
        ("query *|drop|", "query", ""),
        ("query a|set|5", "query", "a=5&b=2"),
        ("query c|set|5", "query", "a=x%2Cy&b=2"),
        ("query c|default|5", "query", "a=x%2Cy&b=2&c=5"),
        ("query a|rename|d", "query", "d=x%2Cy&b=2"),
        ("query a|part|0 ,", "query", "a=x&b=2"),
        ("query b|add|-1", "query", "a=x%2Cy&b=1"),
        ("ask path|replace|a => ü", "path", "/ü"),
        ("ask method|set|GET", "method", "GET"),
        ("ask body|upper|", "sent", '{"A": 1}'),
        ("ask /a|drop|", "sent", "{}"),
    ]:
        told = _told(server(f"|{change}"), "PUT /a?a=x,y&b=2", b'{"a": 1}', content_length="8")
        assert told.said[place] == said, change
    told = _told(server("|ask /a|set|longer"), "PUT /a", b'{"a": 1}', content_length="8")
    assert told.said["headers"] == {"content-length": "14"}
    told = _told(server("|credentials|login|ann:secret"), "GET /a", authorization="Bearer x")
    assert told.said["headers"] == {"authorization": BASIC}
    told = _told(server("|ask header accept|put|text/html"), "GET /a")
    assert told.said["headers"] == {"accept": "text/html"}


def test_xml(server: Any) -> None:
    for change, said in [
        ("/all/one|drop|", "<all/>"),
        ("/all/one/@id|suffix|0", '<one id="10">'),
        ("/all/one|format|({})", "(Bob)"),
        ("/all|reversed|", '<one id="2">Bob</one><one id="1">'),
        ("/none|drop|", "<one id='2'>"),
    ]:
        assert said in _told(server(f"|{change}"), "GET /xml").body.decode(), change


def test_conditions(server: Any) -> None:
    for when, hit in {
        "": True,
        "method PUT": True,
        "method GET!PUT, path /a*": True,
        "not method PUT": False,
        "path /b": False,
        "query a": True,
        "query a=x*": True,
        "query z": False,
        "later": True,
        "header accept=*html*": True,
        "not header cookie": True,
        "sent /x/y=1": True,
        "sent /x/z": False,
        "sent body=*y*": True,
        "user ann": True,
        "password secret": True,
        'password ""': False,
        "status 2*": True,
        "successes": True,
        "errors": False,
        "reply /number=1": True,
        "reply /people/*/age>8": True,
        "reply /people/*/age>9": False,
        "reply body=*Bob*": True,
        "head": False,
        "from 2": False,
        "until 1": True,
    }.items():
        told = _told(
            server(f"{when}|status|set|299"),
            "PUT /abc?a=xyz&offset=5",
            b'{"x": {"y": 1}}',
            accept="text/html",
            authorization=BASIC,
        )
        assert (told.status == 299) is hit, when


def test_a_method_may_look_at_the_request(server: Any) -> None:
    app = server("query a|number()|returns|0")
    assert _told(app, "GET /a?a=1").said["number"] == 0
    assert _told(app, "GET /a").said["number"] == 2


def test_what_is_no_exchange_passes(server: Any) -> None:
    async def served() -> Any:
        return await server("|/number|drop|")({"type": "lifespan"}, None, None)

    with pytest.raises(TypeError):
        asyncio.run(served())
