"""A secret is taken out in every spelling, and nothing else is."""

from __future__ import annotations

import json
import time
from base64 import b64decode, b64encode, urlsafe_b64encode
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

import pytest

from contracts.catalogue import load
from contracts.model import (
    BearerAuth,
    Judged,
    Observed,
    Outcome,
    RunFinished,
    RunStarted,
    Secret,
    TargetDescribed,
)
from contracts.report import collect, write_reports
from contracts.wire import Redactor

SECRET = 'Pä ss/&<"\\word9?'  # made up for these tests
HALF = len(SECRET) // 2


def _all_of(form: str) -> str:
    return "".join(form.format(ord(one)) for one in SECRET)


def forms() -> dict[str, str]:
    """Each form by its name, as text."""
    raw = SECRET.encode()
    return {
        "plain": SECRET,
        "other case": SECRET.swapcase(),
        "upper case": SECRET.upper(),
        "reversed": SECRET[::-1],
        "base64": b64encode(raw).decode(),
        "base64 within, 1": b64encode(b"a" + raw + b"z").decode(),
        "base64 within, 2": b64encode(b"ab" + raw + b"zy").decode(),
        "base64 of URLs": urlsafe_b64encode(b"ab" + raw).decode(),
        "base64, percent-encoded": quote(b64encode(raw + b"z").decode(), safe=""),
        "hexadecimal": raw.hex(),
        "hexadecimal, upper case": raw.hex().upper(),
        "percent-encoded": quote(SECRET, safe=""),
        "percent-encoded, lower case": quote(SECRET, safe="").lower(),
        "percent-encoded throughout": "".join(f"%{one:02X}" for one in raw),
        "percent-encoded twice": quote(quote(SECRET, safe=""), safe=""),
        "form": quote_plus(SECRET),
        "JSON": json.dumps(SECRET)[1:-1],
        "JSON, not ASCII": json.dumps(SECRET, ensure_ascii=False)[1:-1],
        "JSON, slashes escaped": json.dumps(SECRET)[1:-1].replace("/", "\\/"),
        "JSON in JSON": json.dumps(json.dumps(SECRET))[1:-1],
        "Unicode escapes": _all_of("\\u{:04x}"),
        "Unicode escapes in braces": _all_of("\\u{{{:x}}}"),
        "escapes of bytes": _all_of("\\x{:02x}"),
        "decimal references": _all_of("&#{};"),
        "decimal references, zeros": _all_of("&#00{};"),
        "hexadecimal references": _all_of("&#x{:X};"),
        "XML": escape(SECRET),
        "XML attribute": escape(SECRET, {'"': "&quot;"}),
        "HTML names": SECRET.replace("&", "&amp;").replace("ä", "&auml;").replace("/", "&sol;"),
        "XML twice": escape(escape(SECRET)),
    }


def as_bytes() -> dict[str, bytes]:
    """Each form as it may stand in a body."""
    found = {name: text.encode() for name, text in forms().items()}
    found["Latin-1"] = SECRET.encode("latin-1")
    found["UTF-16, little endian"] = SECRET.encode("utf-16-le")
    found["UTF-16, big endian"] = SECRET.encode("utf-16-be")
    return found


def knowing(*values: str) -> Redactor:
    redactor = Redactor()
    for value in values:
        redactor.learn(BearerAuth(Secret(value, "$T")))
    return redactor


@pytest.mark.parametrize("form", as_bytes())
def test_a_body(form: str) -> None:
    data = as_bytes()[form]
    clean = knowing(SECRET).body(b'{"a": "' + data + b'", "b": 1}')
    assert b"[secret]" in clean
    assert data not in clean
    assert clean.startswith(b'{"a": "')
    assert clean.endswith(b'", "b": 1}')
    if form.startswith("base64 "):  # what does not come of the secret may stay
        assert len(clean) < len(data) + 30


