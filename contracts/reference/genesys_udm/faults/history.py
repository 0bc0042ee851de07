"""Faults in the history and in progress: UDM-HISTORY-01 to -03, -05 and -08."""

from __future__ import annotations

from contracts.reference.genesys_udm.faults._registry import Versioned, fault, in_versions
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.state import IN_PROGRESS, Job


@in_versions(
    "other-record",
    "UDM-HISTORY{n}-01",
    "wrong-value",
    related="UDM-ACROSS-03 UDM-HISTORY-08 UDM-HISTORY{n}-10",
)
class _OtherRecord(Versioned):
    """Another record than the one asked for is given."""

    def get_history(self, call: Call) -> Reply:
        run = self.run(call)
        if self.applies:
            run = next(one for one in self.store.history.values() if one is not run)
            return self.json(call, 200, self.run_info(call, run))
        return super().get_history(call)


@fault("cancelled-run-in-progress", violates="UDM-HISTORY-10", kind="wrong-value")
class _CancelledRunInProgress(Udm):
    """The record of a job that is cancelled stays in progress."""

    def cancel(self, job: Job) -> None:
        run = job.run
        before = run.status if run is not None else ""
        super().cancel(job)
        if run is not None and before == IN_PROGRESS:
            run.status = IN_PROGRESS
