"""Faults in what two places say of the same job, record or file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from contracts.reference.genesys_udm.faults._registry import Versioned, in_versions
from contracts.reference.genesys_udm.listing import Listing
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.showing import Shown
from contracts.reference.genesys_udm.state import File, Job, Record

_OTHER_DAY = "2023-12-31T00:00:00.000Z"


@in_versions(
    "listed-with-other-date", "UDM-JOBS{n}-45", "stale", versions="v10", related="UDM-ACROSS-09"
)
class _JobListedWithOtherDate(Versioned):
    """The list of jobs shows another createdDate than the job."""

    def job_item(self, call: Call, job: Job) -> Shown:
        shown = super().job_item(call, job)
        return {**shown, "createdDate": _OTHER_DAY} if self.applies else shown


@in_versions(
    "listed-with-other-description",
    "UDM-JOBS{n}-45",
    "stale",
    versions="v4",
    related="UDM-ACROSS-09",
)
class _JobListedWithOtherDescription(Versioned):
    """The list of jobs shows another description than the job has."""

    def job_item(self, call: Call, job: Job) -> Shown:
        shown = super().job_item(call, job)
        return {**shown, "description": f"{shown['title']}."} if self.applies else shown


@in_versions(
    "record-has-other-size", "UDM-HISTORY{n}-10", "stale", versions="v4", related="UDM-ACROSS-03"
)
class _RecordHasOtherSize(Versioned):
    """A record has another fileSize than its list shows."""

    def get_history(self, call: Call) -> Reply:
        self.single = self.applies
        try:
            return super().get_history(call)
        finally:
            self.single = False

    single = False

    def run_info(self, call: Call, run: Record) -> Shown:
        shown = super().run_info(call, run)
        return {**shown, "fileSize": shown["fileSize"] + 1} if self.single else shown


class _Changed(Versioned):
    """A change of a job is answered with what the job is not."""

    change: ClassVar[str] = ""

    def job_info(self, call: Call, job: Job) -> Shown:
        shown = super().job_info(call, job)
        mine = self.applies and call.operation.name == self.change
        return {**shown, "createdDate": _OTHER_DAY} if mine else shown


@in_versions("suspend-shows-other-date", "UDM-JOBS{n}-46", "stale", versions="v10")
class _SuspendShowsOtherDate(_Changed):
    """A suspension is answered with another createdDate than the job has."""

    change = "suspendJob"


@in_versions("update-shows-other-date", "UDM-JOBS{n}-46", "stale")
class _UpdateShowsOtherDate(_Changed):
    """An update is answered with another createdDate than the job has."""

    change = "updateJob"


@in_versions(
    "records-listed-with-other-source",
    "UDM-ACROSS-10",
    "stale",
    versions="v4",
    related="UDM-HISTORY4-10",
)
class _RecordsListedWithOtherSource(Versioned):
    """The history lists records with the type in place of the source."""

    def run_item(self, call: Call, run: Record) -> Shown:
        shown = super().run_item(call, run)
        return {**shown, "source": shown["type"]} if self.applies else shown


@in_versions("files-listed-by-kilobyte", "UDM-ACROSS-11", "stale", versions="v3")
class _FilesByKilobyte(Versioned):
    """The metadata have the size in kilobytes."""

    def file_item(self, call: Call, file: File) -> Shown:
        shown = super().file_item(call, file)
        return {**shown, "size": shown["size"] // 1024} if self.applies else shown


@in_versions("job-flags-are-booleans", "UDM-getJobV4-BODY", "wrong-type", versions="v4")
class _FlagsAreBooleans(Versioned):
    """A job is given with suspended as a boolean."""

    def job_definition(self, call: Call, job: Job) -> Shown:
        shown = super().job_definition(call, job)
        return {**shown, "suspended": job.order.suspended} if self.applies else shown


@in_versions("job-days-are-numbers", "UDM-getJobV4-BODY", "wrong-type", versions="v4")
class _DaysAreNumbers(Versioned):
    """A job is given with the dates of its time frame as numbers."""

    def job_definition(self, call: Call, job: Job) -> Shown:
        shown = super().job_definition(call, job)
        frame = {**shown["timeFrame"], "dateFrom": 1_704_067_200}
        return {**shown, "timeFrame": frame} if self.applies else shown


@in_versions("job-of-other-entity", "UDM-ACROSS-01", "stale", versions="v4")
class _JobOfOtherEntity(Versioned):
    """A job that v10 has updated is given with an entity that nobody sent."""

    def job_definition(self, call: Call, job: Job) -> Shown:
        shown = super().job_definition(call, job)
        if not self.applies or job.order.params.get("exportAttachments") is not False:
            return shown
        return {**shown, "jobParams": {**shown["jobParams"], "type": "Contact"}}


@in_versions("counted-and-not-listed", "UDM-LIST-history{V}-DEFAULT", "omitted", versions="v4")
class _CountedAndNotListed(Versioned):
    """The history counts its records and lists none."""

    def page(self, listing: Listing, items: Sequence[Shown]) -> Reply:
        shown = [] if self.applies and listing.name == "listHistory" else items
        return super().page(listing, shown)
