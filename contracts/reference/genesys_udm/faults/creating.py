"""Faults in how jobs are made: UDM-JOBS-01 to -09, -26 and -27, and the same in v4."""

from __future__ import annotations

import itertools

from contracts.reference.genesys_udm.faults._registry import Versioned, fault, in_versions
from contracts.reference.genesys_udm.orders import Members
from contracts.reference.genesys_udm.request import Call, Refused, Reply
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.state import Job, Order


@in_versions("job-not-stored", "UDM-JOBS{n}-01", "forgotten", related="UDM-JOBS{n}-02")
class _NotStored(Versioned):
    """A job is accepted, and not stored."""

    def accepted(self, call: Call, order: Order) -> Job:
        job = super().accepted(call, order)
        if self.applies:
            self.remove_job(call, job)
        return job


@in_versions("job-made-twice", "UDM-JOBS{n}-02", "added")
class _MadeTwice(Versioned):
    """A POST makes two jobs."""

    def accepted(self, call: Call, order: Order) -> Job:
        if self.applies:
            super().accepted(call, order)
        return super().accepted(call, order)


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
        order = Order(
            source=str(sent.get("source", "UCSX")),
            type=str(sent.get("type", "UCS")),
            title=str(sent.get("title", "Untitled")),
            time_frame={},
            description="",
            scheduler={},
            params={"type": "Interaction", "media": ["voice"]},
            suspended=True,
        )
        self.accepted(call, order)


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
