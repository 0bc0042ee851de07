"""Jobs that are deleted: gone for good, alone and with others."""

from __future__ import annotations

import pytest

from contracts.apis.genesys_udm import NO_ID, V4, V10, WITH_JOBS, Answer, Own, Udm, Version
from contracts.apis.genesys_udm.following import without as nothing_of
from contracts.apis.genesys_udm.refusing import malformed, not_found
from contracts.kit import Inconclusive, Judge, NotApplicable, NotTested

_LASTS_S = 1.2
"""After how long what was deleted is looked for again, in seconds."""
_BASES = ("getJob", "suspendJob", "resumeJob", "cancelJob", "updateJob")


def _over(udm: Udm, count: int) -> list[Own]:
    """Jobs that are over: those that have run, or else such as were cancelled."""
    try:
        return udm.pool.finished(count)
    except Inconclusive:
        jobs = [udm.pool.spare() for _ in range(count)]
        for own in jobs:
            udm.on_job(V10, "cancelJob", own.id, checked=False)
            udm.comes_to(
                V10,
                own.id,
                "a cancelled job ends",
                lambda one: udm.is_at_its_end(one.members),
            )
        if not all(udm.is_there(V10, own.id) for own in jobs):
            reason = "no job comes to its end and stays"
            raise Inconclusive(reason) from None
        return jobs


@pytest.mark.waits
@pytest.mark.budget(exchanges=2000, seconds=900)
@pytest.mark.requirement("UDM-JOBS-18", "UDM-JOBS-23", "UDM-JOBS4-18", "UDM-JOBS4-23")
@pytest.mark.requirement("UDM-ACROSS-07")
def test_a_deleted_job_is_gone(udm: Udm, judge: Judge) -> None:
    """A job that is over is neither given nor listed once it is deleted; nothing can be done."""
    deleted: dict[Version, Own] = {}
    for version in WITH_JOBS:
        own: Own | None = None
        with judge.of(version.requirement("JOBS", "18")):
            udm.needs("jobs", version)
            own = deleted[version] = _deleted(udm, judge, version)
        with judge.of(version.requirement("JOBS", "23")):
            udm.needs("jobs", version)
            if own is None:
                deleted = version.requirement("JOBS", "18")
                raise nothing_of(judge.standings, deleted, f"no job is deleted: see {deleted}")
            _use_after_delete(udm, judge, version, own)
        if version is V4:
            with judge.of("UDM-ACROSS-07"):
                udm.needs("jobs", V4)
                if own is None:
                    reason = "v4 itself deletes no job: see UDM-JOBS4-18"
                    raise nothing_of(judge.standings, "UDM-JOBS4-18", reason)
                judge.holds(
                    udm.goes(V10, own.id),
                    "a job that v4 has deleted is there through v10",
                    expected="404",
                    observed="200",
                )
    if deleted:
        udm.sleep(_LASTS_S)
    for version, own in deleted.items():
        with judge.of(version.requirement("JOBS", "18")):
            judge.holds(
                udm.goes(version, own.id),
                f"{version.name}: a job that was deleted is there again",
                expected=f"no job {own.id}, as before",
                observed="200",
            )


def _deleted(udm: Udm, judge: Judge, version: Version) -> Own:
    """A job that is over, deleted as the document says.

    Through v10 two, one of which exported attachments, which v4 does not know of. One that was
    made before them stays.
    """
    try:
        other, *jobs = _over(udm, 3 if version is V10 else 2)
    except NotTested as obstacle:
        # Where the very first job could not be removed, that is what is to be said.
        _first_stays(udm, judge, version, obstacle)
        raise
    stays = udm.is_there(version, other.id)
    for own in jobs:
        if not udm.is_there(version, own.id):
            reason = f"job {own.id} is not given before its deletion"
            raise Inconclusive(reason)
        answer = udm.on_job(version, "deleteJob", own.id)
        gone = answer.succeeded and udm.goes(version, own.id)
        unlisted = gone and udm.comes_to_be_listed(version, own.id, times=0)
        judge.holds(
            unlisted,
            f"{version.name}: a job is there although it was deleted, or cannot be deleted",
            expected=f"204, and no job {own.id}{_with_attachments(own)}",
            observed=f"{answer}{'; it is listed' if gone else ''}",
            shown=(answer,),
        )
        if stays:
            judge.holds(
                udm.is_there(version, other.id),
                f"{version.name}: a job is gone with another one that was deleted",
                expected=f"job {other.id} is there after the deletion of {own.id}",
                observed="it is gone",
                shown=(answer,),
            )
    return jobs[0]


def _with_attachments(own: Own) -> str:
    return ", which exported attachments" if own.body["jobParams"].get("exportAttachments") else ""


def _first_stays(udm: Udm, judge: Judge, version: Version, obstacle: NotTested) -> None:
    accepted = udm.accepted(version.operation("deleteJob"))
    if accepted is None or not udm.deletes_in_vain:
        return
    judge.holds(
        condition=False,
        summary=f"{version.name}: a job is there although it was deleted",
        expected="no such job",
        observed=obstacle.reason,
        shown=(accepted,),
    )


