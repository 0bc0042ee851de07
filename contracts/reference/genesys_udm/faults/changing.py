"""Faults in updates and in the life of jobs: UDM-JOBS-10 to -17 and -24, and the same in v4."""

from __future__ import annotations

from dataclasses import replace

from contracts.reference.genesys_udm.faults._registry import Versioned, in_versions
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.showing import Shown
from contracts.reference.genesys_udm.state import FINISHED, IN_PROGRESS, SUSPENDED, Job, Order


@in_versions(
    "update-not-stored", "UDM-JOBS{n}-10", "forgotten", related="UDM-JOBS{n}-30 UDM-JOBS{n}-46"
)
class _UpdateNotStored(Versioned):
    """An update is answered as it should be, and not stored."""

    def update_job(self, call: Call) -> Reply:
        if not self.applies or self.is_started(self.job(call)):
            return super().update_job(call)
        job = self.job(call)
        before = job.order
        reply = super().update_job(call)
        self.reorder(job, before)
        return reply


@in_versions(
    "update-stores-title-only", "UDM-JOBS{n}-10", "only-sometimes", related="UDM-JOBS{n}-30"
)
class _UpdateTitleOnly(Versioned):
    """An update stores nothing but the title."""

    def replace(self, call: Call, job: Job, order: Order) -> None:
        kept = replace(job.order, title=order.title) if self.applies else order
        super().replace(call, job, kept)


@in_versions("update-of-started", "UDM-JOBS{n}-12", "accepted", versions="v10")
class _UpdateOfStarted(Versioned):
    """A job that has started can be updated."""

    def update_job(self, call: Call) -> Reply:
        job = self.job(call)
        if self.applies and job.status == IN_PROGRESS:
            job.order = self.read_order(call)
            return self.json(call, 200, self.job_info(call, job))
        return super().update_job(call)


@in_versions("update-of-finished", "UDM-JOBS{n}-33", "accepted", versions="v10")
class _UpdateOfFinished(Versioned):
    """A job that is over can be updated."""

    def update_job(self, call: Call) -> Reply:
        job = self.job(call)
        if self.applies and job.status in FINISHED:
            job.order = self.read_order(call)
            return self.json(call, 200, self.job_info(call, job))
        return super().update_job(call)


class _Moving(Versioned):
    """A server that knows which request it is that moves a job."""

    def suspend(self, job: Job) -> None:
        if self.applies:
            self.suspend_badly(job)
        else:
            super().suspend(job)

    def suspend_badly(self, job: Job) -> None:
        """Suspend a job in the version that is at fault."""
        super().suspend(job)

    def resume(self, job: Job) -> None:
        if self.applies:
            self.resume_badly(job)
        else:
            super().resume(job)

    def resume_badly(self, job: Job) -> None:
        """Resume a job in the version that is at fault."""
        super().resume(job)

    def cancel(self, job: Job) -> None:
        if self.applies:
            self.cancel_badly(job)
        else:
            super().cancel(job)

    def cancel_badly(self, job: Job) -> None:
        """Cancel a job in the version that is at fault."""
        super().cancel(job)


@in_versions(
    "suspend-only-said", "UDM-JOBS{n}-14", "forgotten", versions="v10", related="UDM-JOBS{n}-36"
)
class _SuspendOnlySaid(_Moving):
    """A suspend says that the job is suspended, and changes nothing."""

    def suspend_badly(self, job: Job) -> None:
        """Do nothing."""

    def moved(self, call: Call, job: Job) -> Reply:
        if self.applies and call.operation.name == "suspendJob":
            shown = {**self.job_info(call, job), "status": self.status_shown(SUSPENDED)}
            return self.json(call, 200, shown)
        return super().moved(call, job)


