"""`uc-contracts run --dry-run`: what a run would send, by a rehearsal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import msgspec

from contracts import apis
from contracts.model import (
    ExchangeRecorded,
    RecordedRequest,
    Request,
    Results,
    Target,
    TargetResult,
    Verdict,
)
from contracts.report import events, evidence, one_line
from contracts.report.write import content

_NAMED = 6
_HONEST = (
    "The embedded reference server stood in for the target, with the settings of the target file. "
    "The numbers for the real target may differ: longer lists are read in more pages, and failures "
    "are repeated up to three times for confirmation."
)


class _Sent(msgspec.Struct):
    """What was sent of one kind."""

    count: int = 0
    writes: int = 0
    wrong: int = 0


def show(
    folder: Path,
    results: Results,
    targets: tuple[Target, ...],
    rates: Mapping[str, float | None],
) -> None:
    """Print what the rehearsal in `folder` sent, target by target.

    `rates` are the limits, in requests per second, of the real targets by their keys.
    """
    for target, result in zip(targets, results.targets, strict=True):
        click.echo(one_line(f"Dry run of {target.key}: nothing was sent to it."))
        for line in (
            *_counted(folder, target, rates.get(target.key)),
            *_unjudged(result),
        ):
            click.echo(f"  {one_line(line)}")
    click.echo(_HONEST)


def _counted(folder: Path, target: Target, rate: float | None) -> Iterator[str]:
    sent: dict[tuple[str, str], _Sent] = {}
    writers: Counter[str] = Counter()
    kind = apis.find(target.api)
    bodies = _bodies(folder)
    for event in events(folder, ("exchange",)):
        match event:
            case ExchangeRecorded() if event.target == target.key and event.test:
                request = event.request
                row = sent.setdefault((request.method, _kind(request)), _Sent())
                row.count += 1
                body = bodies.get(request.body or "", b"")
                asked = Request(request.method, request.url, request.headers, body)
                if not kind.reads(asked, target):
                    row.writes += 1
                    row.wrong += request.defect is not None
                    writers[event.test.rpartition("/")[2]] += 1
            case _:
                pass
    total = sum(one.count for one in sent.values())
    writes = sum(one.writes for one in sent.values())
    wrong = sum(one.wrong for one in sent.values())
    yield f"{total:,} requests, {writes:,} of which may change data; allow is {target.allow}"
    if wrong:
        yield f"{wrong:,} of these are wrong on purpose: a target that rejects them changes nothing"
    if rate:
        yield f"at {rate:g} a second that is {total / rate:,.0f} s at least"
    for (method, what), row in sorted(sent.items(), key=lambda one: -one[1].count):
        mark = f"  {row.writes:,} may change data" if row.writes else ""
        yield f"  {row.count:>6,}  {method:<7} {what}{mark}"
    if writers:
        yield "tests that may change data:"
        for test, count in writers.items():
            yield f"  {count:>6,}  {test}"


def _bodies(folder: Path) -> dict[str, bytes]:
    """What was sent in the bodies of requests: over a raw connection that alone tells what is."""
    digests = {
        event.request.body
        for event in events(folder, ("exchange",))
        if isinstance(event, ExchangeRecorded) and event.request.body
    }
    return {one.digest: content(one) for one in evidence.bodies(folder, digests)}


def _kind(request: RecordedRequest) -> str:
    if request.defect:
        return f"wrong on purpose: {request.defect}"
    return request.operation or "no operation of the document"


def _unjudged(result: TargetResult) -> Iterator[str]:
    """What a run is not going to test, by reason."""
    reasons: dict[str, list[str]] = {}
    for one in result.requirements:
        if one.verdict is Verdict.NOT_TESTED:
            reasons.setdefault(one.reason, []).append(one.id)
    if reasons:
        yield "will not be tested:"
    for reason, ids in reasons.items():
        more = ", …" if len(ids) > _NAMED else ""
        yield f"  {len(ids):>6,}  {', '.join(ids[:_NAMED])}{more}: {reason}"
