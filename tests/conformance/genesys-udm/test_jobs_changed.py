"""Jobs that are changed: updated, suspended, resumed, cancelled while they wait."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from contracts.apis.genesys_udm import (
    SUSPENDED,
    V4,
    V10,
    WITH_JOBS,
    Answer,
    Own,
    Row,
    State,
    Udm,
    Version,
    not_updated,
    otherwise,
)
from contracts.apis.genesys_udm.following import without as nothing_of
from contracts.apis.genesys_udm.jobs import GONE
from contracts.apis.genesys_udm.suspension import SHOWS, changes, face, suspend
from contracts.apis.genesys_udm.updating import changed, given_of, moves
from contracts.kit import Inconclusive, Judge, NotApplicable

_OTHER_DATES = {"dateFrom": "2024-02-01T00:00:00Z", "dateTo": "2024-02-05T00:00:00Z"}
_LONGER = "changed, with a longer title"
_OTHER_SIZE = "200"
_OTHER_START = "2098-01-01T00:00:00Z"


@pytest.mark.requirement("UDM-JOBS-10", "UDM-JOBS4-10", "UDM-JOBS-29", "UDM-JOBS4-29")
def test_an_update_is_stored(udm: Udm, judge: Judge) -> None:
    """A job that has not started has the title, the text and the dates of its PUT afterwards."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "10")):
            udm.needs("jobs", version)
            with udm.pool.changing(version) as own:
                before = udm.on_job(version, "getJob", own.id).needed("the job").members
                title = udm.new_title(_LONGER)
                body = {
                    **own.body,
                    "type": udm.template().type,
                    "title": title,
                    "description": f"updated: {title}",
                    "timeFrame": {**own.body["timeFrame"], **_OTHER_DATES},
                }
                body["jobParams"] = {**own.body["jobParams"], "fileSplitSize": _OTHER_SIZE}
                if version is V4:
                    body["fileSplitSize"] = _OTHER_SIZE
                if body["schedulerParam"].get("startDate", "").startswith("2099"):
                    body["schedulerParam"] = {**body["schedulerParam"], "startDate": _OTHER_START}
                answer = udm.update(version, own.id, body)
                if answer.refused and udm.template().held:
                    reason = "the target makes suspended jobs alone wait, and does not update them"
                    raise Inconclusive(reason)
                judge.holds(
                    answer.succeeded,
                    f"{version.name}: a job that has not started cannot be updated",
                    expected=200,
                    observed=answer,
                    shown=(answer,),
                )
                _is_stored(udm, judge, version, own, body, answer, before)
                with judge.of(version.requirement("JOBS", "29")):
                    _answers_with_it(judge, version, own, body, answer)
                _moves(udm, judge, version, own)
        if version.requirement("JOBS", "29") not in judge.standings:
            with judge.of(version.requirement("JOBS", "29")):
                udm.needs("jobs", version)
                stored = version.requirement("JOBS", "10")
                raise nothing_of(judge.standings, stored, f"no update is stored: see {stored}")


def _is_stored(  # noqa: PLR0913 - one parameter for each thing that is compared
    udm: Udm,
    judge: Judge,
    version: Version,
    own: Own,
    body: dict[str, object],
    answer: Answer,
    before: Row,
) -> None:
    names = [n for n in ("title", "description") if before.get(n) == own.body[n]]
    if not names:
        reason = (
            f"the job did not have what was sent before: see {version.requirement('JOBS', '04')}"
        )
        raise Inconclusive(reason)
    _, after = udm.comes_to(
        version,
        own.id,
        "an update shows",
        lambda one: all(one.members.get(name) == body[name] for name in names),
    )
    after.needed("the job")
    judge.equal(
        {name: after.members.get(name) for name in names},
        {name: body[name] for name in names},
        f"{version.name}: the job after its update",
        shown=(answer, after),
    )
    kept = set(otherwise(body, after.members)) - set(otherwise(own.body, before))
    kept |= set(not_updated((own.body, body), (before, after.members)))
    judge.holds(
        not kept,
        f"{version.name}: an update leaves {' and '.join(sorted(kept))} as before",
        expected={name: body[name] for name in ("timeFrame", "schedulerParam", "jobParams")},
        observed=after,
        shown=(answer, after),
    )


