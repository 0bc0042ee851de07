"""Delays are those that were asked for."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

from contracts.reference import ManualClock, find
from contracts.reference._surround.slow import Delayed, DelayedLists, DelayedRows


async def _app(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"<row/><ro", "more_body": True})
    await send({"type": "http.response.body", "body": b"w/><row/>"})


@pytest.fixture
def slept() -> list[float]:
    """The seconds slept."""
    return []


@pytest.fixture
def sleep(slept: list[float]) -> Any:
    """Sleep without waiting."""

    async def note(seconds: float) -> None:
        slept.append(seconds)

    return note


def _ask(app: Any, path: str = "/names", method: str = "GET") -> bytes:
    events: list[Any] = []

    async def send(event: Any) -> None:
        events.append(event)

    asyncio.run(app({"type": "http", "method": method, "path": path}, None, send))
    return b"".join(event.get("body", b"") for event in events)


def test_every_answer_is_late(slept: list[float], sleep: Any) -> None:
    assert _ask(Delayed(_app, 0.25, sleep)) == b"<row/><row/><row/>"
    assert slept == [0.25]


def test_rows_are_counted_over_all_parts_of_a_body(slept: list[float], sleep: Any) -> None:
    assert _ask(DelayedRows(_app, re.compile(b"<row"), 0.5, sleep)) == b"<row/><row/><row/>"
    assert slept == [1.5]


def test_lists_alone_may_be_late(slept: list[float], sleep: Any) -> None:
    app = DelayedLists(_app, re.compile("/names"), 2.0, sleep)
    _ask(app, "/names/1")
    _ask(app, "/names", "POST")
    assert slept == []
    assert _ask(app) == b"<row/><row/><row/>"
    assert slept == [2.0]


def test_work_takes_as_long_as_it_is_told_to() -> None:
    layers = {"work-takes": 7.0}
    udm = find("genesys-udm").build(surround=layers, clock=ManualClock()).app
    assert udm.duration_s(next(iter(udm.store.jobs.values())).order) == 7.0
    assert find("voss").build(surround=layers).app.ends_after_s() == 7.0
    assert find("genesys-ws").build(surround=layers).app.delay() == 7.0
