"""Auth plugins of users: signatures, tokens that expire, and what becomes of their mistakes."""

from __future__ import annotations

import hashlib
import hmac
import json
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.model import (
    Allow,
    ConfigurationError,
    NoAuth,
    PluginAuth,
    Secret,
    TargetLost,
    TargetUnreachable,
)
from contracts.wire.plugins import check_plugin

EMPTY = b"Content-Length: 0\r\n\r\n"
FINE = b"HTTP/1.1 200 OK\r\n" + EMPTY
KEY = "hmac-key-of-the-lab"
CLIENT_SECRET = "client-secret-1"

MODULE = '''
import hashlib, hmac, time
from base64 import b64encode
import requests
from requests.auth import AuthBase, HTTPDigestAuth

class Signature(AuthBase):
    """Signs method, path and body with a shared key."""

    def __init__(self, key, scope="all"):
        self.key, self.scope = key, scope

    def __call__(self, r):
        text = "\\n".join([r.method, r.path_url]).encode() + b"\\n" + (r.body or b"")
        signed = hmac.new(self.key.encode(), text, hashlib.sha256).digest()
        r.headers["X-Signature"] = b64encode(signed).decode()
        return r

class OAuth(AuthBase):
    """Client credentials; a token that expired or is refused is fetched anew."""

    def __init__(self, session, token_url, client_id, client_secret):
        self.session, self.url = session, token_url
        self.data = {"grant_type": "client_credentials", "client_id": client_id}
        self.data["client_secret"] = client_secret
        self.token, self.ends = None, 0.0

    def _fetch(self):
        reply = self.session.post(self.url, data=self.data)
        reply.raise_for_status()
        self.token = reply.json()["access_token"]
        self.ends = time.monotonic() + reply.json()["expires_in"]

    def __call__(self, r):
        if time.monotonic() >= self.ends:
            self._fetch()
        r.headers["Authorization"] = "Bearer " + self.token
        r.register_hook("response", self._again)
        return r

    def _again(self, r, **options):
        if r.status_code != 401:
            return r
        self._fetch()
        again = r.request.copy()
        again.headers["Authorization"] = "Bearer " + self.token
        found = r.connection.send(again, **options)
        found.history.append(r)
        return found

def digest(username, password):
    return HTTPDigestAuth(username, password)

def in_query(key):
    class Auth(AuthBase):
        def __call__(self, r):
            r.prepare_url(r.url, {"api_key": key})
            return r
    return Auth()

def in_body(key):
    class Auth(AuthBase):
        def __call__(self, r):
            r.body = r.body + key.encode()
            return r
    return Auth()

def broken(how):
    class Auth(AuthBase):
        def __call__(self, r):
            raise KeyError(how)
    return Auth()

def nothing():
    return None

def raising():
    raise RuntimeError("no luck")

value = 3
'''


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    found = tmp_path / "lab"
    found.mkdir()
    (found / "lab_auth.py").write_text(MODULE, encoding="utf-8")
    yield found
    sys.modules.pop("lab_auth", None)


@pytest.fixture
def plugin(folder: Path) -> Callable[..., PluginAuth]:
    def make(name: str, **settings: Any) -> PluginAuth:
        return PluginAuth(f"lab_auth:{name}", tuple(settings.items()), str(folder))

    return make


class TokenServer:
    """Gives numbered tokens, and lets the last of them into everything."""

    def __init__(self, scripted: Any, lasts: float = 3600) -> None:
        self.count = 0
        self.lasts = lasts
        self.valid = True
        self.seen: list[bytes] = []
        self.url = scripted(self._answer).url

    def _answer(self, sock: Any, _number: int) -> None:
        while data := sock.recv(65536):
            self.seen.append(data)
            if data.startswith(b"POST /token"):
                self.count += 1
                token = f"access-token-number-{self.count}"
                body = json.dumps({"access_token": token, "expires_in": self.lasts}).encode()
                head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                sock.sendall(head + body)
                continue
            fine = self.valid and f"Bearer access-token-number-{self.count}\r\n".encode() in data
            sock.sendall(b"HTTP/1.1 " + (b"200 OK" if fine else b"401 No") + b"\r\n" + EMPTY)


