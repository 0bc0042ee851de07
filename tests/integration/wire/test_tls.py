"""TLS: verified unless configured otherwise, with client certificates, failing clearly."""

from __future__ import annotations

import datetime as dt
import ssl
from pathlib import Path
from typing import Any

import pytest
import trustme

from contracts.model import ConfigurationError, Limits, Tls


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA(key_type=trustme.KeyType.ECDSA)


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


@pytest.fixture
def context(authority: trustme.CA) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", key_type=trustme.KeyType.ECDSA).configure_cert(made)
    return made


def test_verified_by_a_ca_file(serve: Any, wire: Any, context: Any, ca_file: str) -> None:
    one = wire(serve(context=context).url, tls=Tls(ca_file=ca_file))
    assert one.send("GET", "/").response.body == b"ok"
    assert one.send("GET", "/").response.body == b"ok"


def test_refused_without(serve: Any, wire: Any, context: Any) -> None:
    failure = wire(serve(context=context).url).send("GET", "/", failures="return").failure
    assert failure.kind == "tls"
    assert "its certificate was not accepted, unable to get local issuer" in failure.message


def test_another_name(serve: Any, wire: Any, authority: trustme.CA, ca_file: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("other.example").configure_cert(context)
    one = wire(serve(context=context).url, tls=Tls(ca_file=ca_file))
    failure = one.send("GET", "/", failures="return").failure
    assert failure.kind == "tls"
    assert "127.0.0.1" in failure.message


def test_expired(serve: Any, wire: Any, authority: trustme.CA, ca_file: str) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    past = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    authority.issue_cert("127.0.0.1", not_after=past).configure_cert(context)
    one = wire(serve(context=context).url, tls=Tls(ca_file=ca_file))
    failure = one.send("GET", "/", failures="return").failure
    assert failure.kind == "tls"
    assert "its certificate was not accepted, certificate has expired" in failure.message


def test_unverified_only_when_configured(serve: Any, wire: Any, context: Any) -> None:
    one = wire(serve(context=context).url, tls=Tls(verify=False))
    assert one.send("GET", "/").response.status == 200


def test_client_certificate(  # noqa: PLR0913  # pytest passes fixtures by position
    serve: Any, wire: Any, context: Any, authority: trustme.CA, ca_file: str, tmp_path: Path
) -> None:
    context.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(context)
    client = authority.issue_cert("client@example.org")
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    client.cert_chain_pems[0].write_to_path(cert)
    client.private_key_pem.write_to_path(key)
    server = serve(context=context)
    tls = Tls(ca_file=ca_file, client_cert=str(cert), client_key=str(key))
    assert wire(server.url, tls=tls).send("GET", "/").response.status == 200
    failure = wire(server.url, tls=Tls(ca_file=ca_file)).send("GET", "/", failures="return").failure
    assert failure.kind in {"tls", "reset"}


def test_https_to_a_server_without_tls(scripted: Any, wire: Any) -> None:
    def plain(sock: Any, _number: int) -> None:
        sock.recv(65536)
        sock.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        sock.recv(65536)

    url = scripted(plain).url.replace("http:", "https:")
    failure = wire(url).send("GET", "/", failures="return").failure
    assert failure.kind == "tls"
    assert "does not speak TLS" in failure.message


def test_a_handshake_that_never_comes(scripted: Any, wire: Any) -> None:
    server: Any = scripted(lambda _sock, _number: server.closing.wait(3))
    one = wire(server.url.replace("http:", "https:"), limits=Limits(0.1, 0.1))
    assert one.send("GET", "/", failures="return").failure.kind == "timeout"


def test_files_that_cannot_be_used_are_named(wire: Any, ca_file: str, tmp_path: Path) -> None:
    junk = tmp_path / "junk.pem"
    junk.write_text("junk")
    for tls, words in (
        (Tls(ca_file="/no/ca.pem"), "tls.ca_file: there is no file /no/ca.pem"),
        (Tls(client_cert="/no/cert.pem"), "tls.client_cert: there is no file /no/cert.pem"),
        (Tls(client_key=ca_file), "without tls.client_cert"),
        (Tls(ca_file=str(junk)), "junk.pem cannot be read as PEM certificates"),
        (Tls(client_cert=str(junk)), "junk.pem cannot be read as a PEM certificate"),
    ):
        with pytest.raises(ConfigurationError, match=words):
            wire("https://127.0.0.1:9", tls=tls)
