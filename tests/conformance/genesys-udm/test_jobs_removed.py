"""Jobs that are deleted: gone for good, alone and with others."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from contracts.apis.genesys_udm import (
    V10,
    WITH_JOBS,
    Own,
    Udm,
    Version,
    is_over,
)
from contracts.engine import Judge
from contracts.model import Inconclusive

_BAD = frozenset({400, 422})
_NOT_FOUND = 404
_PATIENCE_S = 3.0
_UNUSED = "987654321988"


def _over(udm: Udm, own: Own, version: Version) -> None:
    """Wait until a job is over; cancelled, it is over as well."""
    udm.on_job(version, "cancelJob", own.id, checked=False)

    def ended() -> bool:
        return is_over(udm.status(own.id, version))

    udm.wait(f"the end of job {own.id}", ended, min(udm.patience_s, _PATIENCE_S))


@pytest.mark.requirement("UDM-JOBS-18", "UDM-JOBS-23", "UDM-JOBS4-18", "UDM-JOBS4-23")
def test_a_deleted_job_is_gone(udm: Udm, judge: Judge) -> None:
    """A job that is over is neither given nor listed once it is deleted; nothing can be done."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "18")):
            udm.needs("jobs", version)
            with udm.own(version) as own:
                _over(udm, own, version)
                if not udm.is_there(version, own.id):
                    reason = f"job {own.id} is not given before its deletion"
                    raise Inconclusive(reason)
                answer = udm.on_job(version, "deleteJob", own.id)
                judge.holds(
                    answer.succeeded
                    and not udm.is_there(version, own.id)
                    and not udm.listed(version, own.id),
                    f"{version.name}: a job is there although it was deleted, or cannot be deleted",
                    expected=f"204, and no job {own.id}",
                    observed=answer,
                    shown=(answer,),
                )
        with judge.of(version.requirement("JOBS", "23")):
            udm.needs("jobs", version)
            with udm.own(version) as own:
                _use_after_delete(udm, judge, version, own)


def _use_after_delete(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    _over(udm, own, version)
    if not udm.on_job(version, "deleteJob", own.id).succeeded or udm.listed(version, own.id):
        reason = f"the job is not deleted: see {version.requirement('JOBS', '18')}"
        raise Inconclusive(reason)
    for base in ("getJob", "suspendJob", "resumeJob", "cancelJob", "updateJob"):
        body = {**own.body, "type": udm.template().type} if base == "updateJob" else None
        answer = udm.on_job(version, base, own.id, job=body, defect="deleted", checked=False)
        if answer.status != _NOT_FOUND:
            unknown = udm.on_job(version, base, _UNUSED, job=body, checked=False)
            if unknown.status != _NOT_FOUND:
                # Said of ids that nothing ever had by UDM-UNKNOWN-…: no news for this one.
                continue
        judge.holds(
            answer.status == _NOT_FOUND,
            f"{version.operation(base)}: a job that was deleted is not answered with 404",
            expected=_NOT_FOUND,
            observed=answer,
            shown=(answer,),
        )
    if not judge.standings.get(version.requirement("JOBS", "23")):
        reason = "no operation answers an unknown job with 404: see UDM-UNKNOWN-*"
        raise Inconclusive(reason)


@pytest.mark.requirement("UDM-JOBS-20", "UDM-JOBS-21", "UDM-JOBS4-20", "UDM-JOBS4-21")
def test_bulk_deletes(udm: Udm, judge: Judge) -> None:
    """Jobs named in a bulk delete are gone, others stay; one that names none is refused."""
    for version in WITH_JOBS:
        operation = version.operation("deleteJobs")
        with judge.of(version.requirement("JOBS", "21")):
            udm.needs("jobs", version)
            with ExitStack() as stack:
                jobs = [stack.enter_context(udm.own(version)) for _ in range(4)]
                _bulk(udm, judge, version, [jobs[0], jobs[1], jobs[3]], jobs[2])
        with judge.of(version.requirement("JOBS", "20")):
            udm.needs("jobs", version)
            answer = udm.call(operation, defect="jobIDs is missing", checked=False)
            judge.holds(
                answer.status in _BAD,
                f"{version.name}: a bulk delete of jobs without jobIDs is not refused",
                expected=400,
                observed=answer,
                shown=(answer,),
            )


def _bulk(udm: Udm, judge: Judge, version: Version, named: list[Own], other: Own) -> None:
    for job in named:
        _over(udm, job, version)
    if not all(udm.is_there(version, job.id) for job in (*named, other)):
        reason = f"jobs that were made are not given: see {version.requirement('JOBS', '01')}"
        raise Inconclusive(reason)
    query = (("jobIDs", ",".join(job.id for job in named)),)
    answer = udm.call(version.operation("deleteJobs"), None, query)
    udm.forget("list")
    left = [job.id for job in named if udm.is_there(version, job.id)]
    judge.holds(
        answer.succeeded and not left,
        f"{version.name}: not all jobs that were named are gone",
        expected=f"204, and none of {', '.join(job.id for job in named)}",
        observed=f"{answer}; left: {', '.join(left)}",
        shown=(answer,),
    )
    judge.holds(
        udm.is_there(version, other.id),
        f"{version.name}: a job is gone that was not named",
        expected=f"job {other.id}",
        observed="it is gone",
        shown=(answer,),
    )


@pytest.mark.requirement("UDM-JOBS-25")
def test_deleting_what_is_not_there(udm: Udm, judge: Judge) -> None:
    """What a DELETE of a job that does not exist is answered with, and what is left of the run."""
    answer = udm.on_job(V10, "deleteJob", _UNUSED, checked=False)
    judge.observe(f"a job that does not exist is deleted with {answer.status}")
    if udm.left_behind:
        judge.observe(f"left behind: {', '.join(udm.left_behind)}")
