"""Liberties in time: what was accepted shows later, and jobs start when a scheduler looks."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_udm.liberties._registry import liberty
from contracts.reference.genesys_udm.request import Call
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.state import FINISHED, SUSPENDED, File, Job, Order, Record

_LATER_S = 0.15
_TICK_S = 0.25


@liberty("accepted-later", ambiguity="UDM-AMB-39", choice="later")
class _AcceptedLater(Udm):
    """A new job is given and listed a moment after it was accepted."""

    shown_at: dict[int, float] | None = None

    def accept(self, order: Order) -> Job:
        job = super().accept(order)
        self.shown_at = {**(self.shown_at or {}), job.id: self.clock.monotonic() + _LATER_S}
        return job

    def find(self, number: int, table: dict[int, Any]) -> Any:
        found = super().find(number, table)
        return None if isinstance(found, Job) and self.is_hidden(found) else found

    def is_hidden(self, job: Job) -> bool:
        """Whether a job does not show yet."""
        return (self.shown_at or {}).get(job.id, 0.0) > self.clock.monotonic()

    def listed_jobs(self, call: Call) -> list[Job]:
        return [job for job in super().listed_jobs(call) if not self.is_hidden(job)]


@liberty("deleted-later", ambiguity="UDM-AMB-39", choice="later")
class _DeletedLater(Udm):
    """What is deleted goes a moment after that was accepted."""

    leaving: list[tuple[float, dict[Any, Any], Any]] | None = None

    def leave(self, table: dict[Any, Any], key: Any) -> None:
        """Let something go in a moment."""
        due = self.clock.monotonic() + _LATER_S
        self.leaving = [*(self.leaving or []), (due, table, key)]

    def remove_job(self, call: Call, job: Job) -> None:  # noqa: ARG002
        self.leave(self.store.jobs, job.id)
        self.leave(self.store.moving, job.id)

    def remove_run(self, call: Call, run: Record) -> None:  # noqa: ARG002
        self.leave(self.store.history, run.id)

    def remove_file(self, call: Call, name: str) -> None:  # noqa: ARG002
        self.leave(self.store.files, name)

    def settle(self) -> None:
        now = self.clock.monotonic()
        for due, table, key in self.leaving or []:
            if due <= now:
                table.pop(key, None)
        self.leaving = [one for one in self.leaving or [] if one[0] > now]
        super().settle()


@liberty("lists-from-index", ambiguity="UDM-AMB-39", choice="later")
class _ListsFromIndex(Udm):
    """Lists are those of an index that is made anew from time to time."""

    indices: dict[str, tuple[float, list[Any]]] | None = None

    def indexed(self, name: str, now: list[Any]) -> list[Any]:
        """The items of an index, as they were when it was made."""
        made, items = (self.indices or {}).get(name, (float("-inf"), []))
        if self.clock.monotonic() - made < _TICK_S:
            return items
        self.indices = {**(self.indices or {}), name: (self.clock.monotonic(), now)}
        return now

    def listed_jobs(self, call: Call) -> list[Job]:
        return self.indexed("jobs", super().listed_jobs(call))

    def listed_runs(self, call: Call) -> list[Record]:
        return self.indexed("runs", super().listed_runs(call))

    def listed_files(self, call: Call) -> list[File]:
        return self.indexed("files", super().listed_files(call))


@liberty("cancel-takes-time", ambiguity="UDM-AMB-39")
class _CancelTakesTime(Udm):
    """A job that is cancelled ends a moment later."""

    ending: dict[int, float] | None = None

    def cancel(self, job: Job) -> None:
        self.ending = {**(self.ending or {}), job.id: self.clock.monotonic() + _LATER_S}

    def settle(self) -> None:
        super().settle()
        for number, due in list((self.ending or {}).items()):
            job = self.store.jobs.get(number)
            if due <= self.clock.monotonic():
                (self.ending or {}).pop(number, None)
                if job is not None and job.status not in FINISHED:
                    super().cancel(job)


@liberty("suspension-takes-time", ambiguity="UDM-AMB-39")
class _SuspensionTakesTime(Udm):
    """A job that is to be suspended is so a moment later."""

    stopping: dict[int, float] | None = None

    def suspend(self, job: Job) -> None:
        self.stopping = {**(self.stopping or {}), job.id: self.clock.monotonic() + _LATER_S}

    def settle(self) -> None:
        super().settle()
        for number, due in list((self.stopping or {}).items()):
            job = self.store.jobs.get(number)
            if due <= self.clock.monotonic():
                (self.stopping or {}).pop(number, None)
                if job is not None and job.status not in {*FINISHED, SUSPENDED}:
                    super().suspend(job)


@liberty("resumed-at-next-tick", choice="resumed")
class _ResumedAtNextTick(Udm):
    """A job that was made suspended starts at the next look of the scheduler once it is resumed."""

    def resume(self, job: Job) -> None:
        super().resume(job)
        if job.due is not None:
            job.due += 4 * _TICK_S


@liberty("resumed-never-starts", choice="resumed")
class _ResumedNeverStarts(Udm):
    """A job that was made suspended waits for a start of its own once it is resumed."""

    def resume(self, job: Job) -> None:
        super().resume(job)
        if job.status not in FINISHED and job.run is None:
            job.due = None
