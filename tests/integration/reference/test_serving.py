"""Reference servers over real sockets, and what they say of themselves."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import trustme

from contracts.model import ConfigurationError
from contracts.reference import Serving
from contracts.reference.description import PATH, Described


class Says:
    """An application that answers with its word, the method and the path."""

    def __init__(self, word: str) -> None:
        self.word = word

    async def __call__(self, scope: Any, _receive: Any, send: Any) -> None:
        """Answer one request."""
        body = f"{self.word} {scope['method']} {scope['path']}".encode()
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _get(origin: str, path: str = "/", context: ssl.SSLContext | None = None) -> bytes:
    parts = urlsplit(origin)
    host, port = str(parts.hostname), int(parts.port or 0)
    connection = http.client.HTTPConnection(host, port, timeout=5)
    if context is not None:
        connection = http.client.HTTPSConnection(host, port, timeout=5, context=context)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    finally:
        connection.close()


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[trustme.CA, Path, Path]:
    """An authority, a certificate for 127.0.0.1 and its key."""
    authority = trustme.CA(key_type=trustme.KeyType.ECDSA)
    issued = authority.issue_cert("127.0.0.1", key_type=trustme.KeyType.ECDSA)
    issued.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    issued.private_key_pem.write_to_path(tmp_path / "key.pem")
    return authority, tmp_path / "cert.pem", tmp_path / "key.pem"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        yield int(sock.getsockname()[1])


def test_each_application_has_its_own_port_in_order() -> None:
    with Serving([Says("a"), Says("b"), Says("c")]) as serving:
        assert len(set(serving.origins)) == 3
        said = [_get(origin, "/x") for origin in serving.origins]
    assert said == [b"a GET /x", b"b GET /x", b"c GET /x"]


def test_a_connection_is_kept_alive() -> None:
    with Serving([Says("a")]) as serving:
        connection = http.client.HTTPConnection(urlsplit(serving.origins[0]).netloc, timeout=5)
        sockets = set()
        for number in range(3):
            connection.request("POST", f"/{number}", body=b"x")
            assert connection.getresponse().read() == f"a POST /{number}".encode()
            sockets.add(connection.sock)
        connection.close()
    assert len(sockets) == 1


def test_https_with_a_certificate(certificate: tuple[trustme.CA, Path, Path]) -> None:
    authority, cert, key = certificate
    context = ssl.create_default_context()
    authority.configure_trust(context)
    with Serving([Says("a")], certificate=cert, private_key=key) as serving:
        assert serving.origins[0].startswith("https://127.0.0.1:")
        assert _get(serving.origins[0], context=context) == b"a GET /"
        with pytest.raises(ssl.SSLCertVerificationError):
            _get(serving.origins[0], context=ssl.create_default_context())


def test_a_certificate_that_is_none_is_named(tmp_path: Path) -> None:
    pem = tmp_path / "cert.pem"
    pem.write_text("nothing")
    with pytest.raises(ConfigurationError, match=r"cert\.pem.*cannot be used for HTTPS"):
        Serving([Says("a")], certificate=pem, private_key=pem)
    with pytest.raises(ConfigurationError, match=r"no\.pem.*cannot be used for HTTPS"):
        Serving([Says("a")], certificate=tmp_path / "no.pem", private_key=pem)


def test_a_port_in_use_is_named(taken: int) -> None:
    with pytest.raises(ConfigurationError, match=rf"^port {taken} on 127\.0\.0\.1 cannot be used"):
        Serving([Says("a")], [taken])


def test_a_port_in_use_lets_the_others_go(taken: int) -> None:
    with Serving([Says("a")]) as serving:
        free = int(serving.origins[0].rsplit(":", 1)[1])
    with pytest.raises(ConfigurationError):
        Serving([Says("a"), Says("b")], [free, taken])
    with Serving([Says("a")], [free]) as serving:
        assert _get(serving.origins[0]) == b"a GET /"


def test_a_port_is_taken_before_the_server_starts() -> None:
    with Serving([Says("a")]) as serving:
        free = int(serving.origins[0].rsplit(":", 1)[1])
    with pytest.raises(ConfigurationError, match=f"port {free}"):
        Serving([Says("a"), Says("b")], [free, free])


@pytest.mark.parametrize("port", [65536, -1])
def test_a_port_that_no_machine_has_is_named(port: int) -> None:
    with pytest.raises(ConfigurationError, match=f"^port {port} on"):
        Serving([Says("a")], [port])


def test_a_host_that_is_not_this_machines_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"on 192\.0\.2\.1 cannot be used"):
        Serving([Says("a")], host="192.0.2.1")


def test_after_the_context_nothing_listens() -> None:
    with Serving([Says("a")]) as serving:
        origin = serving.origins[0]
    serving.wait()
    with pytest.raises(ConnectionRefusedError):
        _get(origin)


TARGET = {"supports": {"a": True}, "auth": {"type": "basic", "username": "u", "password": "p"}}


def test_a_described_server_answers_for_itself_below_its_base_path() -> None:
    with Serving([Described(Says("a"), "demo", "/api", TARGET)]) as serving:
        origin = serving.origins[0]
        assert json.loads(_get(origin, "/api" + PATH)) == {"uc-contracts": "demo", **TARGET}
        assert _get(origin, PATH) == f"a GET {PATH}".encode()
        assert _get(origin, "/api/x") == b"a GET /api/x"
