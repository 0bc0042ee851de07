"""What became of a fleet: its document, its lines, its exit code."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from contracts.fleet.model import Ending, Outcome, Row
from contracts.model import Exit, RunVerdict
from contracts.report.text import one_line, plural

_WORST = (Exit.SUITE, Exit.NOT_CONFORMING, Exit.USAGE, Exit.UNJUDGED, Exit.OK)
_VERDICTS = (RunVerdict.NOT_CONFORMING, RunVerdict.NOT_VERIFIED, RunVerdict.CONFORMING)
_TELLING = ("error", "fail", "inconclusive", "warn", "waived")


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A target in the document of a run of the fleet; `seconds` is the time of its run."""

    label: str
    api: str
    name: str
    base_url: str
    groups: tuple[str, ...]
    ending: str
    exit: int
    reason: str
    verdict: str | None = None
    counts: dict[str, int] = msgspec.field(default_factory=dict)
    run: str = ""
    worker: str = ""
    place: str = ""
    attempts: int = 1
    seconds: float = 0.0
    left: tuple[str, ...] = ()


class Summary(msgspec.Struct, frozen=True):
    """What `fleet.json` says; targets stand there worst first."""

    fleet: str
    batch: str
    store: str
    started: str
    seconds: float
    exit: int
    reason: str
    targets: tuple[Entry, ...]


def summary(  # noqa: PLR0913 - the facts of a run
    rows: Sequence[Row],
    outcomes: Iterable[Outcome],
    *,
    fleet: str,
    batch: str,
    store: str,
    started: dt.datetime,
    seconds: float,
) -> Summary:
    """The document of a run of the fleet."""
    by_label = {row.label: row for row in rows}
    pairs = sorted(
        ((by_label[one.label], one) for one in outcomes), key=lambda pair: _badness(pair[1])
    )
    worst = min((one.exit for _, one in pairs), key=_WORST.index, default=Exit.UNJUDGED)
    return Summary(
        fleet,
        batch,
        store,
        started.isoformat(timespec="seconds"),
        round(seconds, 3),
        int(worst),
        _reason(worst, [one for _, one in pairs]),
        tuple(_entry(row, one) for row, one in pairs),
    )


def _badness(one: Outcome) -> tuple[Any, ...]:
    verdict = _VERDICTS.index(one.verdict) if one.verdict else -1
    failed = [-one.counts.get(name, 0) for name in _TELLING]
    return _WORST.index(one.exit), verdict, failed, one.label


def _entry(row: Row, one: Outcome) -> Entry:
    return Entry(
        label=row.label,
        api=row.api,
        name=row.name,
        base_url=row.base_url,
        groups=row.groups,
        ending=one.ending.value,
        exit=int(one.exit),
        reason=one_line(one.reason),
        verdict=one.verdict.value if one.verdict else None,
        counts=dict(one.counts),
        run=one.run,
        worker=one.worker,
        place=one.place,
        attempts=one.attempt,
        seconds=round(one.seconds, 3),
        left=one.left,
    )


def _reason(worst: Exit, outcomes: Sequence[Outcome]) -> str:
    count = sum(one.exit == worst for one in outcomes)
    texts = {
        Exit.SUITE: f"the suite broke down at {plural(count, 'target')}",
        Exit.NOT_CONFORMING: f"{plural(count, 'target')} did not pass the gate",
        Exit.USAGE: f"{plural(count, 'target')} could not be used as configured",
        Exit.UNJUDGED: f"{plural(count, 'target')} could not be judged",
        Exit.OK: f"{plural(count, 'target')} passed",
    }
    return texts[worst]


def counted(summed: Summary) -> str:
    """How many targets have each verdict: `400 targets: 3 not-conforming, 397 conforming`."""
    kinds = Counter(one.verdict or one.ending for one in summed.targets)
    order = [verdict.value for verdict in _VERDICTS]
    names = [one for one in order if one in kinds] + sorted(set(kinds) - set(order))
    said = ", ".join(f"{kinds[name]:,} {name}" for name in names)
    return f"{plural(len(summed.targets), 'target')}: {said}"


def lines_of(summed: Summary) -> Iterator[str]:
    """A line for each target, worst first, then what was left behind."""
    width = max((len(one.label) for one in summed.targets), default=0)
    for one in summed.targets:
        yield line_of(one, width)
    left = [(one.label, text) for one in summed.targets for text in one.left]
    if left:
        yield "Left behind, and to be removed by the next run of the fleet or by hand:"
    for label, text in left:
        yield f"  {label}: {text}"


def line_of(one: Entry, width: int = 0) -> str:
    """What became of a target, in one line."""
    counts = ", ".join(f"{one.counts[name]:,} {name}" for name in _TELLING if one.counts.get(name))
    verdict = one.verdict or f"not judged ({one.ending})"
    why = one.reason if one.exit != Exit.OK and (one.verdict is None or not counts) else counts
    where = f"  {one.place}" if one.place and one.exit != Exit.OK else ""
    return one_line(f"{verdict:15} {one.label:{width}}  {why or 'nothing open'}{where}")


def told(one: Outcome) -> str:
    """What became of a target, in one line, as soon as that is known."""
    counts = ", ".join(f"{one.counts[name]:,} {name}" for name in _TELLING if one.counts.get(name))
    verdict = one.verdict.value if one.verdict else f"not judged ({one.ending.value})"
    why = one.reason if one.verdict is None or (one.exit and not counts) else counts
    where = f" by {one.worker} in {one.seconds:.0f} s" if one.worker and one.verdict else ""
    return f"{one.label}: {verdict}{where}{f': {why}' if why else ''}"


def was_judged(one: Outcome) -> bool:
    """Whether an outcome is that of a run in the store."""
    return one.ending is Ending.JUDGED
