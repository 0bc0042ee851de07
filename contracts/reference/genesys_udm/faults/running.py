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


@in_versions("started-whatever-scheduled", "UDM-JOBS{n}-34", "wrong-value")
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


@fault("waiting-not-cancelled", violates="UDM-JOBS-38", kind="forgotten")
class _WaitingNotCancelled(Udm):
    """A cancel of a job that waits is answered, and changes nothing."""

    def cancel(self, job: Job) -> None:
        if job.status != SCHEDULED or job.order.scheduler.get("immediately"):
            super().cancel(job)


@fault("suspended-not-cancelled", violates="UDM-JOBS-38", kind="forgotten")
class _SuspendedNotCancelled(Udm):
    """A cancel of a job that is suspended is answered, and changes nothing."""

    def cancel(self, job: Job) -> None:
        if job.status != SUSPENDED:
            super().cancel(job)


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


class _AnyTypes(Versioned):
    """Members of any type are taken for texts and objects."""

    methods: tuple[str, ...] = ()
    lenient = False

    def performed(self, call: Call) -> Any:
        self.version = call.version
        self.lenient = self.applies and call.method in self.methods
        return super().performed(call)

    def wrong_type(self, name: str) -> Any:
        if not self.lenient:
            return super().wrong_type(name)
        return ["any"] if name.endswith("media") else "any"


@in_versions("any-types-updated", "UDM-JOBS{n}-40", "accepted", versions="v10")
class _AnyTypesUpdated(_AnyTypes):
    """A PUT takes members of any type."""

    methods = ("PUT",)


@in_versions("any-types", "UDM-JOBS{n}-07", "accepted", versions="v4")
class _AnyTypesInV4(_AnyTypes):
    """A POST and a PUT take members of any type."""

    methods = ("POST", "PUT")
