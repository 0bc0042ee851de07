"""Faults in what jobs keep: UDM-JOBS-07, -10 and -29 to -32, and the same in v4."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_udm.faults._registry import Versioned, fault, in_versions
from contracts.reference.genesys_udm.orders import Members
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.server import Udm


@in_versions(
    "update-answers-old", "UDM-JOBS{n}-29", "stale", related="UDM-JOBS{n}-41 UDM-JOBS{n}-46"
)
class _UpdateAnswersOld(Versioned):
    """An update is answered with the job as it was before."""

    def update_job(self, call: Call) -> Reply:
        before = self.job_info(call, self.job(call))
        reply = super().update_job(call)
        return self.json(call, 200, before) if self.applies else reply


@in_versions(
    "dates-swapped",
    "UDM-JOBS{n}-30",
    "wrong-value",
    related="UDM-ACROSS-01 UDM-ACROSS-02 UDM-JOBS-45 UDM-JOBS-46 UDM-JOBS4-46",
)
class _DatesSwapped(Versioned):
    """A single job's dateFrom and dateTo have changed places."""

    def get_job(self, call: Call) -> Reply:
        job = self.job(call)
        if not self.applies:
            return super().get_job(call)
        frame = job.order.time_frame
        dates = {"dateFrom": frame.get("dateTo"), "dateTo": frame.get("dateFrom")}
        swapped = {name: one for name, one in dates.items() if one is not None}
        if call.version == "v4":
            shown = self.job_definition(call, job)
            return self.json(call, 200, {**shown, "timeFrame": {**frame, **swapped}})
        return self.json(call, 200, {**self.job_info(call, job), **swapped})


@fault(
    "media-of-any-type",
    violates="UDM-JOBS-07",
    kind="accepted",
    related="UDM-JOBS-40 UDM-JOBS4-07",
)
class _MediaOfAnyType(Udm):
    """Media may be objects."""

    def read_members(self, call: Call) -> Members:
        body = super().read_members(call)
        params: Any = body.get("jobParams")
        media = params.get("media") if isinstance(params, dict) else None
        if not isinstance(media, list):
            return body
        named = [str(one) if isinstance(one, dict) else one for one in media]
        return {**body, "jobParams": {**params, "media": named}}
