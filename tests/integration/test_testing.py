"""The servers for the tests of a client."""

from __future__ import annotations

import socket
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from contracts.model import ConfigurationError
from contracts.reference import ManualClock
from contracts.testing import UcServer, serving
from contracts.testing import uc_server as uc_server  # noqa: PLC0414 - pytest finds it here

LIST = "/data/User/?hierarchy=sys&format=json&limit=2"


def _get(server: UcServer, path: str) -> bytes:
    request = urllib.request.Request(server.url + path, headers=server.headers)  # noqa: S310 - http
    with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - as above
        return bytes(answer.read())


def test_the_fixture(uc_server: Callable[..., UcServer]) -> None:
    server = uc_server("voss", clock=ManualClock())
    assert server.auth == ("admin", "voss-demo")
    assert _get(server, LIST).count(b'"username":') == 2
    server.faults = ["limit-ignored"]
    assert _get(server, LIST).count(b'"username":') > 2
    assert [one.status for one in server.requests] == [200, 200]
    assert server.refused == []
    server.reset()
    assert (server.requests, server.faults) == ([], ["limit-ignored"])
    server.liberties = []
    other = uc_server("uptivity")
    assert (other.auth, other.headers, other.api) == (None, {}, "uptivity")
    assert other.socket is not None
    host, port = other.socket.removeprefix("tcp://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(b"<REQUEST><REQUESTID>5</REQUESTID><TYPE>WHAT</TYPE></REQUEST>\n")
        assert b"UNKNOWN_MESSAGE_TYPE" in connection.recv(4096)
    (message,) = other.refused
    assert message.method == "TCP"
    assert "UNKNOWN_MESSAGE_TYPE" in message.refused


def test_data_and_mistakes(tmp_path: Path) -> None:
    file = tmp_path / "data.yaml"
    file.write_text("api: genesys-udm\ntoken: mine\njobs: [{title: Only one}]\n")
    with serving("genesys-udm", data=file) as server:
        assert server.headers == {"Authorization": "Bearer mine"}
        assert b"Only one" in _get(server, "/v10/export/jobs")
    with (
        pytest.raises(ConfigurationError, match="unknown key 'job'"),
        serving("genesys-udm", data={"job": []}),
    ):
        pass
