"""Jobs that are changed: updated, suspended, resumed, cancelled."""

from __future__ import annotations

from contextlib import suppress

import pytest

from contracts.apis.genesys_udm import (
    AWKWARD,
    LONG,
    SHORT,
    SUSPENDED,
    V10,
    WITH_JOBS,
    Own,
    Udm,
    Version,
    is_completed,
    is_over,
    is_running,
    is_suspended,
    otherwise,
)
from contracts.engine import Judge
from contracts.model import Inconclusive

_REFUSALS = frozenset({400, 409, 422, 423})
_OTHER_DATES = {"dateFrom": "2024-02-01T00:00:00Z", "dateTo": "2024-02-05T00:00:00Z"}
_OTHER_START = "2098-01-01T00:00:00Z"


@pytest.mark.requirement("UDM-JOBS-10", "UDM-JOBS4-10")
def test_an_update_is_stored(udm: Udm, judge: Judge) -> None:
    """A job that has not started has the title, the text and the dates of its PUT afterwards."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "10")):
            udm.needs("jobs", version)
            with udm.own(version) as own:
                before = udm.on_job(version, "getJob", own.id).needed("the job").members
                body = {
                    **own.body,
                    "type": udm.template().type,
                    "title": udm.new_title(AWKWARD),
                    "description": "updated by a conformance test",
                    "timeFrame": {**own.body["timeFrame"], **_OTHER_DATES},
                }
                if "startDate" in body["schedulerParam"]:
                    body["schedulerParam"] = {**body["schedulerParam"], "startDate": _OTHER_START}
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
                kept = set(otherwise(body, after.members)) - set(otherwise(own.body, before))
                judge.holds(
                    not kept,
                    f"{version.name}: an update leaves {' and '.join(sorted(kept))} as before",
                    expected={name: body[name] for name in ("timeFrame", "schedulerParam")},
                    observed=after,
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
            udm.forget("list")
            with udm.own(version, LONG) as own:
                _ends(udm, judge, version, own)
            with udm.own(version, SHORT) as own:
                _does_not_complete(udm, judge, version, own)


def _ends(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    """A job in progress is in another state, or gone, soon after it is cancelled."""
    before = udm.in_progress(own, version)
    answer = udm.on_job(version, "cancelJob", own.id)
    if answer.status in _REFUSALS and is_over(udm.status(own.id, version)):
        reason = "the job came to its end before it could be cancelled"
        raise Inconclusive(reason)
    seen: list[str] = []

    def ended() -> bool:
        # Gone for good is an end, too.
        gone = not udm.is_there(version, own.id)
        seen.append("gone" if gone else udm.status(own.id, version))
        return gone or not is_running(seen[-1])

    with suppress(Inconclusive):
        udm.wait("the end of a cancelled job", ended, min(udm.patience_s, 2.0))
    after = seen[-1] if seen else before
    judge.holds(
        answer.succeeded and after != before and not is_running(after) and not is_completed(after),
        f"{version.name}: a job that is cancelled goes on",
        expected="a job that is over, and not completed",
        observed=f"{after}; {answer}",
        shown=(answer,),
    )


def _does_not_complete(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    """A short job that was cancelled is not completed after the time that it would have taken."""
    # It may be over by now, which is refused with one code or another.
    answer = udm.on_job(version, "cancelJob", own.id, checked=False)
    if not answer.succeeded:
        # It was over before: the long one above says what cancelling does.
        return
    statuses: list[str] = []

    def completed() -> bool:
        if not udm.is_there(version, own.id):
            return True
        statuses.append(udm.status(own.id, version))
        return is_completed(statuses[-1])

    if completed():
        # It was over when it was cancelled, or is gone.
        return
    with suppress(Inconclusive):
        udm.wait("the completion of a cancelled job", completed, min(2 * udm.short_s, 1.0))
    judge.holds(
        not is_completed(statuses[-1]),
        f"{version.name}: a job that was cancelled is completed later",
        expected=statuses[0],
        observed=statuses[-1],
        shown=(answer,),
    )
