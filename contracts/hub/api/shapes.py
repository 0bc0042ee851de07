"""What the JSON API answers with. Each is a schema of the OpenAPI document."""

from __future__ import annotations

import datetime as dt

import msgspec

from contracts.model import Level, RunVerdict, Verdict
from contracts.report.compare import Direction
from contracts.store.queries import JudgedRow, Mark, StandingRow, TargetRow
from contracts.store.queries.glances import RequirementRow
from contracts.store.queries.runs import RunRow


class Counts(msgspec.Struct, frozen=True, omit_defaults=True, rename="kebab"):
    """How many requirements have each verdict; those that none has are left out."""

    error: int = 0
    fail: int = 0
    inconclusive: int = 0
    warn: int = 0
    passed: int = msgspec.field(default=0, name="pass")
    waived: int = 0
    not_tested: int = 0
    not_applicable: int = 0


class Judged(msgspec.Struct, frozen=True):
    """A target in one run; `run` is the run's id, `catalogue` a digest."""

    run: str
    started: dt.datetime
    verdict: RunVerdict
    base_url: str
    version: str
    exchanges: int
    seconds: float
    catalogue: str
    counts: Counts
    trouble: str | None = None


class Target(msgspec.Struct, frozen=True):
    """A target, and its latest run."""

    id: int
    api: str
    name: str
    groups: tuple[str, ...]
    latest: Judged


class Run(msgspec.Struct, frozen=True):
    """A run. `exit` and `decision` are the gate's, `batch` is the run of a fleet it is part of."""

    id: str
    started: dt.datetime
    seconds: float
    suite: str
    depth: str
    explore: bool
    verdict: RunVerdict
    targets: int
    accepted: bool
    stopped: str | None = None
    exit: int | None = None
    decision: str | None = None
    batch: str | None = None


class Standing(msgspec.Struct, frozen=True):
    """Where a requirement stands at a target: `state` is `kept`, `broken` or `open`.

    `verdict` and `reason` are the latest; the state began with the run `since_run`. `flips` counts
    how often it went from kept to broken or back by the same catalogue.
    """

    api: str
    requirement: str
    target_id: int
    target: str
    level: Level
    feature: str
    verdict: Verdict
    reason: str
    run: str
    state: str
    since_run: str
    since: dt.datetime
    flips: int
    flipped: dt.datetime | None = None


class Requirement(msgspec.Struct, frozen=True):
    """A requirement over all targets: how many break it, how many keep it, since when."""

    api: str
    id: str
    level: Level
    feature: str
    statement: str
    broken: int
    kept: int
    flips: int
    since: dt.datetime | None = None


class Past(msgspec.Struct, frozen=True):
    """A verdict of a requirement at a target in one run."""

    target_id: int
    run: str
    started: dt.datetime
    verdict: Verdict
    reason: str


class Change(msgspec.Struct, frozen=True):
    """A requirement whose verdict is another one; null where a run does not hold it."""

    requirement: str
    before: Verdict | None
    after: Verdict | None
    direction: Direction
    reason: str


class ComparedTarget(msgspec.Struct, frozen=True):
    """A target of both runs; `differences` say what was different about the judging."""

    api: str
    before: str
    after: str
    differences: tuple[str, ...]
    changes: tuple[Change, ...]
    same: int


class Comparison(msgspec.Struct, frozen=True):
    """Two runs; `unmatched` says which targets stand in one of them only."""

    worse: bool
    differences: tuple[str, ...]
    unmatched: tuple[str, ...]
    targets: tuple[ComparedTarget, ...]


class Taken(msgspec.Struct, frozen=True):
    """A run that was taken in: `state` is `new`, `same` or `updated`."""

    run: str
    state: str
    targets: int
    verdicts: int


class Problem(msgspec.Struct, frozen=True):
    """What went wrong (RFC 9457); `detail` says what to do."""

    type: str
    title: str
    status: int
    detail: str


class Health(msgspec.Struct, frozen=True):
    """Whether the store can be read, and whether the hub takes runs."""

    status: str
    version: str
    accepts_runs: bool


class Targets(msgspec.Struct, frozen=True):
    """Targets, the worst first; `all` counts those that fit the question."""

    items: tuple[Target, ...]
    all: int


class Judgings(msgspec.Struct, frozen=True):
    """The runs of a target, the latest first."""

    items: tuple[Judged, ...]


class Runs(msgspec.Struct, frozen=True):
    """Runs, the latest first; whether there are more that fit the question."""

    items: tuple[Run, ...]
    more: bool


class Standings(msgspec.Struct, frozen=True):
    """Where requirements stand; what broke last comes first."""

    items: tuple[Standing, ...]


class Requirements(msgspec.Struct, frozen=True):
    """Requirements, those that most targets break first."""

    items: tuple[Requirement, ...]
    all: int


class Timeline(msgspec.Struct, frozen=True):
    """Verdicts of one requirement, the latest first."""

    items: tuple[Past, ...]


def counts_of(given: JudgedRow) -> Counts:
    """The counts of a judged target."""
    table = {one.value: count for one, count in given.counts.items()}
    return msgspec.convert(table, Counts)


def judged_of(row: JudgedRow) -> Judged:
    """A judged target."""
    return Judged(
        row.run,
        row.started,
        row.verdict,
        row.base_url,
        row.version,
        row.exchanges,
        row.seconds,
        row.catalogue,
        counts_of(row),
        row.trouble,
    )


def target_of(row: TargetRow) -> Target:
    """A target."""
    return Target(row.id, row.api, row.name, row.groups, judged_of(row.latest))


def run_of(row: RunRow) -> Run:
    """A run."""
    return Run(
        row.key,
        row.started,
        row.seconds,
        row.suite,
        row.depth,
        row.explore,
        row.verdict,
        row.targets,
        row.accepted,
        row.stopped,
        row.exit,
        row.decision,
        row.batch,
    )


def standing_of(row: StandingRow) -> Standing:
    """Where a requirement stands."""
    return Standing(
        row.api,
        row.requirement,
        row.target_id,
        row.target,
        row.level,
        row.feature,
        row.verdict,
        row.reason,
        row.run,
        row.state,
        row.since_run,
        row.since,
        row.flips,
        row.flipped,
    )


def requirement_of(row: RequirementRow) -> Requirement:
    """A requirement."""
    return Requirement(
        row.api,
        row.requirement,
        row.level,
        row.feature,
        row.statement,
        row.broken,
        row.kept,
        row.flips,
        row.since,
    )


def past_of(row: Mark) -> Past:
    """A verdict of the past."""
    return Past(row.target_id, row.run, row.started, row.verdict, row.reason)
