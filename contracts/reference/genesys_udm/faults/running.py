"""Faults in when jobs run: UDM-JOBS-12, -17, -34 to -38, and the same in v4."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_udm.faults._registry import Versioned, fault, in_versions
from contracts.reference.genesys_udm.request import Call
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.state import (
    IN_PROGRESS,
    SCHEDULED,
    SUSPENDED,
    Job,
    Order,
)


@in_versions(
    "started-whatever-scheduled", "UDM-JOBS{n}-34", "wrong-value", related="UDM-JOBS{n}-46"
)
class _StartedWhateverScheduled(Versioned):
    """A new job starts at once, whatever its scheduler says."""

    def accepted(self, call: Call, order: Order) -> Job:
        job = super().accepted(call, order)
        if self.applies and job.status == SCHEDULED:
            job.due = self.clock.monotonic() + self.queued_s()
        return job


@in_versions(
    "suspended-and-started",
    "UDM-JOBS{n}-35",
    "wrong-value",
    related="UDM-JOBS{n}-30 UDM-FILTER-jobs{V}-suspend",
)
class _SuspendedAndStarted(Versioned):
    """A job that is made suspended starts like any other."""

    def accepted(self, call: Call, order: Order) -> Job:
        job = super().accepted(call, order)
        if self.applies and job.status == SUSPENDED and order.scheduler.get("immediately"):
            job.status, job.order.suspended = SCHEDULED, False
        return job


class _Hidden(Udm):
    """Some jobs go on although they say that they are suspended."""

    going: dict[int, float] | None = None

    def suspend(self, job: Job) -> None:
        run = job.run
        was = run is not None and run.status == IN_PROGRESS
        super().suspend(job)
        if was:
            self.going = {**(self.going or {}), job.id: self.clock.monotonic()}

    def settle(self) -> None:
        super().settle()
        now = self.clock.monotonic()
        for number, since in list((self.going or {}).items()):
            job = self.store.jobs.get(number)
            run = job.run if job else None
            if job is None or run is None or job.status != SUSPENDED:
                (self.going or {}).pop(number, None)
                continue
            run.elapsed_s += now - since
            (self.going or {})[number] = now
            if run.elapsed_s >= run.duration_s:
                self.complete(job, run)


@fault("suspended-goes-on", violates="UDM-JOBS-36", kind="wrong-value", related="UDM-JOBS-37")
class _SuspendedGoesOn(_Hidden):
    """A job in progress that is suspended goes on all the same."""


@fault("resumed-stands-still", violates="UDM-JOBS-37", kind="wrong-value")
class _ResumedStandsStill(Udm):
    """A job that was in progress when it was suspended makes no progress once it is resumed."""

    def resume(self, job: Job) -> None:
        super().resume(job)
        if job.run is not None and job.status == IN_PROGRESS:
            job.run.since = None


@fault("no-body-updates", violates="UDM-JOBS-39", kind="accepted")
class _NoBodyUpdates(Udm):
    """A PUT without a body is accepted, and changes nothing."""

    def malformed(self, call: Call) -> Any:
        if call.method != "PUT" or call.body:
            return super().malformed(call)
        order = self.job(call).order
        return {
            "source": order.source,
            "type": order.type,
            "title": order.title,
            "timeFrame": order.time_frame,
            "schedulerParam": order.scheduler,
            "jobParams": order.params,
            "suspended": order.suspended,
        }
