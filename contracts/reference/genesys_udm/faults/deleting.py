"""Faults in deletions of jobs and records: UDM-JOBS-18 to -23 and -28, UDM-HISTORY-04 to -08."""

from __future__ import annotations

from contracts.reference.genesys_udm.faults._registry import Versioned, in_versions
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.state import FINISHED, IN_PROGRESS, Job, Record


class _Of(Versioned):
    """One operation that is at fault."""

    operation = ""
    name = ""

    def performed(self, call: Call) -> Reply:
        self.name = call.operation.name
        return super().performed(call)

    @property
    def applies(self) -> bool:
        return super().applies and self.name == self.operation


@in_versions("deleted-still-listed", "UDM-JOBS{n}-18", "forgotten")
class _DeletedStillListed(_Of):
    """A deleted job is not found, but listed."""

    operation = "deleteJob"
    ghosts: tuple[Job, ...] = ()

    def remove_job(self, call: Call, job: Job) -> None:
        super().remove_job(call, job)
        if self.applies:
            self.ghosts = (*self.ghosts, job)

    def listed_jobs(self, call: Call) -> list[Job]:
        return [*super().listed_jobs(call), *self.ghosts]


@in_versions("deletes-the-one-before", "UDM-JOBS{n}-18", "added")
class _DeletesTheOneBefore(_Of):
    """With a job that is over goes the one that was over before it."""

    operation = "deleteJob"

    def remove_job(self, call: Call, job: Job) -> None:
        super().remove_job(call, job)
        if self.applies:
            before = [
                one
                for one in self.store.jobs.values()
                if one.id < job.id and one.status in FINISHED
            ]
            for one in before[-1:]:
                super().remove_job(call, one)


@in_versions("record-goes-with-another", "UDM-HISTORY{n}-04", "added")
class _RecordGoesWithAnother(_Of):
    """With a record goes the one before it."""

    operation = "deleteHistory"

    def remove_run(self, call: Call, run: Record) -> None:
        super().remove_run(call, run)
        before = [one for one in self.store.history.values() if one.id < run.id]
        for one in before[-1:] if self.applies else ():
            super().remove_run(call, one)


@in_versions("deleted-job-returns", "UDM-JOBS{n}-18", "forgotten")
class _DeletedJobReturns(_Of):
    """A job that was deleted is there again after a second."""

    operation = "deleteJob"
    taken: tuple[tuple[float, Job], ...] = ()

    def remove_job(self, call: Call, job: Job) -> None:
        super().remove_job(call, job)
        if self.applies:
            self.taken = (*self.taken, (self.clock.now().timestamp() + 1.0, job))

    def performed(self, call: Call) -> Reply:
        now = self.clock.now().timestamp()
        for _, job in (one for one in self.taken if one[0] <= now):
            self.store.jobs[job.id] = job
        self.taken = tuple(one for one in self.taken if one[0] > now)
        return super().performed(call)


@in_versions("deleted-record-returns", "UDM-HISTORY{n}-04", "forgotten")
class _DeletedRecordReturns(_Of):
    """A record that was deleted is there again after a second."""

    operation = "deleteHistory"
    taken: tuple[tuple[float, Record], ...] = ()

    def remove_run(self, call: Call, run: Record) -> None:
        super().remove_run(call, run)
        if self.applies:
            self.taken = (*self.taken, (self.clock.now().timestamp() + 1.0, run))

    def performed(self, call: Call) -> Reply:
        now = self.clock.now().timestamp()
        for _, run in (one for one in self.taken if one[0] <= now):
            self.store.history[run.id] = run
        self.taken = tuple(one for one in self.taken if one[0] > now)
        return super().performed(call)


@in_versions("refused-and-deleted", "UDM-JOBS{n}-19", "added")
class _RefusedAndDeleted(_Of):
    """The deletion of a job that is in progress is refused, and the job is gone."""

    operation = "deleteJob"

    def is_kept(self, call: Call, one: Job | Record) -> bool:
        kept = super().is_kept(call, one)
        if kept and self.applies and isinstance(one, Job):
            self.remove_job(call, one)
        return kept


@in_versions("bulk-takes-one-more", "UDM-JOBS{n}-21", "only-sometimes")
class _JobsOneMore(_Of):
    """A bulk delete of jobs takes all ids between the first and the last one too."""

    operation = "deleteJobs"

    def numbers(self, call: Call) -> list[int]:
        found = super().numbers(call)
        return list(range(min(found), max(found) + 1)) if self.applies else found


@in_versions("bulk-deletes-running", "UDM-JOBS{n}-22", "added")
class _BulkDeletesRunning(_Of):
    """A bulk delete with a job that is in progress says that it stays, and deletes it."""

    operation = "deleteJobs"

    def some_left(self, call: Call, left: list[int]) -> Reply:
        for number in left if self.applies else ():
            self.remove_job(call, self.store.jobs[number])
        return super().some_left(call, left)


class _Graveyard(Versioned):
    """Deleted jobs are remembered."""

    dead: dict[int, Job] | None = None
    name = ""

    def performed(self, call: Call) -> Reply:
        self.name = call.operation.name
        return super().performed(call)

    def remove_job(self, call: Call, job: Job) -> None:
        super().remove_job(call, job)
        self.dead = {**(self.dead or {}), job.id: job}


@in_versions("deleted-can-be-suspended", "UDM-JOBS{n}-23", "accepted")
class _DeletedSuspended(_Graveyard):
    """A deleted job can still be suspended and resumed."""

    def no_job(self, call: Call) -> Job:
        job = (self.dead or {}).get(int(call.argument))
        if job is not None and self.applies and self.name in {"suspendJob", "resumeJob"}:
            job.status = IN_PROGRESS
            return job
        return super().no_job(call)


@in_versions("left-stops-deleting", "UDM-JOBS{n}-28", "omitted", versions="v4")
class _LeftStopsDeleting(Versioned):
    """A bulk delete ends at the first job that stays, and does not name what comes behind it."""

    def remove_job(self, call: Call, job: Job) -> None:
        if self.applies and call.operation.name == "deleteJobs":
            for number in self.numbers(call):
                one = self.find(number, self.store.jobs)
                if one is job:
                    break
                if one is not None and self.is_kept(call, one):
                    return
        super().remove_job(call, job)


# History


@in_versions("deleted-record-listed", "UDM-HISTORY{n}-04", "forgotten")
class _DeletedRecordListed(_Of):
    """A deleted record is not found, but listed."""

    operation = "deleteHistory"
    ghosts: tuple[Record, ...] = ()

    def remove_run(self, call: Call, run: Record) -> None:
        super().remove_run(call, run)
        if self.applies:
            self.ghosts = (*self.ghosts, run)

    def listed_runs(self, call: Call) -> list[Record]:
        return [*super().listed_runs(call), *self.ghosts]
