"""Credentials leave traffic before anything else is done with it."""

from __future__ import annotations

from base64 import b64encode

import pytest

from contracts.model import Exchange, Request, Response
from contracts.traffic.scrubbing import Scrubber
from contracts.wire import Redactor

SECRET = "hunter2-hunter2"


def scrub(request: Request, response: Response | None = None) -> Exchange:
    exchange = Exchange("1", "t", request, response, None, 0.0, 0.0)
    return Scrubber(Redactor()).scrub(exchange).exchange


def body(text: bytes, kind: str = "") -> bytes:
    request = Request("POST", "https://h/", (("Content-Type", kind),), text)
    return scrub(request).request.body


@pytest.mark.parametrize(
    "header",
    [
        ("Authorization", f"Bearer {SECRET}"),
        ("authorization", SECRET),
        ("Proxy-Authorization", f"Digest {SECRET}"),
        ("Cookie", f"a={SECRET}; b={SECRET}"),
        ("X-Api-Key", SECRET),
        ("X-CSRF-TOKEN", SECRET),
        ("X-Auth-Token", SECRET),
        ("Referer", f"https://h/?access_token={SECRET}"),
    ],
)
def test_headers(header: tuple[str, str]) -> None:
    assert SECRET not in str(scrub(Request("GET", "https://h/", (header,))).request.headers)


def test_cookies_that_are_set() -> None:
    response = Response(200, "", (("Set-Cookie", f"sid={SECRET}; Path=/"),))
    clean = scrub(Request("GET", "https://h/"), response).response
    assert clean is not None
    assert clean.headers == (("Set-Cookie", "sid=[redacted]; Path=/"),)


def test_addresses() -> None:
    url = f"https://user:{SECRET}@h/a?token={SECRET}&q=1&apiKey={SECRET}"
    assert scrub(Request("GET", url)).request.url == (
        "https://h/a?token=%5Bredacted%5D&q=1&apiKey=%5Bredacted%5D"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b'{"password": "a\\"b", "n": 1}', b'{"password": "[redacted]", "n": 1}'),
        (b'{"newPassword":"x","pin": 1234}', b'{"newPassword":"[redacted]","pin": 0000}'),
        (b'{"changePasswordOnFirstLogin": true}', b'{"changePasswordOnFirstLogin": true}'),
        (b"<a><pin>12345</pin></a>", b"<a><pin>[redacted]</pin></a>"),
        (b'<a password="x y"/>', b'<a password="[redacted]"/>'),
        (b'{"shipping": "x", "mapping": "y"}', b'{"shipping": "x", "mapping": "y"}'),
        (
            b"-----BEGIN PRIVATE KEY-----\nMIIx\n-----END PRIVATE KEY-----\n",
            b"-----BEGIN PRIVATE KEY-----[redacted]-----END PRIVATE KEY-----\n",
        ),
    ],
)
def test_bodies(text: bytes, expected: bytes) -> None:
    assert body(text) == expected


def test_forms() -> None:
    kind = "application/x-www-form-urlencoded"
    assert body(b"user=a&password=b%20c", kind) == b"user=a&password=%5Bredacted%5D"


def test_other_encodings() -> None:
    wide = '<?xml version="1.0" encoding="UTF-16"?><a><password>x</password></a>'.encode("utf-16")
    assert "[redacted]" in body(wide).decode("utf-16")


def test_what_holds_no_credentials_stays_as_it_is() -> None:
    for text in (b'{"a": [1, 2', b"<a", b"\xff\xfe\x00", b"plain: text"):
        assert body(text) == text


def test_callers_are_told_apart_by_their_credentials() -> None:
    scrubber = Scrubber(Redactor())

    def caller(*headers: tuple[str, str]) -> tuple[str, str]:
        request = Request("GET", "https://h/", headers)
        found = scrubber.scrub(Exchange("1", "t", request, None, None, 0.0, 0.0))
        return found.caller, found.user

    basic = ("Authorization", f"Basic {b64encode(b'bob:secret').decode()}")
    assert caller() == ("", "")
    assert caller(basic) == caller(basic)
    assert caller(basic)[1] == "bob"
    assert caller(basic)[0] != caller(("Authorization", "Bearer x"))[0]


def test_what_was_taken_out_is_known_elsewhere() -> None:
    redactor = Redactor()
    request = Request("GET", "https://h/", (("Authorization", f"Bearer {SECRET}"),))
    Scrubber(redactor).scrub(Exchange("1", "t", request, None, None, 0.0, 0.0))
    assert redactor.text(f"it was {SECRET}") == "it was [secret]"