@in_versions("cancelled-and-completed", "UDM-JOBS{n}-17", "wrong-value")
class _CancelledAndCompleted(_Moving):
    """A cancelled job says so, and comes to be completed when its time is over."""

    def cancel_badly(self, job: Job) -> None:
        self.hidden = {*self.hidden, job.id}

    hidden: frozenset[int] | set[int] = frozenset()

    def job_info(self, call: Call, job: Job) -> Shown:
        shown = super().job_info(call, job)
        hide = job.id in self.hidden and job.status not in FINISHED
        return {**shown, "status": self.status_shown("CANCELLED")} if hide else shown


@in_versions("suspend-undoes-update", "UDM-JOBS{n}-24", "only-sometimes")
class _SuspendUndoesUpdate(_Moving):
    """A suspend after an update brings the old title back."""

    titles: dict[int, str] | None = None

    def replace(self, call: Call, job: Job, order: Order) -> None:
        self.titles = {**(self.titles or {}), job.id: job.order.title}
        super().replace(call, job, order)

    def suspend_badly(self, job: Job) -> None:
        super().suspend_badly(job)
        old = (self.titles or {}).pop(job.id, None)
        if old is not None:
            job.order = replace(job.order, title=old)


@in_versions(
    "suspended-twice-listed-twice",
    "UDM-JOBS{n}-24",
    "only-sometimes",
    related="UDM-LIST-jobs{V}-FROM UDM-LIST-jobs{V}-JOIN UDM-LIST-jobs{V}-COUNT",
)
class _SuspendedTwiceListedTwice(_Moving):
    """A job that is suspended, resumed and suspended again is in the list twice."""

    counts: dict[int, int] | None = None

    def suspend_badly(self, job: Job) -> None:
        before = self.counts or {}
        self.counts = {**before, job.id: before.get(job.id, 0) + (job.status != SUSPENDED)}
        super().suspend_badly(job)

    def listed_jobs(self, call: Call) -> list[Job]:
        jobs = super().listed_jobs(call)
        counts = self.counts or {}
        return jobs + [job for job in jobs if counts.get(job.id, 0) > 1] if self.applies else jobs


class _TwoAtOnce(Versioned):
    """What is done to one job is done to the one that was made before it, too."""

    def beside(self, job: Job) -> list[Job]:
        """The job that was made before another one, unless it is over."""
        before = [one for one in self.store.jobs.values() if one.id < job.id]
        return [one for one in before if one.status not in FINISHED][-1:]


@in_versions("cancel-takes-two", "UDM-JOBS{n}-48", "added")
class _CancelTakesTwo(_TwoAtOnce):
    """A cancel ends the unfinished job before it, too."""

    def cancel_job(self, call: Call) -> Reply:
        job = self.unfinished(call)
        for one in self.beside(job) if self.applies else ():
            self.cancel(one)
        return super().cancel_job(call)


@in_versions("suspend-takes-two", "UDM-JOBS{n}-48", "added")
class _SuspendTakesTwo(_TwoAtOnce):
    """A suspend suspends the unfinished job before it, too."""

    def suspend_job(self, call: Call) -> Reply:
        for one in self.beside(self.unfinished(call)) if self.applies else ():
            self.suspend(one)
        return super().suspend_job(call)


@in_versions("resume-takes-two", "UDM-JOBS{n}-48", "added")
class _ResumeTakesTwo(_TwoAtOnce):
    """A resume resumes the unfinished job before it, too."""

    def resume_job(self, call: Call) -> Reply:
        for one in self.beside(self.unfinished(call)) if self.applies else ():
            self.resume(one)
        return super().resume_job(call)


@in_versions("update-takes-two", "UDM-JOBS{n}-48", "added", related="UDM-JOBS{n}-01")
class _UpdateTakesTwo(_TwoAtOnce):
    """An update is stored for the unfinished job before it, too."""

    def replace(self, call: Call, job: Job, order: Order) -> None:
        super().replace(call, job, order)
        for one in self.beside(job) if self.applies else ():
            super().replace(call, one, order)
