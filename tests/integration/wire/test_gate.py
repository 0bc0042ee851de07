"""The gate: in read mode nothing that may write leaves the machine."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.model import Allow, NotTested


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY", "get"])
def test_only_get_and_head_leave_in_read_mode(serve: Any, wire: Any, method: str, log: Any) -> None:
    server = serve()
    one = wire(server.url, allow=Allow.READ)
    with pytest.raises(
        NotTested, match=rf'allow = "write".* \({method} {server.url}/users was not sent\)'
    ):
        one.send(method, "/users", body=b"x")
    assert server.connections == 0
    assert log() == []
    assert one.exchanges == 0


def test_the_api_may_know_that_a_get_writes(serve: Any, wire: Any) -> None:
    server = serve()
    one = wire(server.url, allow=Allow.READ, safe=lambda request: "delete" not in request.url)
    one.send("GET", "/?command=list")
    with pytest.raises(NotTested):
        one.send("GET", "/?command=delete")
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "header",
    [("X-HTTP-Method-Override", "DELETE"), ("Content-Length", "0"), ("Transfer-Encoding", "x")],
)
def test_a_get_in_disguise_is_no_get(serve: Any, wire: Any, header: tuple[str, str]) -> None:
    server = serve()
    with pytest.raises(NotTested):
        wire(server.url, allow=Allow.READ).send("GET", "/", headers=[header], body=b"DELETE / ")
    assert server.connections == 0


def test_a_get_with_a_body_still_reads(serve: Any, wire: Any) -> None:
    assert wire(serve().url, allow=Allow.READ).send("GET", "/", body=b"abc").response.status == 200


def test_write_mode_lets_all_methods_pass(serve: Any, wire: Any) -> None:
    server = serve()
    wire(server.url).send("DELETE", "/users/1")
    assert server.seen[0].startswith(b"DELETE /users/1 ")
