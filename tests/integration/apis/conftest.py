"""Vocabularies for reference servers, with a ledger whose prefix is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from contracts import apis
from contracts.apis import Ledger, _patience
from contracts.apis.cisco_uds.dials import SHOWN
from contracts.catalogue import load
from contracts.model import Allow, BasicAuth, BearerAuth, Event, NoAuth, Secret, Target
from contracts.reference import Serving, find
from contracts.wire import Recorder, Wire

PREFIX = "ucc-abc123-"


@pytest.fixture(autouse=True, scope="module")
def impatient() -> Iterator[None]:
    """Have what does not come be waited for shortly: the servers here answer at once."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_patience, "_AT_LEAST_S", 0.2)
        patched.setattr(_patience, "_AFTER_MISSES_S", 0.05)
        yield


class Served(NamedTuple):
    """A vocabulary, the application that it speaks to, and what its ledger writes."""

    api: Any
    app: Any
    events: list[Event]


class Bent:
    """A server some of whose answers are others: `bend` gives a status by method, path, status."""

    def __init__(self, app: Any, bend: Callable[[str, str, int], int]) -> None:
        self._app = app
        self._bend = bend
        self.asked: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request; what is refused from the start (0) does not reach the server."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method, path = scope["method"], scope["path"]
        self.asked.append(f"{method} {path}")
        refused = self._bend(method, path, 0)

        async def bent(message: Any) -> None:
            if message["type"] == "http.response.start":
                status = self._bend(method, path, message["status"]) or message["status"]
                message = {**message, "status": status}
            await send(message)

        if refused:
            await send({"type": "http.response.start", "status": refused, "headers": []})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self._app(scope, receive, bent)


@pytest.fixture
def speak(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Make the vocabulary of an API for a server of its own, which `bend` may change."""
    with ExitStack() as stack:

        def make(
            name: str,
            bend: Callable[[str, str, int], int] | None = None,
            liberties: Sequence[str] = (),
            faults: Sequence[str] = (),
            **data: Any,
        ) -> Served:
            server = find(name)
            app = server.build(liberties=liberties, faults=faults)
            said = server.target
            serving = stack.enter_context(Serving([Bent(app, bend or (lambda *_: 0))]))
            recorder = Recorder(tmp_path)
            stack.callback(recorder.close)
            target = Target(
                "t",
                name,
                "T",
                serving.origins[0] + server.base_path,
                Allow.WRITE,
                _auth(said.get("auth")),
                data={**said.get("data", {}), **data},
                readings={one.id: one.chosen for one in load(name).catalogue.ambiguities.values()},
            )
            wire = Wire(target, recorder)
            stack.callback(wire.close)
            api = apis.find(name)(wire, target, load(name))
            events: list[Event] = []
            api.ledger = Ledger("t", events.append, "main", PREFIX)
            return Served(api, app.app, events)

        yield make


def _auth(said: Any) -> Any:
    if said is None:
        return NoAuth()
    if said["type"] == "basic":
        return BasicAuth(said["username"], Secret(said["password"], "a password"))
    return BearerAuth(Secret(said["token"], "a token"), Secret(said["api_key"], "a key"))


@pytest.fixture
def hasty(speak: Callable[..., Served]) -> Callable[..., Served]:
    """As `speak`, for UDS: a speed dial that does not come is not waited for long."""

    def make(*arguments: Any, **data: Any) -> Served:
        served = speak(*arguments, **data)
        served.api.patience(SHOWN, 0.05)
        return served

    return make
