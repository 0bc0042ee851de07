"""Faults between the versions, and in who may call."""

from __future__ import annotations

from typing import Any, ClassVar

from contracts.reference.genesys_udm.faults._registry import Versioned, fault
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.showing import Shown
from contracts.reference.genesys_udm.state import Certificate, Job, Order


@fault("unauthorized-and-deleted", violates="UDM-deleteJobV10-AUTH", kind="accepted")
class _RefusedAndDeleted(Udm):
    """A job is deleted by whoever asks, also by those who are told that they may not."""

    def denied(self, call: Call) -> Reply | None:
        reply = super().denied(call)
        if reply is not None and call.operation.id == "deleteJobV10":
            self.performed(call)
        return reply


class _Apart(Versioned):
    """Jobs made through one version are not known to the other one."""

    made_by: ClassVar[str] = ""
    hidden: frozenset[int] = frozenset()

    def accepted(self, call: Call, order: Order) -> Job:
        job = super().accepted(call, order)
        if call.version == self.made_by:
            self.hidden = self.hidden | {job.id}
        return job

    def find(self, number: int, table: dict[int, Any]) -> Any:
        lost = self.applies and number in self.hidden and table is self.store.jobs
        return None if lost else super().find(number, table)

    def listed_jobs(self, call: Call) -> list[Job]:
        jobs = super().listed_jobs(call)
        return [job for job in jobs if not self.applies or job.id not in self.hidden]


@fault(
    "v10-jobs-unknown-to-v4",
    violates="UDM-ACROSS-01",
    kind="out-of-step",
    related="UDM-JOBS4-17 UDM-JOBS4-19 UDM-JOBS4-22",
)
class _V10JobsUnknownToV4(_Apart):
    """Jobs made through v10 are not there in v4."""

    only, made_by = "v4", "v10"


@fault("v4-jobs-unknown-to-v10", violates="UDM-ACROSS-02", kind="out-of-step")
class _V4JobsUnknownToV10(_Apart):
    """Jobs made through v4 are not there in v10."""

    only, made_by = "v10", "v4"


@fault("v4-shows-other-title", violates="UDM-ACROSS-01", kind="only-sometimes")
class _V4ShowsOtherTitle(_Apart):
    """v4 shows jobs of v10 with a title without what is not ASCII."""

    only, made_by = "v4", "v10"

    def find(self, number: int, table: dict[int, Any]) -> Any:
        return table.get(number)

    def listed_jobs(self, call: Call) -> list[Job]:  # noqa: ARG002
        return list(self.store.jobs.values())

    def job_definition(self, call: Call, job: Job) -> Shown:
        shown = super().job_definition(call, job)
        if job.id in self.hidden:
            shown["title"] = job.order.title.encode("ascii", "replace").decode()
        return shown


@fault("v3-own-certificate", violates="UDM-ACROSS-05", kind="out-of-step")
class _V3OwnCertificate(Udm):
    """v3 goes on to speak of the first certificate."""

    first: Certificate | None = None

    def keep(self, call: Call, certificate: Certificate) -> None:
        if call.version == "v10":
            self.first = self.first or self.store.certificate
        else:
            self.first = certificate
        super().keep(call, certificate)

    def certificate_shown(self, call: Call, certificate: Certificate) -> Shown:
        if call.version == "v3" and self.first is not None:
            certificate = self.first
        return super().certificate_shown(call, certificate)


@fault(
    "v4-delete-unseen",
    violates="UDM-ACROSS-07",
    kind="out-of-step",
    related="UDM-JOBS4-21",
)
class _V4DeleteUnseen(Versioned):
    """A job that v4 has deleted is still there in v10."""

    only = "v10"
    ghosts: dict[int, Job] | None = None

    def remove_job(self, call: Call, job: Job) -> None:
        super().remove_job(call, job)
        if call.version == "v4":
            self.ghosts = {**(self.ghosts or {}), job.id: job}

    def find(self, number: int, table: dict[int, Any]) -> Any:
        found = super().find(number, table)
        if found is None and self.applies and table is self.store.jobs:
            return (self.ghosts or {}).get(number)
        return found
