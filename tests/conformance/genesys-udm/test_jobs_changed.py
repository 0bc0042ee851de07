"""Jobs that are changed: updated, suspended, resumed, cancelled."""

from __future__ import annotations

import pytest

from contracts.apis.genesys_udm import (
    LONG,
    SUSPENDED,
    V4,
    V10,
    WITH_JOBS,
    Own,
    Udm,
    Version,
    is_completed,
    is_over,
    is_running,
    is_suspended,
)
from contracts.model import Inconclusive
from contracts.plugin.judge import Judge

_REFUSALS = frozenset({400, 409, 422, 423})


@pytest.mark.requirement("UDM-JOBS-10", "UDM-JOBS4-10")
def test_an_update_is_stored(udm: Udm, judge: Judge) -> None:
    """A job that has not started has the title and the description of its PUT afterwards."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "10")):
            udm.needs("jobs", version)
            with udm.own(version) as own:
                before = udm.on_job(version, "getJob", own.id).needed("the job").members
                body = {
                    **own.body,
                    "type": udm.template().type,
                    "title": udm.new_title(),
                    "description": "updated by a conformance test",
                }
                answer = udm.update(version, own.id, body)
                judge.holds(
                    answer.succeeded,
                    f"{version.name}: a job that has not started cannot be updated",
                    expected=200,
                    observed=answer,
                    shown=(answer,),
                )
                after = udm.on_job(version, "getJob", own.id).needed("the job")
                names = [n for n in ("title", "description") if before.get(n) == own.body[n]]
                if not names:
                    reason = "the job did not have what was sent before: see UDM-JOBS-04"
                    raise Inconclusive(reason)
                judge.equal(
                    {name: after.members.get(name) for name in names},
                    {name: body[name] for name in names},
                    f"{version.name}: the job after its update",
                    shown=(answer, after),
                )


@pytest.mark.requirement("UDM-JOBS-14", "UDM-JOBS-15", "UDM-JOBS-16")
@pytest.mark.requirement("UDM-JOBS4-14", "UDM-JOBS4-15")
def test_suspend_and_resume(udm: Udm, judge: Judge) -> None:
    """A job that is suspended is in another state, and is not any more when it is resumed."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "14")):
            udm.needs("jobs", version)
            with udm.own(version) as own:
                _suspends(udm, judge, version, own)
        with judge.of(version.requirement("JOBS", "15")):
            udm.needs("jobs", version)
            with udm.own(version, SUSPENDED) as own:
                _resumes(udm, judge, version, own)
    with judge.of("UDM-JOBS-16"):
        udm.needs("jobs")
        with udm.own() as own:
            for base in ("suspendJob", "resumeJob"):
                answer = udm.on_job(V10, base, own.id).needed(base)
                if not answer.members:
                    reason = f"{base} gives no JobInfo: see UDM-{base}V10-BODY"
                    raise Inconclusive(reason)
                judge.equal(
                    (str(answer.members.get("id")), answer.members.get("title") or own.title),
                    (own.id, own.title),
                    f"{base}: id and title of the answer",
                    shown=(answer,),
                )


