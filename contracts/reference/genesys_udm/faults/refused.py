"""Faults in what a refused POST or PUT of a job leaves, and in which members one may lack."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import msgspec

from contracts.reference.genesys_udm.faults._registry import Versioned, in_versions
from contracts.reference.genesys_udm.orders import Members
from contracts.reference.genesys_udm.request import Call, Refused, Reply
from contracts.reference.genesys_udm.state import FINISHED, IN_PROGRESS, Job, Order


class _RefusedAndUpdated(Versioned):
    """A PUT that is refused changes the job all the same."""

    def update_job(self, call: Call) -> Reply:
        try:
            return super().update_job(call)
        except Refused:
            job = self.store.jobs.get(self.number_of(call, call.argument))
            if self.applies and job is not None and self.is_meant(job):
                with suppress(Refused):
                    job.order = self.partly(job.order, self.read_members(call))
            raise

    def is_meant(self, job: Job) -> bool:
        """Whether the job is one whose refusals are at fault."""
        return not self.is_started(job)

    def partly(self, order: Order, sent: Members) -> Order:
        """What a job is about after a refusal."""
        return replace(order, title=str(sent.get("title") or "Untitled"))


@in_versions("refused-and-updated", "UDM-JOBS{n}-13", "added")
class _RefusedAndTitled(_RefusedAndUpdated):
    """A PUT that is refused changes the title all the same."""


@in_versions("refused-and-described", "UDM-JOBS{n}-13", "added")
class _RefusedAndDescribed(_RefusedAndUpdated):
    """A PUT that is refused changes the description all the same."""

    def partly(self, order: Order, sent: Members) -> Order:
        return replace(order, description=str(sent.get("description", "")))


@in_versions("refused-and-dated", "UDM-JOBS{n}-13", "added")
class _RefusedAndDated(_RefusedAndUpdated):
    """A PUT without media is refused, and changes the time frame all the same."""

    def partly(self, order: Order, sent: Members) -> Order:
        params, frame = sent.get("jobParams"), sent.get("timeFrame")
        lacks_media = isinstance(params, dict) and "media" not in params
        if lacks_media and isinstance(frame, dict):
            return replace(order, time_frame=frame)
        return order


@in_versions("started-refused-and-updated", "UDM-JOBS-12", "added", versions="v10")
class _StartedAndUpdated(_RefusedAndUpdated):
    """The update of a job in progress is refused, and changes its title all the same."""

    def is_meant(self, job: Job) -> bool:
        return job.status == IN_PROGRESS


@in_versions("finished-refused-and-updated", "UDM-JOBS-33", "added", versions="v10")
class _FinishedAndUpdated(_RefusedAndUpdated):
    """The update of a job that is over is refused, and changes its title all the same."""

    def is_meant(self, job: Job) -> bool:
        return job.status in FINISHED


class _RefusedAndMade(Versioned):
    """A POST that is refused makes a job all the same."""

    def make_whole(self, call: Call, missing: Members) -> None:
        """Make a job of what was sent, with values for members that it lacks."""
        whole = msgspec.json.encode({**self.read_members(call), **missing})
        with suppress(Refused):
            self.accept(self.read_order(replace(call, body=whole)))


@in_versions("refused-without-title-and-made", "UDM-JOBS{n}-08", "added")
class _RefusedWithoutTitle(_RefusedAndMade):
    """A POST without a title is refused, and makes a job all the same."""

    def member_missing(self, call: Call, name: str) -> None:
        if self.applies and name == "title" and call.method == "POST":
            self.make_whole(call, {"title": "Untitled"})
        super().member_missing(call, name)


@in_versions("refused-with-wrong-type-and-made", "UDM-JOBS{n}-08", "added")
class _RefusedWithWrongType(_RefusedAndMade):
    """A POST whose timeFrame is a text is refused, and makes a job all the same."""

    def create_job(self, call: Call) -> Reply:
        with suppress(Refused):
            if self.applies and isinstance(self.read_members(call).get("timeFrame"), str):
                self.make_whole(call, {"timeFrame": {"all": True}})
        return super().create_job(call)
