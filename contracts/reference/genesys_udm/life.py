"""The life of a job: it waits, runs, is suspended, resumed and cancelled, and ends."""

from __future__ import annotations

import datetime as dt

from contracts.reference.genesys_udm.exporting import exported
from contracts.reference.genesys_udm.orders import Orders
from contracts.reference.genesys_udm.schedule import next_run
from contracts.reference.genesys_udm.state import (
    CANCELLED,
    COMPLETED,
    FINISHED,
    IN_PROGRESS,
    SCHEDULED,
    SUSPENDED,
    Job,
    Order,
    Record,
    read_moment,
)

QUEUED_S = 0.02
PART_S = 0.08
ALL_S = 2.0
WIDE = dt.timedelta(days=366)
_LINES = 12


class Life(Orders):
    """The layer in which jobs move on, by the clock."""

    def settle(self) -> None:
        """Move on all jobs to where they are by now."""
        now = self.clock.monotonic()
        for job in list(self.store.moving.values()):
            if job.status == SCHEDULED and job.due is not None and job.due <= now:
                self.start(job, job.due)
            run = job.run
            if job.status == IN_PROGRESS and run is not None and run.since is not None:
                run.elapsed_s += now - run.since
                run.since = now
                if run.elapsed_s >= run.duration_s:
                    self.complete(job, run)

    def queued_s(self) -> float:
        """How long a job that may start at once waits before it does."""
        return QUEUED_S

    def duration_s(self, order: Order) -> float:
        """How long a run takes: all there is takes longer than a time frame."""
        begin, end = (read_moment(order.time_frame.get(one, "")) for one in ("dateFrom", "dateTo"))
        wide = begin is not None and end is not None and end - begin > WIDE
        return ALL_S if order.time_frame.get("all") or wide else PART_S

    def accept(self, order: Order) -> Job:
        """A new job."""
        job = self.store.add_job(order, SUSPENDED if order.suspended else SCHEDULED)
        job.due = self.first_start(order)
        return job

    def reorder(self, job: Job, order: Order) -> None:
        """Give a job that has not started a new order."""
        job.order = order
        job.status = SUSPENDED if order.suspended else SCHEDULED
        job.due = self.first_start(order)

    def first_start(self, order: Order) -> float | None:
        """The monotonic time at which a job that is not suspended starts; None if it never does."""
        soonest = self.clock.monotonic() + self.queued_s()
        scheduler = order.scheduler
        if scheduler.get("immediately"):
            return soonest
        if scheduler.get("cron"):
            return self.next_start(order)
        start = read_moment(scheduler.get("startDate", ""))
        if start is None:
            return None
        away = (start - self.clock.now()).total_seconds()
        return max(soonest, self.clock.monotonic() + away)

    def next_start(self, order: Order) -> float | None:
        """The monotonic time of the next run of a recurring job, not before its start date."""
        now = self.clock.now()
        begin = read_moment(order.scheduler.get("startDate", "")) or now
        at = next_run(order.scheduler["cron"], max(now, begin))
        return None if at is None else self.clock.monotonic() + (at - now).total_seconds()

    def start(self, job: Job, at: float) -> None:
        """Begin a run, at the monotonic time `at`."""
        run = self.store.add_run(job, IN_PROGRESS, self.duration_s(job.order))
        run.since = at
        job.status, job.due = IN_PROGRESS, None

    def complete(self, job: Job, run: Record) -> None:
        """End a run: its file is there."""
        run.status, run.since = COMPLETED, None
        file = exported(run, self.clock.now(), _LINES)
        run.file_name, run.file_size = file.name, len(file.content)
        self.store.files[file.name] = file
        again = self.next_start(job.order) if self.repeats(job) else None
        if again is None:
            self.finish(job, COMPLETED)
        else:
            job.status, job.due = SCHEDULED, again

    def repeats(self, job: Job) -> bool:
        """Whether a job has runs to come."""
        scheduler = job.order.scheduler
        if scheduler.get("immediately") or not scheduler.get("cron"):
            return False
        most = scheduler.get("runs", "")
        return not (most.isascii() and most.isdigit()) or job.runs < int(most)

    def finish(self, job: Job, status: str) -> None:
        """End a job."""
        job.status, job.due = status, None
        self.store.moving.pop(job.id, None)

    def is_started(self, job: Job) -> bool:
        """Whether a job has begun what it has to do now: running, suspended in a run, or over."""
        if job.status in FINISHED or job.status == IN_PROGRESS:
            return True
        return job.run is not None and job.run.status == SUSPENDED

    def suspend(self, job: Job) -> None:
        """Stop a job for a while; nothing happens to one that is suspended already."""
        job.status, job.order.suspended = SUSPENDED, True
        run = job.run
        if run is not None and run.status == IN_PROGRESS:
            run.status, run.since = SUSPENDED, None

    def resume(self, job: Job) -> None:
        """Let a suspended job go on; nothing happens to one that is not suspended."""
        if job.status != SUSPENDED:
            return
        job.order.suspended = False
        run = job.run
        if run is not None and run.status == SUSPENDED:
            run.status, run.since = IN_PROGRESS, self.clock.monotonic()
            job.status = IN_PROGRESS
            return
        job.status = SCHEDULED
        job.due = self.first_start(job.order)

    def cancel(self, job: Job) -> None:
        """End a job before its time."""
        run = job.run
        if run is not None and run.status not in FINISHED:
            run.status, run.since = CANCELLED, None
        self.finish(job, CANCELLED)
