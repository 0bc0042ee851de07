"""What the three versions of the API share: one store of jobs, history, files, certificate."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass, field
from typing import Any

from contracts.reference.clock import Clock

SCHEDULED = "SCHEDULED"
IN_PROGRESS = "IN_PROGRESS"
SUSPENDED = "SUSPENDED"
CANCELLED = "CANCELLED"
COMPLETED = "COMPLETED"
FAILED = "FAILED"

FINISHED = frozenset({CANCELLED, COMPLETED, FAILED})


def written(moment: dt.datetime) -> str:
    """A time as the server writes it: `2026-01-05T09:00:00.000Z`."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_moment(text: str) -> dt.datetime | None:
    """The time that an ISO 8601 text says, UTC unless it says otherwise; None for other texts."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


@dataclass(slots=True)
class Order:
    """What a caller wants exported, and when: the Job of the document."""

    source: str
    type: str
    title: str
    time_frame: dict[str, Any]
    description: str
    scheduler: dict[str, Any]
    params: dict[str, Any]
    suspended: bool
    split_size: str = ""

    @property
    def schedule_type(self) -> str:
        """How the start is set: IMMEDIATE, RECURRING or ONCE."""
        if self.scheduler.get("immediately"):
            return "IMMEDIATE"
        return "RECURRING" if self.scheduler.get("cron") else "ONCE"


@dataclass(slots=True)
class Record:
    """One run of a job, as the history keeps it. `since` is set while time counts for it."""

    id: int
    job_id: int
    order: Order
    created: dt.datetime
    status: str
    duration_s: float
    elapsed_s: float = 0.0
    since: float | None = None
    file_name: str = ""
    file_size: int = 0

    @property
    def progress(self) -> int:
        """How far the run has come, in percent."""
        if self.status == COMPLETED:
            return 100
        return max(0, min(99, int(100 * self.elapsed_s / self.duration_s)))


@dataclass(slots=True)
class Job:
    """A job; `run` is its latest run, `due` the monotonic time of the next."""

    id: int
    order: Order
    created: dt.datetime
    status: str
    due: float | None = None
    run: Record | None = None
    runs: int = 0


@dataclass(slots=True)
class File:
    """An exported file; its content is made of the name and the number of lines."""

    name: str
    job_title: str
    type: str
    source: str
    history_id: int
    uploaded: dt.datetime
    content: bytes


@dataclass(slots=True)
class Certificate:
    """The certificate with which exports are encrypted."""

    name: str
    content: bytes
    modified: dt.datetime


@dataclass(slots=True)
class Store:
    """All state. Jobs that may still move are in `moving` as well."""

    clock: Clock
    jobs: dict[int, Job] = field(default_factory=dict)
    history: dict[int, Record] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    moving: dict[int, Job] = field(default_factory=dict)
    certificate: Certificate | None = None
    job_numbers: Any = field(default_factory=lambda: itertools.count(1001))
    run_numbers: Any = field(default_factory=lambda: itertools.count(50001))

    def add_job(self, order: Order, status: str, created: dt.datetime | None = None) -> Job:
        """A new job."""
        job = Job(next(self.job_numbers), order, created or self.clock.now(), status)
        self.jobs[job.id] = job
        if status not in FINISHED:
            self.moving[job.id] = job
        return job

    def add_run(self, job: Job, status: str, duration_s: float) -> Record:
        """A new history record of a job."""
        run = Record(
            next(self.run_numbers), job.id, job.order, self.clock.now(), status, duration_s
        )
        self.history[run.id] = run
        job.run = run
        job.runs += 1
        return run
