"""Liberties that meet: together they still make a conforming server."""

from __future__ import annotations

from typing import Any

import pytest

_LATE_AND_RUNNING_ONLY = ("cancel-takes-time", "cancel-running-only")


def _ids(server: Any, **query: Any) -> list[int]:
    items = server.get("/v10/export/jobs", **query).json["items"]
    return [item["id"] for item in items]


@pytest.mark.parametrize("default_order", ["unordered", "newest-first"])
def test_where_no_field_orders_a_list_both_directions_are_one_order(
    udm_maker: Any, default_order: str
) -> None:
    server = udm_maker(liberties=[default_order, "equals-turned", "only-some-order"])
    own = _ids(server)
    for direction in ("true", "false"):
        assert _ids(server, orderField="title", descAsc=direction) == own


@pytest.mark.parametrize("liberties", [_LATE_AND_RUNNING_ONLY, _LATE_AND_RUNNING_ONLY[::-1]])
def test_a_cancellation_that_takes_time_disturbs_no_other_request(
    udm_maker: Any, liberties: tuple[str, ...]
) -> None:
    server = udm_maker(liberties=list(liberties))
    waiting = server.make(suspended=True)
    assert server.send("POST", f"/v10/export/jobs/cancel/{waiting}").status == 400
    running = server.make(timeFrame={"all": True})
    server.clock.advance(0.2)
    assert server.status(running) == "IN_PROGRESS"
    assert server.send("POST", f"/v10/export/jobs/cancel/{running}").status == 200
    server.send("POST", f"/v10/export/jobs/suspend/{running}")
    server.clock.advance(5)
    assert server.get("/v10/export/jobs").status == 200
    assert server.status(running) == "CANCELLED"