def _moves(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    """An update of the source or the media is stored, unless it is refused."""
    for name, body in moves(udm, own):
        before = given_of(name, udm.on_job(version, "getJob", own.id, checked=False).members)
        wanted = given_of(name, body)
        if before != given_of(name, own.body):
            continue
        answer = udm.update(version, own.id, body, checked=False)
        if not answer.succeeded:
            continue
        moved, after = udm.comes_to(
            version,
            own.id,
            "an update shows",
            lambda one, name=name, before=before: given_of(name, one.members) != before,  # type: ignore[misc]
        )
        judge.holds(
            moved,
            f"{version.name}: an update leaves {name} as before",
            expected=wanted,
            observed=after,
            shown=(answer, after),
        )


def _answers_with_it(
    judge: Judge, version: Version, own: Own, body: dict[str, object], answer: Answer
) -> None:
    """The JobInfo that a PUT answers with is that of the job, as it was sent."""
    expected = {"id": own.id, "title": body["title"], "description": body["description"]}
    given = {n: answer.members[n] for n in expected if answer.members.get(n) is not None}
    if not given:
        reason = f"the update is not answered with a JobInfo: {answer}"
        raise Inconclusive(reason)
    given = {**given, **({"id": str(given["id"])} if "id" in given else {})}
    judge.equal(
        given,
        {name: expected[name] for name in given},
        f"{version.name}: the answer to an update",
        shown=(answer,),
    )


@pytest.mark.requirement("UDM-JOBS-14", "UDM-JOBS-15", "UDM-JOBS-16")
@pytest.mark.requirement("UDM-JOBS4-14", "UDM-JOBS4-15", "UDM-JOBS-47")
def test_suspend_and_resume(udm: Udm, judge: Judge) -> None:
    """A job that is suspended is in another state, and is not any more when it is resumed."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "14")):
            udm.needs("jobs", version)
            with udm.pool.changing(version) as own:
                if udm.template().held:
                    udm.on_job(version, "resumeJob", own.id, checked=False)
                _suspends(udm, judge, version, own)
        with judge.of(version.requirement("JOBS", "15")):
            udm.needs("jobs", version)
            with udm.pool.changing(version) as own:
                _resumes(udm, judge, version, own)
    with judge.of("UDM-JOBS-47"):
        udm.needs("jobs")
        with udm.pool.changing() as own:
            _stays_unfinished(udm, judge, own)
    with judge.of("UDM-JOBS-16"):
        udm.needs("jobs")
        with udm.pool.changing() as own:
            for base in ("suspendJob", "resumeJob"):
                before = face(udm, V10, own)
                answer = udm.on_job(V10, base, own.id).needed(base)
                changes(udm, V10, own, before)
                if not answer.members:
                    reason = f"{base} gives no JobInfo: see UDM-{base}V10-BODY"
                    raise Inconclusive(reason)
                # A JobInfo may be that of a run, whose parentId is the job then (UDM-AMB-33).
                ids = {str(answer.members.get(name)) for name in ("id", "parentId")}
                judge.holds(
                    own.id in ids and answer.members.get("title") in (None, own.title),
                    f"{base} answers with another job than the one that was meant",
                    expected=f"job {own.id} with the title {own.title!r}",
                    observed=answer,
                    shown=(answer,),
                )


def _suspends(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    before = face(udm, version, own)
    answer = udm.on_job(version, "suspendJob", own.id)
    changed = answer.succeeded and changes(udm, version, own, before)
    judge.holds(
        changed,
        f"{version.name}: a job that is suspended is in the state that it was in before",
        expected=f"another state than {before[0]}",
        observed=f"{udm.status(own.id)}; {answer}",
        shown=(answer,),
    )
    udm.states.learn(udm.status(own.id), State.SUSPENDED)


def _resumes(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    waits = face(udm, version, own)
    udm.on_job(version, "suspendJob", own.id, checked=udm.template().held is False)
    if not udm.template().held and not changes(udm, version, own, waits):
        # A suspension that shows is what can be seen to be undone.
        reason = f"a suspension does not show: see {version.requirement('JOBS', '14')}"
        raise Inconclusive(reason)
    before = face(udm, version, own)
    answer = udm.on_job(version, "resumeJob", own.id)
    judge.holds(
        answer.succeeded and changes(udm, version, own, before),
        f"{version.name}: a job that is resumed is in the state of a suspended one",
        expected=f"another state than {before[0]}",
        observed=f"{udm.status(own.id)}; {answer}",
        shown=(answer,),
    )


def _stays_unfinished(udm: Udm, judge: Judge, own: Own) -> None:
    """A job that waited is neither cancelled nor gone once it was suspended and resumed.

    It is unfinished where it waits as before, or can be suspended again: words for states that
    are in no list of them prove nothing.
    """
    waiting = udm.status(own.id)
    if not udm.template().held:
        suspend(udm, V10, own, checked=False).needed("a suspension")
    suspended = udm.status(own.id)
    answer = udm.on_job(V10, "resumeJob", own.id, checked=False)
    if answer.refused and not udm.states.is_cancelled(suspended):
        reason = f"a suspended job is not resumed: {answer}"
        raise Inconclusive(reason)
    _, after = udm.comes_to(
        V10, own.id, SHOWS, lambda one: one.members.get("status") not in (None, suspended)
    )
    status = udm.status_in(after.members)
    gone = after.status in GONE
    judge.holds(
        not gone and not (answer.refused or udm.states.is_cancelled(status)),
        "a job that waited is cancelled, or gone, once it was suspended and resumed",
        expected=f"a job that is {waiting}, as before, or runs",
        observed=after,
        shown=(answer, after),
    )
    if status != waiting and udm.states.of(status) is State.UNKNOWN:
        udm.on_job(V10, "suspendJob", own.id, checked=False).needed("a second suspension")


@pytest.mark.requirement("UDM-JOBS-48", "UDM-JOBS4-48")
def test_other_jobs_are_left_alone(udm: Udm, judge: Judge) -> None:
    """What is done to a job is not done to those that were made right before and after it."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "48")):
            udm.needs("jobs", version)
            with (
                udm.own(version, word="before") as first,
                udm.own(version) as own,
                udm.own(version, word="after") as last,
            ):
                done = [
                    _leaves_alone(udm, judge, version, own, (first, last), base)
                    for base in ("suspendJob", "resumeJob", "updateJob", "cancelJob")
                ]
            if not any(done):
                reason = "a job that waits is neither suspended nor resumed, updated or cancelled"
                raise Inconclusive(reason)


def _leaves_alone(  # noqa: PLR0913 - the job, the others, and what is done
    udm: Udm, judge: Judge, version: Version, own: Own, others: Sequence[Own], base: str
) -> bool:
    """Hold what is done to a job to leaving others as they are; False where it is refused."""
    if base == "resumeJob" and not udm.template().held:
        # A job that is not suspended shows nothing of a resume.
        suspend(udm, version, others[0], checked=False)
    before = [_told(udm, one) for one in others]
    job = changed(udm, own) if base == "updateJob" else None
    answer = udm.on_job(version, base, own.id, job=job, checked=False)
    if answer.succeeded:
        judge.equal(
            [_told(udm, one) for one in others],
            before,
            f"{version.name}: other jobs after {base} of one",
            shown=(answer,),
        )
    return answer.succeeded


def _told(udm: Udm, own: Own) -> tuple[str, str, object]:
    """A job by its id, its state and its title; one that is being suspended is suspended."""
    row = udm.look_at(own.id)
    status = udm.status_in(row)
    return own.id, udm.states.of(status).value or status, row.get("title")


@pytest.mark.requirement("UDM-JOBS-38")
def test_a_job_that_does_not_run_is_cancelled(udm: Udm, judge: Judge) -> None:
    """A job that waits or is suspended is in another state, or gone, once it is cancelled.

    v4 says "Cancel running": a target may take v10 to mean the same, and say so with 409.
    """
    udm.needs("jobs")
    with udm.own(kind=SUSPENDED) as held:
        answer = _is_cancelled(udm, judge, held, "is suspended", checked=False)
    with udm.own() as own:
        answer = _is_cancelled(udm, judge, own, "waits", checked=answer.succeeded)
    if answer.refused:
        reason = f"the target cancels no jobs that wait: {answer}"
        raise NotApplicable(reason)
    if not answer.succeeded:
        reason = f"the cancellation is not answered as documented: {answer}"
        raise Inconclusive(reason)


def _is_cancelled(udm: Udm, judge: Judge, own: Own, what: str, *, checked: bool) -> Answer:
    """Hold a cancellation that is accepted to its effect; the answer to it."""
    before = udm.status(own.id)
    answer = udm.on_job(V10, "cancelJob", own.id, checked=checked)
    if not answer.succeeded:
        return answer
    left, after = udm.comes_to(
        V10,
        own.id,
        SHOWS,
        lambda one: not one.succeeded or one.members.get("status") != before,
    )
    judge.holds(
        left,
        f"a job that {what} is cancelled, and is as before",
        expected=f"another status than {before}, or no job",
        observed=after,
        shown=(answer, after),
    )
    if after.succeeded:
        udm.states.learn(udm.status_in(after.members), State.CANCELLED)
    return answer
