"""Faults in the history and in progress: UDM-HISTORY-01 to -03, -05 and -08."""

from __future__ import annotations

from contracts.reference.genesys_udm.faults._registry import Versioned, fault, in_versions
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.showing import Shown
from contracts.reference.genesys_udm.state import IN_PROGRESS, SCHEDULED, Job, Record

_SEEDED = 1024


@in_versions(
    "records-not-found", "UDM-HISTORY{n}-01", "omitted", related="UDM-ACROSS-03 UDM-HISTORY4-08"
)
class _RecordsNotFound(Versioned):
    """Records that are listed are not found under their id."""

    def get_history(self, call: Call) -> Reply:
        if self.applies and self.number_of(call, call.argument):
            self.no_run(call)
        return super().get_history(call)


@in_versions(
    "other-record",
    "UDM-HISTORY{n}-01",
    "wrong-value",
    related="UDM-ACROSS-03 UDM-HISTORY-08",
)
class _OtherRecord(Versioned):
    """Another record than the one asked for is given."""

    def get_history(self, call: Call) -> Reply:
        run = self.run(call)
        if self.applies:
            run = next(one for one in self.store.history.values() if one is not run)
            return self.json(call, 200, self.run_info(call, run))
        return super().get_history(call)


class _Progress(Versioned):
    """Progress is not what it should be."""

    def progress_of(self, run: Record) -> Shown:
        shown = super().progress_of(run)
        return {**shown, "progress": self.told(run)} if self.applies else shown

    def told(self, run: Record) -> int:
        """The progress that is told."""
        raise NotImplementedError


@in_versions("progress-over-100", "UDM-HISTORY{n}-02", "accepted")
class _ProgressOver100(_Progress):
    """The progress of a record that is complete is 101."""

    def told(self, run: Record) -> int:
        return run.progress + 1 if run.progress == 100 else run.progress  # noqa: PLR2004


@in_versions("progress-of-running-negative", "UDM-HISTORY{n}-02", "accepted")
class _ProgressNegative(_Progress):
    """The progress of a record that is in progress is -1."""

    def told(self, run: Record) -> int:
        return -1 if run.status == IN_PROGRESS else run.progress


@in_versions("progress-stuck", "UDM-HISTORY{n}-09", "stale")
class _ProgressStuck(_Progress):
    """The progress of every record is 0."""

    def told(self, run: Record) -> int:  # noqa: ARG002
        return 0


@in_versions("progress-of-queued", "UDM-HISTORY{n}-09", "wrong-value")
class _ProgressOfQueued(Versioned):
    """The status beside the progress of a record is that of one that waits."""

    def progress_of(self, run: Record) -> Shown:
        shown = super().progress_of(run)
        return {**shown, "status": self.status_shown(SCHEDULED)} if self.applies else shown


@fault("cancelled-run-in-progress", violates="UDM-HISTORY-10", kind="wrong-value")
class _CancelledRunInProgress(Udm):
    """The record of a job that is cancelled stays in progress."""

    def cancel(self, job: Job) -> None:
        run = job.run
        before = run.status if run is not None else ""
        super().cancel(job)
        if run is not None and before == IN_PROGRESS:
            run.status = IN_PROGRESS


@in_versions("runs-not-recorded", "UDM-HISTORY{n}-03", "forgotten", versions="v10")
class _RunsNotRecorded(Versioned):
    """The runs of new jobs are not in the history."""

    def listed_runs(self, call: Call) -> list[Record]:
        runs = super().listed_runs(call)
        return [run for run in runs if run.job_id <= _SEEDED] if self.applies else runs


@in_versions("progress-of-nothing", "UDM-HISTORY{n}-05", "accepted")
class _ProgressOfNothing(Versioned):
    """A record that does not exist has a progress of 0."""

    def no_progress(self, call: Call) -> Reply:
        if self.applies:
            return self.json(call, 200, {"progress": 0, "status": self.status_shown(IN_PROGRESS)})
        return super().no_progress(call)


class _Single(Versioned):
    """A record that is given alone is not as it is in the list."""

    def get_history(self, call: Call) -> Reply:
        if not self.applies:
            return super().get_history(call)
        run = self.run(call)
        shown = self.run_info(call, run)
        return self.json(call, 200, {**shown, **self.other(shown)})

    def other(self, shown: Shown) -> Shown:
        """The members that are other than they should be."""
        raise NotImplementedError


@in_versions(
    "single-record-in-ascii",
    "UDM-HISTORY{n}-08",
    "only-sometimes",
    versions="v10",
    related="UDM-ACROSS-03",
)
class _SingleInAscii(_Single):
    """A record that is given alone has a title without what is not ASCII."""

    def other(self, shown: Shown) -> Shown:
        return {"title": shown["title"].encode("ascii", "replace").decode()}


@in_versions(
    "single-record-without-size",
    "UDM-HISTORY{n}-08",
    "wrong-value",
    versions="v10",
    related="UDM-ACROSS-03",
)
class _SingleWithoutSize(_Single):
    """A record that is given alone has a size of 0."""

    def other(self, shown: Shown) -> Shown:  # noqa: ARG002
        return {"fileSize": 0}
