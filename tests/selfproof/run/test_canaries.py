"""Secrets: planted ones are echoed by the target in every way, and stand nowhere afterwards."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import msgspec
import pytest

PASSWORD = "Canary&Pass word/ä+1"
TOKEN = "canary-token-7f3a9c51e2d84b06"
API_KEY = "canary=key?8d21/55aa"
IN_FILE = "canary-from-a-file-\N{GREEK SMALL LETTER OMEGA}42"
COOKIE = "canary-cookie-3c9e1b7d"
CSRF = "canary-csrf-aa4410"
AUTHS = {
    "basic": 'auth = {type = "basic", username = "admin", password = {env = "UCC_CANARY_A"}}',
    "bearer": 'auth = {type = "bearer", token = {env = "UCC_CANARY_B"}, '
    'api_key = {env = "UCC_CANARY_C"}}',
    "api-key": 'auth = {type = "api-key", key = {file = "key.txt"}, header = "X-Own-Key"}',
}


class Echo:
    """A server that repeats all that it is sent: in the body, in headers, in redirects."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request, each in another way."""
        if scope["type"] != "http":
            return
        await receive()
        given = [(name.decode(), value.decode("latin-1")) for name, value in scope["headers"]]
        secrets = [
            v for n, v in given if n in {"authorization", "x-api-key", "x-own-key", "cookie"}
        ]
        self.seen += secrets
        texts = [*secrets, *(one.rpartition(" ")[2] for one in secrets), PASSWORD, TOKEN]
        texts += [API_KEY, IN_FILE, COOKIE, CSRF]
        way = len(self.seen) % 4
        inner = "".join(f"<SAID>{_xml(one)} {quote(one)} {_base64(one)}</SAID>" for one in texts)
        body = f"<RESULT><REQUESTID>1</REQUESTID>{inner}</RESULT>".encode()
        if way == 1:
            body = msgspec.json.encode({"said": texts, "deep": {"er": [quote_plus(texts[0])]}})
        headers = [
            (b"content-type", b"text/xml" if way != 1 else b"application/json"),
            (b"set-cookie", f"sid={COOKIE}; Path=/; HttpOnly".encode()),
            (b"x-csrf-token", CSRF.encode()),
            (b"content-length", str(len(body)).encode()),
        ]
        headers += [(b"x-echo", quote(one).encode()) for one in texts]
        headers += [(b"www-authenticate", one.encode("latin-1", "replace")) for one in secrets]
        status = 200
        if way == 2:
            status = 302
            headers.append((b"location", f"/elsewhere?token={quote(texts[0], safe='')}".encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()


def _spellings(secret: str) -> Iterator[bytes]:
    """How a secret may stand in a file: plain, escaped, URL-encoded, and in base64."""
    raw = secret.encode()
    for text in (secret, _xml(secret), quote(secret), quote(secret, safe=""), quote_plus(secret)):
        yield text.encode()
        yield text.encode("unicode_escape")
    for lead in (b"", b"a", b"ab", b"admin:"):
        # What of the base64 does not depend on what stands before and behind.
        blob = b64encode(lead + raw)
        yield blob[-(-len(lead) * 4 // 3) + 2 : -4]


@pytest.mark.parametrize("kind", AUTHS)
def test_no_secret_is_in_anything_that_is_written(
    judged: Callable[..., Any],
    served: Callable[..., str],
    target_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    for name, value in {"A": PASSWORD, "B": TOKEN, "C": API_KEY}.items():
        monkeypatch.setenv(f"UCC_CANARY_{name}", value)
    echo = Echo()
    path = target_file(kind, served(echo), AUTHS[kind])
    (path.parent / "key.txt").write_text(IN_FILE + "\n", encoding="utf-8")
    run = judged(path, "--depth", "quick", "--select", "UPT-ID-*", "--select", "UPT-OK-*")
    assert run.ended.code in {1, 3}
    assert any(COOKIE in one for one in echo.seen), "the cookie is sent back"
    mine = {"basic": [PASSWORD], "bearer": [TOKEN, API_KEY], "api-key": [IN_FILE]}[kind]
    for secret in (*mine, COOKIE, CSRF):
        needles = set(_spellings(secret))
        for name, text in _written(run):
            found = [one for one in needles if one in text]
            assert not found, f"{name} holds {found[0]!r} of {secret!r}"


def _written(run: Any) -> Iterator[tuple[str, bytes]]:
    yield "standard output", run.ended.out.encode()
    yield "standard error", run.ended.err.encode()
    for path in run.folder.rglob("*"):
        if path.is_file():
            yield str(path.relative_to(run.folder)), path.read_bytes()
