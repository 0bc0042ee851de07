"""The main lists, history and files: their length, and how they move."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from contracts.reference.genesys_udm.exporting import exported
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.state import COMPLETED, FINISHED, Job, Record
from contracts.reference.rows import Rows

_FIRST = 800_001
"""Ids of runs and jobs that the server's own counters do not reach."""
_LINES = 5


def grow(server: Udm, count: int) -> None:
    """So many runs in the history, each with a file."""
    ended = [job for job in server.store.jobs.values() if job.status == COMPLETED]
    missing = count - len(server.store.history)
    for number in range(missing):
        _add_run(server, ended[number % len(ended)], _FIRST + number, number)
    for run in list(server.store.history.values())[: max(0, -missing)]:
        if run.status in FINISHED:
            server.store.history.pop(run.id)


def come(server: Udm, number: int) -> None:
    """A job more that has ended, its run, and its file."""
    ended = next(job for job in server.store.jobs.values() if job.status == COMPLETED)
    created = server.clock.now() - dt.timedelta(days=1, minutes=number)
    order = replace(ended.order, title=f"{ended.order.title} ({number})")
    job = Job(_FIRST - number, order, created, COMPLETED)
    server.store.jobs[job.id] = job
    job.run = _add_run(server, job, _FIRST - number, number)


def go(server: Udm, number: int) -> None:
    """A run of the seed less, its file, and each third time a job that has ended."""
    ended = [run for run in server.store.history.values() if run.status in FINISHED]
    if len(ended) > 1:
        run = ended[number * 7 % len(ended)]
        server.store.history.pop(run.id)
        server.store.files.pop(run.file_name, None)
    jobs = [job for job in server.store.jobs.values() if job.status in FINISHED]
    if number % 3 == 0 and len(jobs) > 1:
        server.store.jobs.pop(jobs[0].id)


def work(server: Udm, seconds: float) -> None:
    """Every export takes that long."""
    vars(server)["duration_s"] = lambda _order: seconds


def _add_run(server: Udm, job: Job, identifier: int, number: int) -> Record:
    created = server.clock.now() - dt.timedelta(days=30, minutes=number)
    run = Record(identifier, job.id, job.order, created, COMPLETED, 60.0, elapsed_s=60.0)
    file = exported(run, created + dt.timedelta(minutes=1), _LINES)
    run.file_name, run.file_size = file.name, len(file.content)
    server.store.history[run.id] = run
    server.store.files[file.name] = file
    return run


ROWS = Rows(
    paths=re.compile(r"/[^/]+/(?:v10|v4|v3)/(?:export/jobs|export/history|file-metadatas)/?"),
    mark=re.compile(rb'"(?:createdDate|uploadDate)"'),
    grow=grow,
    come=come,
    go=go,
    work=work,
)
