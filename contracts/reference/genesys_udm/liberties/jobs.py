"""Liberties in jobs, their history, and what is accepted of them."""

from __future__ import annotations

from contracts.reference.clock import Clock
from contracts.reference.genesys_udm import data
from contracts.reference.genesys_udm.liberties._registry import liberty
from contracts.reference.genesys_udm.request import Call, Refused, Reply, refuse
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.state import (
    Job,
    Order,
)


@liberty("record-has-id-of-job", ambiguity="UDM-AMB-33")
class _RecordHasIdOfJob(Udm):
    """The record of a job's first run has the id of the job."""

    def start(self, job: Job, at: float) -> None:
        super().start(job, at)
        run = job.run
        if run is not None and job.id not in self.store.history:
            del self.store.history[run.id]
            run.id = job.id
            self.store.history[run.id] = run


@liberty("history-goes-with-job")
class _HistoryGoesWithJob(Udm):
    """With a job its history is deleted."""

    def remove_job(self, call: Call, job: Job) -> None:
        super().remove_job(call, job)
        for run in [one for one in self.store.history.values() if one.job_id == job.id]:
            self.remove_run(call, run)


@liberty("conflicts-409", ambiguity="UDM-AMB-17", choice="left")
class _Conflicts409(Udm):
    """What cannot be done in a job's state is answered with 409."""

    def already_started(self, call: Call, job: Job) -> None:  # noqa: ARG002
        refuse(409, f"job {job.id} has started")

    def already_finished(self, call: Call, job: Job) -> None:  # noqa: ARG002
        refuse(409, f"job {job.id} is finished")

    def some_left(self, call: Call, left: list[int]) -> Reply:
        return self.json(call, 409, self.left_shown(call, left))

    def refusal(self, call: Call, refusal: Refused) -> Reply:
        if refusal.status == 400 and refusal.why.endswith("in progress"):  # noqa: PLR2004
            refusal.status = 409
        return super().refusal(call, refusal)


@liberty("left-500-everywhere", ambiguity="UDM-AMB-17", choice="left")
class _Left500Everywhere(Udm):
    """A bulk deletion that leaves something is answered with 500 in v10 as well."""

    def some_left(self, call: Call, left: list[int]) -> Reply:
        return self.json(call, 500, self.left_shown(call, left))


@liberty("choices-only", ambiguity="UDM-AMB-28")
class _ChoicesOnly(Udm):
    """An order names a source and an entity that there are to choose from, and UCS or DataSync."""

    def check_order(self, order: Order) -> None:
        super().check_order(order)
        if order.source not in data.SOURCES or order.type not in {"UCS", "DataSync"}:
            refuse(400, f"there is no {order.source} of type {order.type}")
        if order.params.get("type") not in data.TYPES[order.source]:
            refuse(400, f"{order.source} has no {order.params.get('type')}")


@liberty("suspended-either-type", ambiguity="UDM-AMB-07")
class _SuspendedEitherType(Udm):
    """suspended is read as a boolean and as a text in both versions."""

    def other_suspended(self, call: Call) -> bool:
        value = self.read_members(call)["suspended"]
        if isinstance(value, str):
            return value.lower() == "true"
        return value if isinstance(value, bool) else super().other_suspended(call)


@liberty("ids-great")
class _IdsGreat(Udm):
    """Ids need more than 32 bits."""

    def accept(self, order: Order) -> Job:
        job = super().accept(order)
        for table in (self.store.jobs, self.store.moving):
            table.pop(job.id, None)
        job.id += 4_000_000_000_000
        self.store.jobs[job.id] = self.store.moving[job.id] = job
        return job


@liberty("ids-negative")
class _IdsNegative(Udm):
    """The ids of new records are negative: an integer may be."""

    def start(self, job: Job, at: float) -> None:
        super().start(job, at)
        run = job.run
        if run is not None:
            del self.store.history[run.id]
            run.id = -run.id
            self.store.history[run.id] = run

    def number_of(self, call: Call, given: str) -> int:
        sign = -1 if given.startswith("-") else 1
        return sign * super().number_of(call, given.removeprefix("-"))


@liberty("certificate-first")
class _CertificateFirst(Udm):
    """There is no certificate to begin with, and no job is accepted without one."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.store.certificate = None

    def check_order(self, order: Order) -> None:
        if self.store.certificate is None:
            refuse(400, "there is no certificate to encrypt exports with")
        super().check_order(order)
