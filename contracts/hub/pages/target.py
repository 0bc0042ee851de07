"""A target: its verdicts and its latency over its runs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from contracts.hub import answers, asked, pictures
from contracts.hub.desk import Desk
from contracts.model import Verdict
from contracts.report.html import environment
from contracts.store.queries import JudgedRow, LatencyRow, judgings, latencies, standings
from contracts.store.queries.glances import Outline, outline, verdicts_in, verdicts_since

_STEADY = frozenset({Verdict.PASS, Verdict.NOT_APPLICABLE, Verdict.NOT_TESTED})


class Row(msgspec.Struct, frozen=True):
    """A requirement with its latest verdict and its past."""

    of: Outline
    latest: Verdict
    strip: pictures.Strip


class Feature(msgspec.Struct, frozen=True):
    """The requirements of a feature: those with anything but one steady verdict, and the others."""

    name: str
    moving: tuple[Row, ...]
    steady: tuple[Row, ...]


class Times(msgspec.Struct, frozen=True):
    """The latency of an operation; `latest` is the latest run's."""

    latest: LatencyRow
    line: pictures.Line


def target(desk: Desk, request: Request) -> Response:
    """The page."""
    found = asked.target_of(desk, request)
    count = asked.number(request, "runs", 30, 2, 100)
    judged = judgings(desk.store, found.id, limit=count)
    runs = [pictures.Run(one.run, one.started) for one in reversed(judged)]
    return answers.page(
        request,
        "target_page.html",
        {
            "target": found,
            "since": verdicts_since(desk.store, found.id).get(found.id, found.latest.started),
            "standings": standings(desk.store, target_id=found.id, state="broken"),
            "features": _features(desk, judged, runs),
            "trend": pictures.columns(
                [(run, one.counts) for run, one in zip(runs, reversed(judged), strict=True)]
            ),
            "runs": judged,
            "verdicts": list(Verdict),
            "latency": _latency(latencies(desk.store, found.id, runs=count)),
            "count": count,
        },
    )


def _features(
    desk: Desk, judged: Sequence[JudgedRow], runs: Sequence[pictures.Run]
) -> list[Feature]:
    keys = {one.id: one.run for one in judged}
    said = verdicts_in(desk.store, keys)
    latest = judged[0].id
    table: dict[str, list[Row]] = {}
    for one in outline(desk.store, latest):
        marks = said.get(one.requirement, {})
        if latest not in marks:
            continue
        by_run = {keys[key]: verdict for key, verdict in marks.items()}
        strip = pictures.strip(runs, by_run)
        table.setdefault(one.feature, []).append(Row(one, marks[latest], strip))
    return [_feature(name, rows) for name, rows in table.items()]


def _feature(name: str, rows: Sequence[Row]) -> Feature:
    steady = [one for one in rows if {part.verdict for part in one.strip.pieces} <= _STEADY]
    return Feature(name, tuple(one for one in rows if one not in steady), tuple(steady))


def _latency(found: Sequence[LatencyRow]) -> list[Times]:
    """The operations by name; those that nothing was asked of in the latest run are left out."""
    table: dict[str, list[LatencyRow]] = {}
    for one in reversed(found):
        if one.responses:
            table.setdefault(one.operation, []).append(one)
    latest = found[0].run if found else None
    span = environment().filters["span"]
    return [
        Times(
            rows[-1],
            pictures.line(
                [one.p50 for one in rows],
                [one.p95 for one in rows],
                (span(rows[0].p95), span(rows[-1].p95)),
            ),
        )
        for _, rows in sorted(table.items())
        if rows[-1].run == latest
    ]
