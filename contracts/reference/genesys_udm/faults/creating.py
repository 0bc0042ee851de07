"""Faults in how jobs are made: UDM-JOBS-01 to -09, -26 and -27, and the same in v4."""

from __future__ import annotations

import itertools
from typing import Any

from contracts.reference.genesys_udm.faults._registry import Versioned, fault, in_versions
from contracts.reference.genesys_udm.faults.refusals import COMPLETE
from contracts.reference.genesys_udm.orders import Members
from contracts.reference.genesys_udm.request import Call, Refused, Reply, refuse
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.state import Job, Order

_SEEDED = 1024
_ORDER: Members = {**COMPLETE, "jobParams": {"type": "Interaction", "media": ["voice"]}}


@in_versions("job-not-stored", "UDM-JOBS{n}-01", "forgotten", related="UDM-JOBS{n}-02")
class _NotStored(Versioned):
    """A job is accepted, and not stored."""

    def accepted(self, call: Call, order: Order) -> Job:
        job = super().accepted(call, order)
        if self.applies:
            self.remove_job(call, job)
        return job


@in_versions("new-jobs-unlisted", "UDM-JOBS{n}-02", "forgotten")
class _Unlisted(Versioned):
    """New jobs are not in the list of jobs."""

    def listed_jobs(self, call: Call) -> list[Job]:
        jobs = super().listed_jobs(call)
        return [job for job in jobs if job.id <= _SEEDED] if self.applies else jobs


@in_versions("broken-json-accepted", "UDM-JOBS{n}-05", "accepted")
class _BrokenAccepted(Versioned):
    """A body that is not JSON is accepted."""

    def malformed(self, call: Call) -> Members:
        if self.applies and call.body:
            return {**_ORDER, "suspended": False if self.version == "v10" else "false"}
        return super().malformed(call)


@in_versions(
    "no-body-accepted", "UDM-JOBS{n}-06", "accepted", versions="v10", related="UDM-JOBS-39"
)
class _NoBodyAccepted(Versioned):
    """A POST without a body is accepted."""

    def malformed(self, call: Call) -> Members:
        if self.applies and not call.body:
            return {**_ORDER}
        return super().malformed(call)


@in_versions(
    "wrong-types-accepted", "UDM-JOBS{n}-07", "accepted", versions="v10", related="UDM-JOBS-40"
)
class _WrongTypesAccepted(Versioned):
    """Members of a wrong type are made what they should be."""

    def text(self, body: Members, name: str, default: str = "") -> str:
        value = body.get(name, default)
        if self.applies and not isinstance(value, str):
            return str(value)
        return super().text(body, name, default)

    def members(self, call: Call, body: Members, name: str, types: dict[str, type]) -> Members:
        if self.applies and not isinstance(body.get(name, {}), dict):
            body = {**body, name: {"type": "Interaction", "media": ["voice"]}}
        return super().members(call, body, name, types)

    def other_suspended(self, call: Call) -> bool:
        return False if self.applies else super().other_suspended(call)


@in_versions("refused-and-made", "UDM-JOBS{n}-08", "added")
class _RefusedButMade(Versioned):
    """A POST that is refused makes a job all the same."""

    def create_job(self, call: Call) -> Reply:
        try:
            return super().create_job(call)
        except Refused:
            if self.applies:
                self.make_anyway(call)
            raise

    def make_anyway(self, call: Call) -> None:
        """Make a job of what has been refused."""
        try:
            sent = self.read_members(call)
        except Refused:
            return
        known: dict[str, Any] = {**_ORDER, **{k: v for k, v in sent.items() if k in _ORDER}}
        known["suspended"] = True
        order = Order(
            source=str(known["source"]),
            type=str(known["type"]),
            title=str(known["title"]),
            time_frame={},
            description="",
            scheduler={},
            params={"type": "Interaction", "media": ["voice"]},
            suspended=True,
        )
        self.accepted(call, order)


@in_versions("any-id-taken", "UDM-JOBS{n}-09", "accepted")
class _AnyIdTaken(Versioned):
    """A GET with an id that is no number gives the first job or record."""

    def no_number(self, call: Call, given: str) -> int:
        if self.applies and call.method == "GET" and call.operation.name == "getJob":
            return next(iter(self.store.jobs))
        return super().no_number(call, given)


@in_versions("no-number-500", "UDM-JOBS{n}-09", "wrong-status")
class _NoNumber500(Versioned):
    """An id that is no number breaks the server down."""

    def no_number(self, call: Call, given: str) -> int:
        if self.applies and call.operation.name == "getJob":
            refuse(500, "NumberFormatException")
        return super().no_number(call, given)


@fault(
    "ids-used-twice-v10",
    violates="UDM-JOBS-26",
    kind="wrong-value",
    related="UDM-JOBS-04 UDM-JOBS-21 UDM-JOBS4-21 UDM-JOBS-01 UDM-JOBS4-01",
)
class _IdsUsedTwice(Udm):
    """All new jobs have the same id; the latest one is kept."""

    def accept(self, order: Order) -> Job:
        job = super().accept(order)
        self.store.job_numbers = itertools.count(job.id)
        return job


@in_versions("description-required", "UDM-JOBS{n}-27", "refused")
class _DescriptionRequired(Versioned):
    """A POST without a description is refused."""

    def required(self, call: Call) -> tuple[str, ...]:
        more = ("description",) if self.applies and call.method == "POST" else ()
        return (*super().required(call), *more)


@in_versions("dates-required", "UDM-JOBS{n}-27", "refused")
class _DatesRequired(Versioned):
    """A POST whose timeFrame has no dates is refused."""

    def read_members(self, call: Call) -> Members:
        body = super().read_members(call)
        frame = body.get("timeFrame")
        mine = self.applies and call.method == "POST"
        if mine and isinstance(frame, dict) and "dateFrom" not in frame:
            refuse(400, "timeFrame has no dates")
        return body


@in_versions("split-size-required", "UDM-JOBS{n}-27", "refused")
class _SplitSizeRequired(Versioned):
    """A POST without jobParams.fileSplitSize is refused."""

    def required_params(self, call: Call) -> tuple[str, ...]:
        more = ("fileSplitSize",) if self.applies and call.method == "POST" else ()
        return (*super().required_params(call), *more)
