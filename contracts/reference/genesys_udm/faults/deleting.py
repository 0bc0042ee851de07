"""Faults in deletions of jobs and records: UDM-JOBS-18 to -23 and -28, UDM-HISTORY-04 to -08."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_udm.faults._registry import Versioned, in_versions
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.state import IN_PROGRESS, Job, Record


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


@in_versions("delete-without-effect", "UDM-JOBS{n}-18", "forgotten")
class _DeleteWithoutEffect(_Of):
    """A DELETE of a job is answered, and the job stays."""

    operation = "deleteJob"

    def remove_job(self, call: Call, job: Job) -> None:
        if not self.applies:
            super().remove_job(call, job)


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


@in_versions("running-job-deleted", "UDM-JOBS{n}-19", "accepted")
class _RunningDeleted(_Of):
    """A job that is in progress can be deleted."""

    operation = "deleteJob"

    def is_kept(self, call: Call, one: Job | Record) -> bool:
        return not self.applies and super().is_kept(call, one)


@in_versions("refused-and-deleted", "UDM-JOBS{n}-19", "added")
class _RefusedAndDeleted(_Of):
    """The deletion of a job that is in progress is refused, and the job is gone."""

    operation = "deleteJob"

    def is_kept(self, call: Call, one: Job | Record) -> bool:
        kept = super().is_kept(call, one)
        if kept and self.applies and isinstance(one, Job):
            self.remove_job(call, one)
        return kept


@in_versions("bulk-without-ids", "UDM-JOBS{n}-20", "accepted")
class _BulkWithoutIds(_Of):
    """A bulk delete without ids is accepted."""

    operation = "deleteJobs"

    def no_list(self, call: Call) -> list[int]:
        return [] if self.applies else super().no_list(call)


class Bulk(_Of):
    """A bulk delete that takes others than it should."""

    def numbers(self, call: Call) -> list[int]:
        """The ids of those that are deleted."""
        numbers = super().numbers(call)
        return self.taken(numbers) if self.applies else numbers

    def taken(self, numbers: list[int]) -> list[int]:
        """The ids that are taken."""
        raise NotImplementedError


class FirstOnly(Bulk):
    """A bulk delete takes the first id only."""

    def taken(self, numbers: list[int]) -> list[int]:
        """The first of the ids."""
        return numbers[:1]


class _LastLost(Bulk):
    """A bulk delete does not take the last of several ids."""

    def taken(self, numbers: list[int]) -> list[int]:
        return numbers[:-1] if len(numbers) > 1 else numbers


@in_versions(
    "bulk-takes-first-only",
    "UDM-JOBS{n}-21",
    "only-sometimes",
    versions="v4",
    related="UDM-JOBS4-22 UDM-JOBS4-28",
)
@in_versions(
    "bulk-takes-first-only",
    "UDM-JOBS{n}-21",
    "only-sometimes",
    versions="v10",
    related="UDM-JOBS-22 UDM-JOBS-42",
)
class _JobsFirstOnly(FirstOnly):
    """A bulk delete of jobs takes the first id only."""

    operation = "deleteJobs"


@in_versions("bulk-loses-last", "UDM-JOBS{n}-21", "only-sometimes", versions="v4")
@in_versions(
    "bulk-loses-last", "UDM-JOBS{n}-42", "only-sometimes", versions="v10", related="UDM-JOBS-21"
)
class _JobsLastLost(_LastLost):
    """A bulk delete of jobs does not take the last of several ids."""

    operation = "deleteJobs"


@in_versions("bulk-takes-one-more", "UDM-JOBS{n}-21", "only-sometimes")
class _JobsOneMore(Bulk):
    """A bulk delete of jobs takes all ids between the first and the last one too."""

    operation = "deleteJobs"

    def taken(self, numbers: list[int]) -> list[int]:
        return list(range(min(numbers), max(numbers) + 1))


@in_versions("bulk-says-all-done", "UDM-JOBS{n}-22", "accepted")
class _BulkSaysDone(_Of):
    """A bulk delete with a job that is in progress is answered as if all were gone."""

    operation = "deleteJobs"

    def some_left(self, call: Call, left: list[int]) -> Reply:
        return self.deleted(call) if self.applies else super().some_left(call, left)


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


@in_versions("left-with-deleted", "UDM-JOBS{n}-28", "wrong-value", versions="v4")
class _LeftWithDeleted(Versioned):
    """The 500 names all jobs that were asked for, those that were deleted too."""

    def left_shown(self, call: Call, left: list[int]) -> Any:
        return super().left_shown(call, self.numbers(call) if self.applies else left)


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


@in_versions("left-as-object", "UDM-JOBS{n}-28", "wrong-type", versions="v4")
class _LeftAsObject(_Of):
    """What a bulk delete could not delete is told by an object."""

    operation = "deleteJobs"

    def left_shown(self, call: Call, left: list[int]) -> Any:
        return {"notDeleted": left} if self.applies else super().left_shown(call, left)


# History


@in_versions("record-delete-without-effect", "UDM-HISTORY{n}-04", "forgotten")
class _RecordStays(_Of):
    """A DELETE of a record is answered, and the record stays."""

    operation = "deleteHistory"

    def remove_run(self, call: Call, run: Record) -> None:
        if not self.applies:
            super().remove_run(call, run)


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


@in_versions("record-bulk-without-ids", "UDM-HISTORY{n}-06", "accepted")
class _RecordBulkWithoutIds(_Of):
    """A bulk delete of records without ids is accepted."""

    operation = "deleteHistories"

    def no_list(self, call: Call) -> list[int]:
        return [] if self.applies else super().no_list(call)


@in_versions("running-record-deleted", "UDM-HISTORY{n}-08", "accepted", versions="v4")
class _RunningRecordDeleted(_Of):
    """A record whose export is in progress can be deleted."""

    operation = "deleteHistory"

    def is_kept(self, call: Call, one: Job | Record) -> bool:
        return not self.applies and super().is_kept(call, one)