@pytest.fixture
def oauth(plugin: Callable[..., PluginAuth]) -> Callable[[str], PluginAuth]:
    def make(url: str) -> PluginAuth:
        secret = Secret(CLIENT_SECRET, "$CLIENT_SECRET")
        return plugin("OAuth", token_url=url, client_id="suite", client_secret=secret)

    return make


def test_a_signature_is_made_for_each_request(
    serve: Any, wire: Any, log: Any, plugin: Any, raw_log: Any
) -> None:
    server = serve(b"HTTP/1.1 302 Found\r\nLocation: /there\r\n" + EMPTY, FINE)
    auth = plugin("Signature", key=Secret(KEY, "$LAB_KEY"), scope="some")
    exchange = wire(server.url, auth=auth).send("POST", "/here", body=b"abc", follow=1)
    for request in server.seen:
        head, _, body = request.partition(b"\r\n\r\n")
        method, path = head.split(b" ")[:2]
        text = b"\n".join([method, path, body])
        signature = b64encode(hmac.new(KEY.encode(), text, hashlib.sha256).digest())
        assert b"X-Signature: " + signature in head
        assert signature not in raw_log()
    assert ("X-Signature", "[redacted]") in exchange.request.headers
    assert log()[-1]["request"]["credentials"] == ["-H", "X-Signature: $X_SIGNATURE"]


def test_a_token_is_fetched_by_a_request_of_its_own_and_recorded_without_secrets(
    scripted: Any, wire: Any, oauth: Any, log: Any, raw_log: Any
) -> None:
    tokens = TokenServer(scripted)
    seen: list[Any] = []
    target = TokenServer(scripted)
    target.count = 1
    one = wire(target.url, auth=oauth(tokens.url + "/token"), allow=Allow.READ, inspect=seen.append)
    assert one.send("GET", "/a").response.status == 200
    assert one.send("GET", "/b").response.status == 200
    assert tokens.count == 1
    assert [exchange.request.url for exchange in seen] == [target.url + "/a", target.url + "/b"]
    fetched, first, _ = log()
    assert fetched["request"]["purpose"] == "authentication"
    assert fetched["request"]["url"] == tokens.url + "/token"
    assert "body" not in fetched["request"]
    assert "body" not in fetched["response"]
    assert ["Authorization", "Bearer [redacted]"] in first["request"]["headers"]
    assert first["request"]["credentials"] == ["-H", "Authorization: Bearer $AUTHORIZATION"]
    for secret in (CLIENT_SECRET, "access-token-number-1"):
        assert secret.encode() not in raw_log()
        assert b64encode(secret.encode()) not in raw_log()


def test_a_token_that_expires_is_fetched_again(scripted: Any, wire: Any, oauth: Any) -> None:
    server = TokenServer(scripted, lasts=0)
    one = wire(server.url, auth=oauth(server.url + "/token"), allow=Allow.READ)
    for path in ("/a", "/b", "/c"):
        assert one.send("GET", path).response.status == 200
    assert server.count == 3


def test_a_hook_may_ask_again_and_only_the_last_answer_is_inspected(
    scripted: Any, wire: Any, oauth: Any, log: Any
) -> None:
    server = TokenServer(scripted)
    seen: list[Any] = []
    one = wire(server.url, auth=oauth(server.url + "/token"), inspect=seen.append)
    one.send("GET", "/a")
    server.count += 1
    assert one.send("GET", "/b").response.status == 200
    assert [exchange.response.status for exchange in seen] == [200, 200]
    assert [event["response"]["status"] for event in log()] == [200, 200, 401, 200, 200]


def test_a_plugin_whose_tokens_are_refused_ends_the_run(
    scripted: Any, wire: Any, oauth: Any
) -> None:
    server = TokenServer(scripted)
    one = wire(server.url, auth=oauth(server.url + "/token"))
    one.send("GET", "/a")
    server.valid = False
    with pytest.raises(TargetLost):
        one.send("GET", "/b")


