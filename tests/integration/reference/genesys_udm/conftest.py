"""Calling the UDM reference server without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlencode

import msgspec
import pytest

from contracts.reference import ManualClock, find

JOB: dict[str, Any] = {
    "source": "UCSX",
    "type": "UCS",
    "title": "Prüfung",
    "timeFrame": {"all": False},
    "schedulerParam": {"immediately": True},
    "jobParams": {"type": "Interaction", "media": ["voice"]},
    "suspended": False,
}


@dataclass(frozen=True)
class Answer:
    """One HTTP response."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The decoded body."""
        return msgspec.json.decode(self.body)


@dataclass
class UdmClient:
    """A client of one application built from the reference server."""

    app: Any
    loop: asyncio.AbstractEventLoop
    clock: ManualClock

    def send(
        self,
        method: str,
        path: str,
        payload: Any = b"",
        headers: dict[str, str] | None = None,
        **query: Any,
    ) -> Answer:
        """Send a request below /udm; a payload that is not bytes is sent as JSON."""
        body = payload if isinstance(payload, bytes) else msgspec.json.encode(payload)
        incoming = [{"type": "http.request", "body": body, "more_body": False}]
        events: list[Any] = []

        async def receive() -> Any:
            return incoming.pop(0)

        async def send(event: Any) -> None:
            events.append(event)

        names = {"from_": "from"}
        given = {"authorization": "Bearer udm-demo-token", "x-api-key": "k"}
        given |= {"content-type": "application/json"} | (headers or {})
        scope = {
            "type": "http",
            "method": method,
            "path": f"/udm{path}",
            "query_string": urlencode({names.get(k, k): v for k, v in query.items()}).encode(),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        }
        self.loop.run_until_complete(self.app(scope, receive, send))
        shown = {name.decode(): value.decode() for name, value in events[0]["headers"]}
        return Answer(events[0]["status"], shown, b"".join(event["body"] for event in events[1:]))

    def get(self, path: str, **query: Any) -> Answer:
        """GET below /server."""
        return self.send("GET", path, **query)

    def follow(self, link: str) -> Answer:
        """GET a pre-signed link, without a token."""
        path, _, query = link.partition("/udm")[2].partition("?")
        pairs = dict(pair.split("=") for pair in query.split("&"))
        return self.send("GET", unquote(path), headers={"authorization": ""}, **pairs)

    def make(self, version: str = "v10", **members: Any) -> int:
        """Make a job; its id."""
        if version == "v4":
            members = {"suspended": "false"} | members
        answer = self.send("POST", f"/{version}/export/jobs", JOB | members)
        assert answer.status == 202, answer.body
        number: int = answer.json["id"]
        return number

    def status(self, number: int) -> str:
        """The status of a job."""
        found: str = self.get(f"/v10/export/jobs/{number}").json["status"]
        return found


def multipart(name: str, content: bytes) -> tuple[bytes, dict[str, str]]:
    """The body and the headers of a form with one file."""
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="{quote(name)}"\r\n\r\n'
    body = head.encode() + content + b"\r\n--b--\r\n"
    return body, {"content-type": "multipart/form-data; boundary=b"}


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop for all requests."""
    made = asyncio.new_event_loop()
    yield made
    made.close()


@pytest.fixture(scope="session")
def udm_maker(loop: asyncio.AbstractEventLoop) -> Any:
    """Make a client of the UDM reference server with the given faults and liberties."""

    def make(**switches: Any) -> UdmClient:
        clock = ManualClock()
        return UdmClient(find("genesys-udm").build(clock=clock, **switches), loop, clock)

    return make


@pytest.fixture
def server(udm_maker: Any) -> UdmClient:
    """A client of the conforming server."""
    made: UdmClient = udm_maker()
    return made


@pytest.fixture(scope="session")
def upload() -> Any:
    """Make the body and the headers of a form with one file."""
    return multipart
