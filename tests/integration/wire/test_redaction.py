"""No secret reaches the record, in whatever form a target or a test repeats it."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

import pytest

from contracts.model import BasicAuth, BearerAuth, Judged, Outcome, Secret
from contracts.wire import Recorder, Redactor

SECRET = 'pä ss/&<"\\9'  # made up for these tests
RAW = SECRET.encode()
FORMS = {
    "plain": SECRET,
    "base64": b64encode(RAW).decode(),
    "basic": b64encode(b"admin:" + RAW).decode(),
    "another user's basic": b64encode(b"ad:" + RAW + b":x").decode(),
    "url": quote(SECRET, safe=""),
    "url, lower case": quote(SECRET, safe="")
    .replace("%2F", "%2f")
    .replace("%C3%A4", "%c3%a4")
    .replace("%3C", "%3c")
    .replace("%5C", "%5c"),
    "form": quote_plus(SECRET),
    "json": json.dumps(SECRET, ensure_ascii=False)[1:-1],
    "xml": escape(SECRET),
}


def reply(body: bytes, header: bytes = b"") -> bytes:
    return (
        b"HTTP/1.1 200 OK\r\nX-Echo: "
        + header
        + b"\r\nContent-Length: "
        + str(len(body)).encode()
        + b"\r\n\r\n"
        + body
    )


@pytest.mark.parametrize("form", FORMS)
def test_echoes(serve: Any, wire: Any, log: Any, form: str) -> None:
    text = FORMS[form]
    server = serve(reply(b"<" + text.encode() + b">", text.encode()))
    one = wire(server.url, auth=BasicAuth("admin", Secret(SECRET, "$P")))
    exchange = one.send(
        "GET", "/", query=f"a={text}", headers=[("X-Own", text)], body=text.encode()
    )
    assert exchange.response.body == b"<" + text.encode() + b">"
    events = log()
    written = json.dumps(events, ensure_ascii=False)
    assert text not in written
    assert json.dumps(text, ensure_ascii=False)[1:-1] not in written
    bodies = [event["text"] for event in events if event["event"] == "body"]
    recorded = events[-1]
    if form != "another user's basic":
        assert bodies == ["[secret]", "<[secret]>"]
        assert ["X-Own", "[secret]"] in recorded["request"]["headers"]
        assert ["X-Echo", "[secret]"] in recorded["response"]["headers"]
    assert "[secret]" in recorded["request"]["url"] or form in {"plain", "json", "xml"}


def test_events_of_tests_are_redacted_but_not_torn(tmp_path: Any, log: Any) -> None:
    recorder = Recorder(tmp_path)
    for value in ("judged", "VOSS-1", "pass"):
        recorder.redactor.learn(BearerAuth(Secret(value, "$T")))
    recorder.emit(
        Judged("t", "VOSS-1", "a[judged]", Outcome.PASS, "judged as VOSS-1", observed="pass")
    )
    recorder.close()
    assert log() == [
        {
            "event": "judged",
            "target": "t",
            "requirement": "VOSS-1",
            "test": "a[judged]",
            "outcome": "pass",
            "reason": "[secret] as [secret]",
            "observed": "[secret]",
        }
    ]


def test_a_tests_own_credential_header_with_the_secret_in_it(
    serve: Any, wire: Any, log: Any
) -> None:
    one = wire(serve().url, auth=BasicAuth("admin", Secret("abc", "$P")))
    blob = b64encode(b"admin:abcd").decode()
    one.send("GET", "/", headers=[("Authorization", f"Basic {blob}")])
    assert ["Authorization", "Basic [redacted]"] in log()[-1]["request"]["headers"]


def test_a_secret_that_is_too_short_is_hidden_by_type_only(serve: Any, wire: Any, log: Any) -> None:
    server = serve(reply(b"an abc"))
    wire(server.url, auth=BearerAuth(Secret("abc", "$T"))).send("GET", "/")
    assert log()[0]["text"] == "an abc"
    assert ["Authorization", "Bearer [redacted]"] in log()[-1]["request"]["headers"]


def test_a_failure_message(serve: Any, wire: Any, log: Any) -> None:
    server = serve(b"hunter22 here\r\n\r\n")
    one = wire(server.url, auth=BearerAuth(Secret("hunter22", "$T")))
    exchange = one.send("GET", "/", failures="return")
    assert exchange.failure.message.endswith('its status line is "[secret] here"')
    assert "hunter22" not in json.dumps(log())


def test_a_secret_that_a_test_made_up_is_hidden_by_type_only(
    serve: Any, wire: Any, log: Any
) -> None:
    one = wire(serve(reply(b"wrong")).url)
    for _ in range(2):
        one.send("GET", "/", auth=BearerAuth(Secret("wrong", "a wrong token")))
    one.send("GET", "/", auth=BearerAuth(Secret("wrong", "file:token")))
    texts = [event["text"] for event in log() if event["event"] == "body"]
    assert texts == ["wrong", "[secret]"]


def test_what_lets_in_is_hidden_wherever_it_is_repeated(serve: Any, wire: Any, log: Any) -> None:
    session, token = "s3ss10n-0f-ours", "csrf-0f-ours"
    head = f"Set-Cookie: sid={session}; Path=/\r\nX-CSRF-Token: {token}\r\n".encode()
    said = f"{session} {token} {b64encode(session.encode()).decode()}".encode()
    one = wire(serve(reply(said).replace(b"X-Echo", head + b"X-Echo"), reply(said)).url)
    one.send("GET", "/")
    one.send("GET", "/")
    written = json.dumps(log())
    assert session not in written
    assert token not in written
    assert b64encode(session.encode()).decode() not in written
    assert written.count("[secret]") >= 3


def test_a_short_cookie_is_no_secret(serve: Any, wire: Any, log: Any) -> None:
    one = wire(serve(reply(b"lang en", b"x\r\nSet-Cookie: lang=en")).url)
    one.send("GET", "/")
    assert "lang en" in json.dumps(log())


def test_of_very_many_sessions_the_last_are_known() -> None:
    redactor = Redactor()
    for number in range(260):
        redactor.learn_session((("Set-Cookie", f"sid={f'{number:04}' * 1000}"),))
    first, last = "0001" * 1000, "0259" * 1000
    assert redactor.text(f"{last}.") == "[secret]."
    assert redactor.text(f"{first}.") == f"{first}."


def test_the_beginning_of_a_secret_where_a_text_was_cut() -> None:
    redactor = Redactor()
    redactor.learn(BearerAuth(Secret("abcdefghijk", "$T")))
    assert redactor.text("said abcdefg… (9 more), abc… and abcdefghijk…") == (
        "said [secret]… (9 more), abc… and [secret]…"
    )


def test_the_first_of_many_sessions_stays_known() -> None:
    redactor = Redactor()
    values = [f"{number:05d}-{number * 7919 % 100003:06d}-session-value" for number in range(500)]
    short = [f"s{number:04d}x{number:03d}" for number in range(500)]
    for value in (*values, *short):
        redactor.learn_session((("Set-Cookie", f"id={value}; Path=/"),))
    for value in (values[0], values[250], values[-1], short[0], short[-1]):
        for padding in range(8):
            before = "." * padding
            assert redactor.text(f"{before}{value}.") == f"{before}[secret]."
        blob = b64encode(value.encode()).decode().rstrip("=")
        assert blob not in redactor.text(f"<{blob}>")
        assert redactor.text(f"cut {value[:7]}…") == "cut [secret]…"
