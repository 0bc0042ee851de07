"""Gateways refuse as they say, and let the rest through."""

from __future__ import annotations

from typing import Any

from contracts.reference import ManualClock


def _statuses(ask: Any, count: int) -> list[int]:
    return [ask()[0] for _ in range(count)]


def test_a_rate_limit_counts_the_last_second(behind: Any, clock: ManualClock) -> None:
    ask = behind({"rate-limit": 2})
    assert _statuses(ask, 3) == [200, 200, 429]
    assert ask()[1][b"retry-after"] == b"1"
    clock.advance(0.5)
    assert ask()[0] == 429
    clock.advance(0.5)
    assert _statuses(ask, 3) == [200, 200, 429]


def test_what_is_refused_does_not_count(behind: Any, clock: ManualClock) -> None:
    ask = behind({"rate-limit": 1})
    assert _statuses(ask, 5) == [200, 429, 429, 429, 429]
    clock.advance(1)
    assert ask()[0] == 200


def test_every_so_many_requests_it_is_busy(behind: Any) -> None:
    ask = behind({"busy": 3})
    assert _statuses(ask, 7) == [200, 200, 503, 200, 200, 503, 200]


def test_busy_says_when_to_come_back(behind: Any) -> None:
    ask = behind({"busy": 2})
    ask()
    assert ask()[1][b"retry-after"] == b"1"


def test_one_request_alone_meets_a_bad_gateway(behind: Any) -> None:
    assert _statuses(behind({"bad-gateway": 2}), 6) == [200, 502, 200, 200, 200, 200]


def test_credentials_expire_from_their_first_use(behind: Any, clock: ManualClock) -> None:
    ask = behind({"expiring": 5})
    assert ask(known=False)[0] == 401
    clock.advance(60)
    assert ask()[0] == 200
    clock.advance(4.9)
    assert ask()[0] == 200
    clock.advance(0.2)
    assert ask()[0] == 401
