"""The geometry of the picture of latencies, on one logarithmic scale for all operations."""

from __future__ import annotations

import math

import msgspec

from contracts.model import Latency

_WIDTH = 400
_MARGIN = 4


class LatencyRow(msgspec.Struct, frozen=True):
    """One operation, and where its times stand on the scale."""

    latency: Latency
    p50: float
    p95: float
    max: float


class LatencyPicture(msgspec.Struct, frozen=True):
    """All operations; the scale goes from `shortest` to `longest` seconds, a tick each decade."""

    rows: tuple[LatencyRow, ...]
    shortest: float
    longest: float
    ticks: tuple[float, ...]


def latency_picture(latencies: tuple[Latency, ...]) -> LatencyPicture | None:
    """The picture, 400 wide; None where nothing was sent."""
    if not latencies:
        return None
    answered = [one for one in latencies if one.responses]
    first = math.floor(math.log10(min((one.p50 for one in answered if one.p50), default=1e-3)))
    last = math.ceil(math.log10(max((one.max for one in answered if one.max), default=1e-2)))
    decades = max(last - first, 1)

    def at(seconds: float) -> float:
        share = (math.log10(seconds) - first) / decades if seconds > 0 else 0.0
        return round(_MARGIN + share * (_WIDTH - 2 * _MARGIN), 1)

    return LatencyPicture(
        rows=tuple(LatencyRow(one, at(one.p50), at(one.p95), at(one.max)) for one in latencies),
        shortest=10.0**first,
        longest=10.0 ** (first + decades),
        ticks=tuple(at(10.0 ** (first + one)) for one in range(decades + 1)),
    )
