"""What a job keeps: its time frame and parameters, its end, and what an update brings."""

from __future__ import annotations

from contextlib import suppress

import pytest

from contracts.apis.genesys_udm import (
    AWKWARD,
    SUSPENDED,
    V10,
    WAITING,
    WITH_JOBS,
    Kind,
    Udm,
    Version,
    is_over,
    is_running,
    is_suspended,
    otherwise,
)
from contracts.engine import Judge
from contracts.model import Inconclusive

_HELD = Kind("held", immediately=True, suspended=True)


@pytest.mark.requirement("UDM-JOBS-29", "UDM-JOBS4-29")
def test_an_update_answers_with_what_it_brings(udm: Udm, judge: Judge) -> None:
    """The JobInfo that a PUT answers with has the title and the description of its body."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "29")):
            udm.needs("jobs", version)
            with udm.own(version) as own:
                title = udm.new_title(AWKWARD)
                changed = {"title": title, "description": f"updated: {title}"}
                body = {**own.body, "type": udm.template().type, **changed}
                answer = udm.update(version, own.id, body)
                given = {n: answer.members[n] for n in changed if answer.members.get(n) is not None}
                if not answer.succeeded or not given:
                    reason = f"the update is not answered with a JobInfo: {answer}"
                    raise Inconclusive(reason)
                after = udm.on_job(version, "getJob", own.id).members
                if any(after.get(name) not in (None, changed[name]) for name in changed):
                    reason = f"the update is not stored: see {version.requirement('JOBS', '10')}"
                    raise Inconclusive(reason)
                judge.equal(
                    given,
                    {name: changed[name] for name in given},
                    f"{version.name}: the answer to an update",
                    shown=(answer,),
                )


@pytest.mark.requirement("UDM-JOBS-30", "UDM-JOBS4-30")
def test_a_job_keeps_its_parts(udm: Udm, judge: Judge) -> None:
    """Dates, parameters and flags that are given are those that were sent."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "30")):
            udm.needs("jobs", version)
            for kind in (WAITING, SUSPENDED):
                body = udm.body(version, kind)
                if version is V10:
                    body["jobParams"]["exportAttachments"] = kind is WAITING
                _keeps(udm, judge, version, body)


def _keeps(udm: Udm, judge: Judge, version: Version, body: dict[str, object]) -> None:
    made = udm.id_in(answer := udm.create(version, body))
    if not made:
        reason = f"no job is made: {answer}"
        raise Inconclusive(reason)
    try:
        given = udm.on_job(version, "getJob", made).needed("the job")
        wrong = otherwise(body, given.members)
        judge.holds(
            not wrong,
            f"{version.name}: a job does not have {' and '.join(wrong)} as it was sent",
            expected=body,
            observed=given,
            shown=(answer, given),
        )
    finally:
        udm.remove(made)


@pytest.mark.requirement("UDM-JOBS-31", "UDM-JOBS4-31")
def test_what_is_over_stays_over(udm: Udm, judge: Judge) -> None:
    """A job that is over keeps its state, whatever is asked of it."""
    udm.needs("jobs")
    with udm.exports(len(WITH_JOBS)) as exports:
        for version, export in zip(WITH_JOBS, exports, strict=True):
            with judge.of(version.requirement("JOBS", "31")):
                udm.needs(version)
                for base in ("cancelJob", "suspendJob", "resumeJob"):
                    answer = udm.on_job(version, base, export.job.id, checked=False)
                    judge.equal(
                        udm.status(export.job.id),
                        export.status,
                        f"{version.name}: the state of a job that is over, after {base}",
                        shown=(answer,),
                    )


@pytest.mark.requirement("UDM-JOBS-32", "UDM-JOBS4-32")
def test_a_resumed_job_runs(udm: Udm, judge: Judge) -> None:
    """A job that is made suspended runs once it is resumed, as others do at once."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "32")):
            udm.needs("jobs", version)
            with udm.exports(1), udm.own(version, _HELD) as own:
                before = udm.status(own.id)
                if not is_suspended(before):
                    reason = f"a job that was made suspended is {before}"
                    raise Inconclusive(reason)
                resumed = udm.on_job(version, "resumeJob", own.id)
                with suppress(Inconclusive):
                    udm.wait("the resumed job", lambda: _moves(udm.status(own.id)))
                now = udm.status(own.id)
                judge.holds(
                    _moves(now),
                    f"{version.name}: a job that is resumed does not run",
                    expected="in progress or over",
                    observed=now,
                    shown=(resumed,),
                )


def _moves(status: str) -> bool:
    return is_running(status) or is_over(status)