def _suspends(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    before = udm.status(own.id, version)
    if is_suspended(before):
        reason = f"a job that was made without being suspended is {before}"
        raise Inconclusive(reason)
    answer = udm.on_job(version, "suspendJob", own.id)
    after = udm.status(own.id, version)
    judge.holds(
        answer.succeeded and after != before,
        f"{version.name}: a job that is suspended is in the state that it was in before",
        expected=f"another status than {before}",
        observed=f"{after}; {answer}",
        shown=(answer,),
    )


def _resumes(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    before = udm.status(own.id, version)
    if not is_suspended(before):
        # A suspension that shows in the status is what can be seen to be undone.
        udm.on_job(version, "suspendJob", own.id).needed("the suspension")
        before, was = udm.status(own.id, version), before
        if before == was and not is_suspended(before):
            reason = f"a suspended job has the status {before}: it does not show"
            raise Inconclusive(reason)
    answer = udm.on_job(version, "resumeJob", own.id)
    after = udm.status(own.id, version)
    judge.holds(
        answer.succeeded and after != before,
        f"{version.name}: a job that is resumed is in the state of a suspended one",
        expected=f"another status than {before}",
        observed=f"{after}; {answer}",
        shown=(answer,),
    )


@pytest.mark.requirement("UDM-JOBS-17", "UDM-JOBS4-17")
def test_cancel_ends_a_job(udm: Udm, judge: Judge) -> None:
    """A job in progress that is cancelled is in another state, and does not come to completion."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "17")):
            udm.needs("jobs", version)
            with udm.own(version, LONG) as own:
                before = running(udm, own, version)
                answer = udm.on_job(version, "cancelJob", own.id)
                if answer.status in _REFUSALS and is_over(udm.status(own.id)):
                    reason = "the job came to its end before it could be cancelled"
                    raise Inconclusive(reason)
                seen: list[str] = []

                def ended(own: Own = own, seen: list[str] = seen) -> bool:
                    # Gone for good is an end, too.
                    gone = not udm.is_there(V10, own.id)
                    seen.append("gone" if gone else udm.status(own.id))
                    return gone or not is_running(seen[-1])

                try:
                    udm.wait("the end of a cancelled job", ended, min(udm.patience_s, 2.0))
                except Inconclusive:
                    seen.append(before)
                judge.holds(
                    answer.succeeded and seen[-1] != before and not is_completed(seen[-1]),
                    f"{version.name}: a job that is cancelled goes on",
                    expected="a job that is over, and not completed",
                    observed=f"{seen[-1]}; {answer}",
                    shown=(answer,),
                )


def running(udm: Udm, own: Own, version: Version = V10) -> str:
    """The status of a job once it is in progress. Raises Inconclusive where it is not seen so."""
    seen: list[str] = []

    def is_seen() -> bool:
        seen.append(udm.status(own.id))
        if is_over(seen[-1]):
            reason = f"job {own.id} was {seen[-1]} before it was seen in progress"
            raise Inconclusive(reason)
        return is_running(seen[-1])

    udm.wait(f"job {own.id} of {version.name} in progress", is_seen)
    return seen[-1]


@pytest.mark.requirement("UDM-JOBS-12", "UDM-JOBS-19", "UDM-JOBS-22")
@pytest.mark.requirement("UDM-JOBS4-19", "UDM-JOBS4-22", "UDM-JOBS4-28")
def test_a_job_in_progress_is_left_alone(udm: Udm, judge: Judge) -> None:
    """A job in progress is neither updated nor deleted, alone or with others."""
    with judge.of("UDM-JOBS-12"):
        udm.needs("jobs")
        with udm.own(V10, LONG) as own:
            running(udm, own)
            body = {**udm.body(V10), "title": f"{own.title}-changed"}
            answer = udm.update(V10, own.id, body, defect="it has started", checked=False)
            _still_running(udm, own, accepted=answer.succeeded)
            judge.holds(
                answer.status in _REFUSALS,
                "a job in progress is updated",
                expected=400,
                observed=answer,
                shown=(answer,),
            )
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "19")):
            udm.needs("jobs", version)
            with udm.own(V10, LONG) as own:
                running(udm, own)
                answer = udm.on_job(version, "deleteJob", own.id, checked=False)
                _kept(udm, judge, own, answer.succeeded, f"{version.name}: {answer}")
    _bulk(udm, judge)


def _still_running(udm: Udm, own: Own, *, accepted: bool) -> None:
    """Raise Inconclusive where a request was accepted and the job may have ended before it."""
    if accepted and udm.is_there(V10, own.id) and is_over(udm.status(own.id)):
        reason = "the job came to its end meanwhile"
        raise Inconclusive(reason)


def _kept(udm: Udm, judge: Judge, own: Own, accepted: bool, shown: str) -> None:  # noqa: FBT001
    _still_running(udm, own, accepted=accepted)
    judge.holds(
        not accepted and udm.is_there(V10, own.id),
        "a job in progress is deleted, or its deletion is accepted",
        expected="a refusal, and the job stays",
        observed=shown,
    )


def _bulk(udm: Udm, judge: Judge) -> None:
    """A bulk delete with a job in progress, and what its answer says of it."""
    strict = udm.reading("UDM-AMB-17") == "prose"
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "22")):
            udm.needs("jobs", version)
            with udm.own(V10, LONG) as own, udm.own() as other:
                running(udm, own)
                query = (("jobIDs", f"{other.id},{own.id}"),)
                operation = version.operation("deleteJobs")
                answer = udm.call(operation, None, query, checked=False)
                udm.forget("list")
                _kept(udm, judge, own, answer.succeeded, f"{version.name}: {answer}")
                if strict and version is V4:
                    judge.equal(answer.status, 500, "the status", shown=(answer,))
                if version is V10:
                    continue
                with judge.of("UDM-JOBS4-28"):
                    if answer.status < 500:
                        judge.observe(f"a bulk delete with a job in progress: {answer.status}")
                        continue
                    named = answer.body if isinstance(answer.body, list) else []
                    judge.holds(
                        any(own.id in str(one) for one in named),
                        "the body is no JSON array with what was not deleted",
                        expected=[own.id],
                        observed=answer,
                        shown=(answer,),
                    )
    if not udm.target.claims(V4.feature) or not udm.has(V4):
        with judge.of("UDM-JOBS4-28"):
            udm.needs(V4)
