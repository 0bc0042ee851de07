"""The geometry of the hub's pictures: verdicts as strips, counts as columns, times as lines."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

import msgspec

from contracts.model import Verdict

STEP = 10
"""How wide a run is in a strip."""
_COLUMN = 20
_HEIGHT = 100
_LINE_WIDTH, _LINE_HEIGHT, _MARGIN = 300, 30, 3
_DRAWN = tuple(one for one in Verdict if one is not Verdict.NOT_APPLICABLE)


class Run(msgspec.Struct, frozen=True):
    """A run on the time axis of a picture."""

    key: str
    started: dt.datetime


class Piece(msgspec.Struct, frozen=True):
    """Runs in a row with the same verdict; where it begins, and how wide it is."""

    verdict: Verdict
    at: float
    width: float
    title: str


class Strip(msgspec.Struct, frozen=True):
    """The verdicts of a requirement, the oldest first; `text` says them in words."""

    pieces: tuple[Piece, ...]
    width: int
    text: str


class Bar(msgspec.Struct, frozen=True):
    """A part of a column: a verdict, from where and how high."""

    verdict: Verdict
    y: float
    height: float


class Column(msgspec.Struct, frozen=True):
    """The verdicts of a run, counted."""

    x: float
    title: str
    bars: tuple[Bar, ...]


class Columns(msgspec.Struct, frozen=True):
    """The verdicts of several runs, the oldest first."""

    columns: tuple[Column, ...]
    width: int
    height: int
    text: str


class Line(msgspec.Struct, frozen=True):
    """How a time went over the runs: points of an SVG polyline for p50 and p95, and in words."""

    p50: str
    p95: str
    width: int
    height: int
    last: tuple[float, float]
    text: str


def strip(runs: Sequence[Run], verdicts: Mapping[str, Verdict]) -> Strip:
    """The strip of a requirement over `runs`, the oldest first; verdicts are by run."""
    pieces = []
    said = [(at, run, verdicts.get(run.key)) for at, run in enumerate(runs)]
    for verdict, group in groupby(said, key=lambda one: one[2]):
        if verdict is None:
            continue
        same = list(group)
        first, last = same[0][1].started, same[-1][1].started
        dates = f"{first:%Y-%m-%d}" + (f" to {last:%Y-%m-%d}" if last.date() > first.date() else "")
        title = f"{verdict.value}: {len(same)} {'run' if len(same) == 1 else 'runs'}, {dates}"
        pieces.append(Piece(verdict, same[0][0] * STEP, len(same) * STEP - 1, title))
    counts = Counter(one for _, _, one in said if one is not None)
    words = ", ".join(f"{counts[one]} {one.value}" for one in Verdict if counts[one])
    return Strip(tuple(pieces), max(len(runs), 1) * STEP, f"Last runs: {words or 'none'}")


def columns(runs: Sequence[tuple[Run, Mapping[Verdict, int]]]) -> Columns | None:
    """What each run counted, the oldest first; None where there is nothing to draw."""
    highest = max((_sum(counts) for _, counts in runs), default=0)
    if not highest:
        return None
    made = []
    for at, (run, counts) in enumerate(runs):
        y, bars = float(_HEIGHT), []
        for verdict in _DRAWN:
            high = _HEIGHT * counts.get(verdict, 0) / highest
            if high:
                y -= high
                bars.append(Bar(verdict, round(y, 2), round(high, 2)))
        told = ", ".join(f"{counts[one]:,} {one.value}" for one in _DRAWN if counts.get(one))
        made.append(Column(at * _COLUMN, f"{run.started:%Y-%m-%d %H:%M} UTC: {told}", tuple(bars)))
    first, last = made[0].title, made[-1].title
    text = f"From {first}. To {last}." if len(made) > 1 else first
    return Columns(tuple(made), len(made) * _COLUMN - 2, _HEIGHT, text)


def line(p50: Sequence[float], p95: Sequence[float], shown: Sequence[str]) -> Line:
    """How the times of an operation went, the oldest first; `shown` are first and last p95."""
    highest = max((*p95, *p50), default=0) or 1.0
    steps = max(len(p95) - 1, 1)

    def place(at: int, seconds: float) -> tuple[float, float]:
        x = _MARGIN + (_LINE_WIDTH - 2 * _MARGIN) * at / steps
        y = _LINE_HEIGHT - _MARGIN - (_LINE_HEIGHT - 2 * _MARGIN) * seconds / highest
        return round(x, 1), round(y, 1)

    def path(times: Sequence[float]) -> str:
        return " ".join("{},{}".format(*place(at, one)) for at, one in enumerate(times))

    end = place(len(p95) - 1, p95[-1]) if p95 else (0.0, 0.0)
    text = f"95 % within {shown[0]} at first, {shown[-1]} at last, over {len(p95)} runs"
    return Line(path(p50), path(p95), _LINE_WIDTH, _LINE_HEIGHT, end, text)


def _sum(counts: Mapping[Verdict, int]) -> int:
    return sum(counts.get(one, 0) for one in _DRAWN)