def test_requests_own_digest(scripted: Any, wire: Any, plugin: Any, log: Any) -> None:
    def answer(sock: Any, _number: int) -> None:
        while data := sock.recv(65536):
            if b"Digest username" in data:
                sock.sendall(FINE)
                continue
            asks = b'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth"\r\n'
            sock.sendall(b"HTTP/1.1 401 No\r\n" + asks + b"Set-Cookie: a=bcdefghi\r\n" + EMPTY)

    auth = plugin("digest", username="u", password=Secret("hunter22", "$P"))
    exchange = wire(scripted(answer).url, auth=auth).send("GET", "/")
    assert exchange.response.status == 200
    assert ("Authorization", "Digest [redacted]") in exchange.request.headers
    assert [event["response"]["status"] for event in log()] == [401, 200]


def test_what_goes_into_the_address_or_the_body(
    serve: Any, wire: Any, plugin: Any, log: Any, raw_log: Any
) -> None:
    server = serve()
    key = Secret("key-in-the-query", "$KEY")
    wire(server.url, auth=plugin("in_query", key=key)).send("GET", "/a", query="b=1")
    wire(server.url, auth=plugin("in_body", key=key)).send("POST", "/a", body=b"x=")
    assert server.seen[0].startswith(b"GET /a?b=1&api_key=key-in-the-query ")
    assert server.seen[1].endswith(b"Content-Length: 18\r\n\r\nx=key-in-the-query")
    first = next(event for event in log() if event["event"] == "exchange")
    assert first["request"]["url"] == server.url + "/a?b=1"
    assert b"key-in-the-query" not in raw_log()


def test_a_plugin_is_left_out_where_a_test_identifies_itself(
    serve: Any, wire: Any, plugin: Any
) -> None:
    server = serve()
    one = wire(server.url, auth=plugin("Signature", key=Secret(KEY, "$K")))
    one.send("GET", "/", auth=NoAuth())
    one.send("GET", "/", headers=[("Authorization", "Bearer mine")])
    assert all(b"X-Signature" not in request for request in server.seen)


def test_a_plugin_that_raises_is_why_there_is_no_answer(serve: Any, wire: Any, plugin: Any) -> None:
    server = serve()
    one = wire(server.url, auth=plugin("broken", how="access_token"))
    with pytest.raises(TargetUnreachable, match="lab_auth:broken raised KeyError: 'access_token'"):
        one.send("GET", "/")
    assert one.send("GET", "/", failures="return").failure.kind == "auth"
    assert server.connections == 0


def test_a_token_server_that_is_not_there(serve: Any, wire: Any, oauth: Any) -> None:
    server = serve()
    failure = (
        wire(server.url, auth=oauth("http://127.0.0.1:1/token"))
        .send("GET", "/", failures="return")
        .failure
    )
    assert (failure.kind, server.connections) == ("auth", 0)
    assert "ConnectionError: connection refused by 127.0.0.1:1" in failure.message


@pytest.mark.parametrize(
    ("name", "settings", "text"),
    [
        ("nobody:OAuth", {}, "nobody:OAuth: there is no module nobody, neither in"),
        ("lab_auth:Nothing", {}, "lab_auth:Nothing: the module lab_auth has no Nothing"),
        ("lab_auth:value", {}, "lab_auth:value: value is int, not callable"),
        ("lab_auth:digest", {"username": "u"}, "missing a required argument: 'password'; it takes"),
        ("lab_auth:nothing", {"x": "y"}, "unexpected keyword argument 'x'; it takes nothing"),
        ("lab_broken:x", {}, "lab_broken cannot be imported (ZeroDivisionError: division by zero)"),
    ],
)
def test_a_plugin_that_cannot_be_used(
    folder: Path, name: str, settings: dict[str, Any], text: str
) -> None:
    (folder / "lab_broken.py").write_text("1 / 0\n", encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        check_plugin(PluginAuth(name, tuple(settings.items()), str(folder)))
    assert text in str(caught.value)
    assert str(folder) not in sys.path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("nothing", "returned NoneType, not a requests.auth.AuthBase"),
        ("raising", "raised RuntimeError: no luck"),
    ],
)
def test_a_plugin_that_makes_nothing(
    serve: Any, wire: Any, plugin: Any, name: str, text: str
) -> None:
    with pytest.raises(ConfigurationError, match=text):
        wire(serve().url, auth=plugin(name))
