"""Main lists are as long as they are asked to be, and records come and go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contracts.reference import ManualClock, find

Count = Callable[[Any], int]

_COUNTS: dict[str, Count] = {
    "voss": lambda server: len(server.store.seed["data/User"]),
    "genesys-udm": lambda server: len(server.store.history),
    "cisco-uds": lambda server: len(server.cluster.people),
    "genesys-ws": lambda server: len(server.centre.agents),
    "uptivity": lambda server: len(server.installation.agents),
}
_HELD: dict[str, Count] = {
    **_COUNTS,
    "voss": lambda server: sum(
        len(table) for table in server.store._tables.values()
    ),
}  # fmt: skip


def _server(api: str, rows: int | None = None) -> Any:
    return find(api).build(rows=rows, clock=ManualClock()).app


@pytest.mark.parametrize("api", _COUNTS)
def test_a_list_has_the_rows_asked_for(api: str) -> None:
    assert _COUNTS[api](_server(api, 700)) == 700


@pytest.mark.parametrize("api", ["voss", "genesys-udm", "cisco-uds", "genesys-ws"])
def test_a_list_may_be_shorter_but_for_what_is_needed(api: str) -> None:
    usual = _COUNTS[api](_server(api))
    assert _COUNTS[api](_server(api, 6)) in range(6, min(usual, 13))


@pytest.mark.parametrize("api", _COUNTS)
def test_records_come_and_go(api: str) -> None:
    server, rows = _server(api), find(api).rows
    assert rows is not None
    rows.come(server, 1)
    before = _HELD[api](server)
    rows.come(server, 2)
    more = _HELD[api](server)
    assert more > before
    rows.go(server, 1)
    assert _HELD[api](server) < more


@pytest.mark.parametrize("api", _COUNTS)
def test_what_targets_name_stays(api: str) -> None:
    server, rows = _server(api), find(api).rows
    assert rows is not None
    for number in range(1, 400):
        rows.go(server, number)
    if api == "cisco-uds":
        assert {"hkeller", "msmith"} <= set(server.cluster.people)
    if api == "genesys-ws":
        assert {"dlang", "ksippo"} <= set(server.centre.agents)
    assert _COUNTS[api](server) > 0


def test_many_rows_share_what_they_can() -> None:
    first, second = _server("voss", 5000), _server("voss", 5000)
    assert first.store.seed is second.store.seed
