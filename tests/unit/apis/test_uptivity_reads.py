"""Which Uptivity requests may be sent where writing is not allowed."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis import find
from contracts.model import Allow, Request, Target


def _reads(method: str, query: str, body: bytes = b"", **data: Any) -> bool:
    target = Target("t", "uptivity", "T", "http://h", Allow.READ, data=data)
    return find("uptivity").reads(
        Request(method, f"http://h/webAPI.aspx?{query}", (), body), target
    )


READING = [
    "type=TEST&requestid=1",
    "TYPE=test&requestid=1",
    "%74ype=%54EST",
    "type=T%45ST",
    "requestid=1",
    "",
    "type=",
    "type=TEST&type=test",
    "type=UccNoSuchCommand",
    "type=uccnosuchcommandX%26y",
    "other=STOP",
]
WRITING = [
    "type=STOP&requestid=1",
    "type=TEST&type=STOP",
    "type=STOP&type=TEST",
    "type=TEST&TYPE=STOP",
    "TyPe=stop",
    "%74%79%70%65=STOP",
    "type=%53TOP",
    "type=TESTX",
    "+type=STOP",
    "type+=STOP",
    "type=TEST;type=STOP",
    "type=xUccNoSuchCommand",
    "type=TEST%00",
    "type=T%C3%89ST",
]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("query", READING)
def test_test_and_commands_that_no_server_has_may_be_sent(method: str, query: str) -> None:
    assert _reads(method, query)


@pytest.mark.parametrize("query", WRITING)
def test_any_other_command_may_not(query: str) -> None:
    assert not _reads("GET", query)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get"])
def test_another_method_is_never_a_read(method: str) -> None:
    assert not any(_reads(method, query) for query in READING)


def test_a_body_is_never_a_read() -> None:
    assert not _reads("GET", "type=TEST", b"<REQUEST><TYPE>STOP</TYPE></REQUEST>")


def test_commands_that_the_target_file_calls_reading_may_be_sent() -> None:
    assert _reads("GET", "type=getagents", reads=["GetAgents"])
    assert not _reads("GET", "type=getagents&type=stop", reads=["GetAgents"])
    assert not _reads("POST", "type=getagents", reads=["GetAgents"])
    assert not _reads("GET", "type=getagentsx", reads=["GetAgents"])
