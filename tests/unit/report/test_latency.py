"""Quantiles that need no list of all times."""

from __future__ import annotations

import random

import pytest

from contracts.model import ExchangeRecorded, Failure, Latency, RecordedRequest, RecordedResponse
from contracts.report.latency import Latencies
from contracts.report.picture import latency_picture


def exchange(
    seconds: float, operation: str | None = "get", *, lost: bool = False
) -> ExchangeRecorded:
    """An exchange that took so long."""
    request = RecordedRequest("GET", "http://demo.test/", (), operation=operation)
    response = None if lost else RecordedResponse(200, "OK", ())
    failure = Failure("timeout", "none") if lost else None
    return ExchangeRecorded("x", "t", "test", request, 0.0, seconds, response, failure)


def latencies(*exchanges: ExchangeRecorded) -> tuple[Latency, ...]:
    """What they amount to."""
    counted = Latencies()
    for one in exchanges:
        counted.add(one)
    return counted.results()


def test_quantiles_are_within_two_percent_and_the_longest_exact() -> None:
    source = random.Random(7)  # noqa: S311 - times, not secrets
    times = sorted(source.lognormvariate(-5, 1.5) for _ in range(2_000))
    [found] = latencies(*map(exchange, times))
    assert found.p50 == pytest.approx(times[999], rel=0.02)
    assert found.p95 == pytest.approx(times[1899], rel=0.02)
    assert found.max == pytest.approx(times[-1], abs=1e-6)
    assert found.responses == 2_000


def test_operations_are_told_apart_and_lost_requests_counted() -> None:
    found = latencies(exchange(0.1), exchange(9.0, lost=True), exchange(0.2, None))
    assert [(one.operation, one.responses, one.failures) for one in found] == [
        ("", 1, 0),
        ("get", 1, 1),
    ]
    assert found[1].max == 0.1


def test_an_operation_without_a_response_has_no_times() -> None:
    [found] = latencies(exchange(1.0, lost=True))
    assert (found.p50, found.p95, found.max) == (0.0, 0.0, 0.0)
    picture = latency_picture((found,))
    assert picture is not None
    assert picture.rows[0].max == 4.0


def test_memory_is_bounded_whatever_a_log_holds() -> None:
    found = latencies(*(exchange(0.1, f"operation-{number}") for number in range(1_100)))
    assert len(found) <= 1_001
    assert sum(one.responses for one in found) == 1_100


def test_the_picture_has_one_scale_with_a_tick_for_each_decade() -> None:
    picture = latency_picture(
        latencies(exchange(0.002), exchange(0.3, "slow"), exchange(0.0, "no"))
    )
    assert picture is not None
    assert (picture.shortest, picture.longest) == (0.001, 1.0) or picture.shortest < 0.001
    for row in picture.rows:
        assert 4 <= row.p50 <= row.p95 <= row.max <= 396
    assert picture.ticks[0] == 4
    assert picture.ticks[-1] == 396


def test_nothing_sent_is_no_picture() -> None:
    assert latency_picture(()) is None