@pytest.mark.parametrize("form", forms())
def test_a_text(form: str) -> None:
    text = forms()[form]
    clean = knowing(SECRET).text(f"observed ä {text}, not b")
    assert clean.startswith("observed ä ")
    assert clean.endswith(", not b")
    assert "[secret]" in clean
    assert text not in clean


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("admin", "Admin ADMIN nimda administrator1"),
        ("password", "a pass, a word, pass and word"),
        ("testuser", "user test"),
        ("hunter22", "the hunter has 22"),
        ("abcd", "ABCD dcba"),
    ],
)
def test_harmless_words_stay(value: str, text: str) -> None:
    redactor = knowing(value)
    halves = redactor.halves(text.encode())
    expected = "Admin ADMIN nimda [secret]istrator1" if value == "admin" else text
    assert redactor.text(text, halves) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [(SECRET[:HALF], SECRET[HALF:]), (SECRET[:4], SECRET[4:]), (SECRET[:-4], SECRET[-4:])],
)
def test_a_secret_in_two_parts_of_one_reply(
    serve: Any, wire: Any, log: Any, first: str, second: str
) -> None:
    body = f'{{"a": "{second}"}}'.encode()
    head = f"HTTP/1.1 200 OK\r\nX-One: {first}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    one = wire(serve(head + body).url, auth=BearerAuth(Secret("token-of-ours", "$T")))
    one.send("GET", "/", auth=BearerAuth(Secret(SECRET, "$P")))
    stored, exchange = log()
    assert stored["text"] == '{"a": "[secret]"}'
    assert exchange["response"]["headers"][0] == ["X-One", "[secret]"]


def test_one_part_alone_is_no_secret(serve: Any, wire: Any, log: Any) -> None:
    half = SECRET[:HALF].encode()
    reply = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(half), half)
    wire(serve(reply).url, auth=BearerAuth(Secret(SECRET, "$P"))).send("GET", "/")
    assert log()[0]["text"] == SECRET[:HALF]


def test_a_body_that_is_no_text(serve: Any, wire: Any, log: Any) -> None:
    body = b"\0\0" + SECRET.encode("utf-16-be") + b"\0\xff"
    reply = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    wire(serve(reply).url, auth=BearerAuth(Secret(SECRET, "$P"))).send("GET", "/")
    assert SECRET.encode("utf-16-be") not in b64decode(log()[0]["base64"])


def test_time_grows_with_the_length_alone() -> None:
    redactor = knowing(SECRET, "another-secret-1")

    def once(data: bytes) -> float:
        began = time.process_time()
        redactor.body(data)
        return time.process_time() - began

    def seconds(count: int) -> float:
        data = b"%41&#66;\\u0043 another-secret " * count
        return min(once(data) for _ in range(3))

    seconds(100)
    assert seconds(20_000) < 12 * max(seconds(4_000), 0.001)


def test_no_form_reaches_any_file_of_a_run(
    serve: Any, wire: Any, recorder: Any, tmp_path: Path
) -> None:
    catalogue = load("voss").catalogue
    requirement = next(iter(catalogue.requirements))
    recorder.emit(RunStarted("0.1.0", "2026-05-01T10:00:00Z", 7, "standard"))
    place = "http://lab.test"
    recorder.emit(TargetDescribed("t", "voss", "Lab", place, "write", catalogue.digest, {}, {}))
    auth = BearerAuth(Secret(SECRET, "$P"))
    for name, data in as_bytes().items():
        line = data.replace(b"\r", b"").replace(b"\n", b"").replace(b"\0", b"")
        body = b"<" + data + b">"
        head = b"HTTP/1.1 401 %s\r\nX-Echo: %s\r\nX-Short: %s\r\nContent-Length: %d\r\n\r\n"
        server = serve(head % (line, line, line[:-1], len(body)) + body)
        one = wire(server.url, auth=auth)
        exchange = one.send("GET", "/", query=[("q", data.decode("latin-1"))])
        text = data.decode("utf-8", "replace")
        recorder.emit(
            Judged(
                "t",
                requirement,
                f"test[{name}]",
                Outcome.VIOLATION,
                f"it says {text}",
                f"not {text}",
                f"seen: {text}",
                (exchange.id,),
            )
        )
        recorder.emit(Observed("t", requirement, "test", f"{name}: {text}"))
    recorder.emit(RunFinished(1.0))
    catalogues = {"voss": catalogue}
    write_reports(tmp_path, collect(tmp_path, catalogues), catalogues)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 6
    wanted = {name: data for name, data in as_bytes().items() if "within" not in name}
    for path in files:
        written = path.read_bytes()
        found = [name for name, data in wanted.items() if data in written]
        assert not found, (path.name, found)