def _use_after_delete(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    for base in _BASES:
        body = {**own.body, "type": udm.template().type} if base == "updateJob" else None
        answer = udm.on_job(version, base, own.id, job=body, defect="deleted", checked=False)
        judge.refused(
            not_found("a request for a deleted job", 400, 404),
            answer,
            detail=version.operation(base),
        )


@pytest.mark.waits
@pytest.mark.budget(exchanges=2000, seconds=900)
@pytest.mark.requirement("UDM-JOBS-20", "UDM-JOBS-21", "UDM-JOBS4-20", "UDM-JOBS4-21")
@pytest.mark.requirement("UDM-JOBS-42")
def test_bulk_deletes(udm: Udm, judge: Judge) -> None:
    """Jobs named in a bulk delete are gone, others stay; one that names none is refused."""
    for version in WITH_JOBS:
        operation = version.operation("deleteJobs")
        with judge.of(version.requirement("JOBS", "21")):
            udm.needs("jobs", version)
            # Two commas where it is said that they separate ids: the last one counts, too.
            first, other, *more = _over(udm, 3 if version is V10 else 4)
            _bulk(udm, judge, version, [first, *more], other)
        if version is V10 and "UDM-JOBS-42" not in judge.standings:
            with judge.of("UDM-JOBS-42"):
                udm.needs("jobs")
                reason = "no jobs are there that could be deleted"
                raise nothing_of(judge.standings, "UDM-JOBS-21", reason)
        with judge.of(version.requirement("JOBS", "20")):
            udm.needs("jobs", version)
            udm.may_delete_without_ids()
            # The same request with an id is accepted: alone that would be no refusal.
            if udm.accepted(operation) is None:
                (own,) = _over(udm, 1)
                query = (("jobIDs", own.id),)
                udm.call(operation, None, query, checked=False).needed("with an id, it")
            answer = udm.call(operation, defect="jobIDs is missing", checked=False)
            judge.refused(
                malformed("a bulk delete of jobs without jobIDs"), answer, detail=version.name
            )


def _bulk(udm: Udm, judge: Judge, version: Version, named: list[Own], other: Own) -> None:
    if not all(udm.is_there(version, job.id) for job in (*named, other)):
        reason = f"jobs that were made are not given: see {version.requirement('JOBS', '01')}"
        raise Inconclusive(reason)
    ids = [job.id for job in named]
    answer = udm.naming(version, "deleteJobs", "jobIDs", ids)
    udm.forget("list")
    left = [one for one in ids if not answer.succeeded or not udm.goes(version, one)]
    if version is V10:
        with judge.of("UDM-JOBS-42"):
            left = _all_or_none(udm, judge, [*ids, other.id], answer, left)
    judge.holds(
        answer.succeeded and not left,
        f"{version.name}: not all jobs that were named are gone",
        expected=f"204, and none of {', '.join(ids)}",
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
    if version is V10:
        # One alone is named in the same way by every version.
        answer = udm.naming(version, "deleteJobs", "jobIDs", [other.id])
        judge.holds(
            answer.succeeded and udm.goes(version, other.id),
            "V10: a job that a bulk delete names alone is not gone",
            expected=f"204, and no job {other.id}",
            observed=answer,
            shown=(answer,),
        )


def _all_or_none(
    udm: Udm, judge: Judge, known: list[str], answer: Answer, left: list[str]
) -> list[str]:
    """Hold a bulk delete of v10 that took some of what it named to taking all; those that stay.

    `known` are the jobs that it named, and one that it did not. Where commas took one alone, ids
    may have to be separated otherwise (UDM-AMB-36). Raises NotApplicable where none was taken.
    """
    ids = known[:-1]
    if len(left) == len(ids):
        alone = udm.naming(V10, "deleteJobs", "jobIDs", [left[0]])
        if alone.succeeded and not udm.goes(V10, left[0]):
            judge.holds(
                condition=False,
                summary="V10: a bulk delete that names one job is accepted, and deletes nothing",
                expected=f"no job {left[0]}",
                observed=f"{alone}, and it is there",
                shown=(alone,),
            )
        reason = "no job is deleted by a request that names several"
        raise NotApplicable(reason)
    tried = left
    while tried and udm.takes_otherwise("deleteJobs"):
        more = [own.id for own in _over(udm, len(known) + 2) if own.id not in known][:2]
        again = udm.naming(V10, "deleteJobs", "jobIDs", more)
        tried = [one for one in more if not again.succeeded or not udm.goes(V10, one)]
    judge.holds(
        not tried,
        "V10: a bulk delete takes some of the jobs that it names, and not all",
        expected=f"204, and none of {', '.join(ids)}",
        observed=f"{answer}; left: {', '.join(left)}",
        shown=(answer,),
    )
    return tried


@pytest.mark.requirement("UDM-JOBS-25")
def test_deleting_what_is_not_there(udm: Udm, judge: Judge) -> None:
    """What a DELETE of a job that does not exist is answered with, and what is left of the run."""
    answer = udm.on_job(V10, "deleteJob", NO_ID, checked=False)
    judge.observe(f"a job that does not exist is deleted with {answer.status}")
    if udm.left_behind:
        judge.observe(f"left behind: {', '.join(udm.left_behind)}")
