"""What stands between the suite and a server passes everything on as it came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from contracts.reference import Serving
from contracts.selfproof import Forwarding

SEEN: list[tuple[str, bytes, bytes, dict[bytes, bytes], bytes]] = []


async def _app(scope: Any, receive: Any, send: Any) -> None:
    body = (await receive()).get("body", b"")
    SEEN.append(
        (scope["method"], scope["raw_path"], scope["query_string"], dict(scope["headers"]), body)
    )
    headers = [(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2"), (b"content-type", b"text/x")]
    await send({"type": "http.response.start", "status": 207, "headers": headers})
    await send({"type": "http.response.body", "body": b"\xff\x00 as it is"})


@pytest.fixture
def passed() -> Iterator[str]:
    """The address of a server that another one stands in front of."""
    SEEN.clear()
    with Serving([_app]) as server, Serving([Forwarding(f"{server.origins[0]}/api/")]) as front:
        yield str(front.origins[0])


def test_requests_and_replies_are_passed_on(passed: str) -> None:
    reply = requests.put(
        f"{passed}/api/a%2Fb?q=%20x&q=y", b"\x00\xff", headers={"X-A": "1"}, timeout=5
    )
    assert (reply.status_code, reply.content) == (207, b"\xff\x00 as it is")
    assert reply.raw.headers.getlist("set-cookie") == ["a=1", "b=2"]
    ((method, path, query, headers, body),) = SEEN
    assert (method, path, query, body) == ("PUT", b"/api/a%2Fb", b"q=%20x&q=y", b"\x00\xff")
    assert headers[b"x-a"] == b"1"


def test_the_base_path_is_that_of_the_address() -> None:
    assert Forwarding("http://127.0.0.1:1/api/v2/").base_path == "/api/v2"


def test_a_server_that_is_not_there_is_a_bad_gateway() -> None:
    with Serving([Forwarding("http://127.0.0.1:9")]) as front:
        assert requests.get(front.origins[0], timeout=5).status_code == 502
