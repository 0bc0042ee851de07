"""The reference server's socket, over real connections."""

from __future__ import annotations

import http.client
import json
import re
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from contracts.model import ConfigurationError
from contracts.reference import Serving, find
from contracts.reference.description import PATH
from contracts.reference.uptivity.request import BODY_LIMIT
from contracts.reference.uptivity.socket import root_end

_FOUND = re.compile(rb"<REQUESTID>([^<]*)</REQUESTID>.*?<RESULTCODE>([^<]*)</RESULTCODE>")


def _line(request_id: int, end: str = "\r\n", command: str = "TEST") -> bytes:
    return (
        f"<REQUEST><TYPE>{command}</TYPE><REQUESTID>{request_id}</REQUESTID></REQUEST>{end}"
    ).encode()


@pytest.fixture(scope="module")
def serving() -> Iterator[Serving]:
    with Serving([find("uptivity").build()]) as one:
        yield one


class Client:
    """One connection to the server."""

    def __init__(self, serving: Serving) -> None:
        parts = urlsplit(str(serving.streams[0]))
        self.sock = socket.create_connection((str(parts.hostname), int(parts.port or 0)), 5)

    def say(self, *packets: bytes, results: int = 1) -> list[tuple[int, int]]:
        """REQUESTID (0 for none) and code of each result."""
        for packet in packets:
            self.sock.sendall(packet)
        data = b""
        while data.count(b"</RESULT>\r\n") < results:
            received = self.sock.recv(65536)
            assert received, data
            data += received
        return [(int(one or 0), int(code)) for one, code in _FOUND.findall(data)]


@pytest.fixture
def client(serving: Serving) -> Iterator[Client]:
    made = Client(serving)
    with made.sock:
        yield made


def test_a_request_ends_with_its_line_or_its_root(client: Client) -> None:
    assert client.say(_line(1)) == [(1, 20)]
    assert client.say(_line(2, "\n")) == [(2, 20)]
    assert client.say(_line(3, "")) == [(3, 20)]
    assert client.say(b"\r\n<TEST><REQUESTID>4</REQUESTID></TEST>\r\n") == [(4, 20)]


def test_packets_make_no_difference(client: Client) -> None:
    packets = [_line(5)[at : at + 9] for at in range(0, len(_line(5)), 9)]
    assert client.say(*packets) == [(5, 20)]
    assert client.say(_line(6) + _line(7, "") + _line(8, "\n"), results=3) == [
        (6, 20),
        (7, 20),
        (8, 20),
    ]


def test_errors_leave_the_connection_open(client: Client) -> None:
    assert client.say(b"nonsense\r\n" + _line(9, command="FLY") + _line(10), results=3) == [
        (0, 16),
        (9, 10),
        (10, 20),
    ]


def test_what_happens_over_the_socket_happens_to_the_installation(
    client: Client, serving: Serving
) -> None:
    call = _line(11, command="CALLSTART").replace(
        b"</REQUEST>", b"<DEVICEID>2001</DEVICEID></REQUEST>"
    )
    stop = call.replace(b"CALLSTART", b"CALLSTOP")
    assert client.say(call) == [(11, 20)]
    by_http = _get(serving, "/webAPI.aspx?type=CALLSTOP&requestid=12&deviceid=2001")
    assert b"<RESULTCODE>20</RESULTCODE>" in by_http
    assert client.say(stop) == [(11, 7)]


def test_a_line_without_end_is_not_kept(client: Client) -> None:
    assert client.say(b"<REQUEST>" + b"x" * BODY_LIMIT) == [(0, 16)]
    assert client.sock.recv(10) == b""


def _get(serving: Serving, path: str) -> bytes:
    connection = http.client.HTTPConnection(urlsplit(serving.origins[0]).netloc, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    finally:
        connection.close()


def test_the_server_says_where_its_socket_is(serving: Serving) -> None:
    said = json.loads(_get(serving, PATH))
    assert serving.streams == [f"tcp://127.0.0.1:{said['data']['socket_port']}"]


def test_a_port_can_be_chosen_and_may_be_taken(serving: Serving) -> None:
    taken = int(urlsplit(str(serving.streams[0])).port or 0)
    with pytest.raises(ConfigurationError, match=f"port {taken} .*--socket-port"):
        Serving([find("uptivity").build()], stream_port=taken)


def test_an_application_without_a_stream_has_no_such_port() -> None:
    async def app(_scope: Any, _receive: Any, _send: Any) -> None:
        raise NotImplementedError

    with Serving([app]) as one:
        assert one.streams == [None]


def test_leaving_ends_open_connections() -> None:
    with Serving([find("uptivity").build(liberties=["socket-one-client-at-a-time"])]) as one:
        first, second = Client(one), Client(one)
        assert first.say(_line(1)) == [(1, 20)]
        second.sock.sendall(_line(2))
    for client in (first, second):
        with client.sock:
            assert client.sock.recv(10) == b""


@pytest.mark.parametrize(
    ("data", "end"),
    [
        (b"<A/>", 4),
        (b"<A><b/></A>x", 11),
        (b"<!-- </A> --><A></A>\n", 20),
        (b"<A><b/>", None),
        (b"<A></A", None),
        (b"<A>\n</A>", None),
        (b"x<A/>", None),
    ],
)
def test_the_end_of_a_root(data: bytes, end: int | None) -> None:
    assert root_end(data) == end
