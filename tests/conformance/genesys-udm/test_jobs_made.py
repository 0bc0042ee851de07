"""Jobs that are made: found, listed, stored as they were sent (POST export/jobs)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from contracts.apis.genesys_udm import (
    AWKWARD,
    V4,
    V10,
    WAITING,
    WITH_JOBS,
    Answer,
    Own,
    Udm,
    Version,
    minimal,
)
from contracts.engine import Judge
from contracts.model import Inconclusive

_SHOWN = {
    "V10": ("title", "source", "type", "description"),
    "V4": ("title", "source", "description"),
}


@pytest.mark.requirement("UDM-JOBS-01", "UDM-JOBS-02", "UDM-JOBS-03", "UDM-JOBS-04")
@pytest.mark.requirement("UDM-JOBS4-01", "UDM-JOBS4-02", "UDM-JOBS4-03", "UDM-JOBS4-04")
def test_a_job_that_was_made_is_there(udm: Udm, judge: Judge) -> None:
    """A job that was made is given under its id and stands in the list, as it was sent."""
    for version in WITH_JOBS:
        for number, judged in (("01", _found), ("02", _listed), ("03", _answered), ("04", _stored)):
            with judge.of(version.requirement("JOBS", number)):
                udm.needs("jobs", version)
                with udm.own(version, WAITING, AWKWARD) as own:
                    judged(udm, judge, version, own)


def _answered(_udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    _as_sent(judge, version, own, own.answer, "the answer to its POST")


def _found(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    answer = udm.on_job(version, "getJob", own.id)
    judge.holds(
        answer.succeeded,
        f"{version.name}: a job that was made is not given",
        expected=f"200 for job {own.id}",
        observed=answer,
        shown=(own.answer, answer),
    )
    if version is V10 or isinstance(answer.members.get("id"), int):
        judge.equal(
            str(answer.members.get("id")), own.id, "the id of the job", shown=(own.answer, answer)
        )


def _listed(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    times = len(udm.listed(version, own.id))
    judge.holds(
        times > 0,
        f"{version.name}: a job that was made is not in the list of jobs",
        expected=f"job {own.id}",
        observed="no such item",
        shown=(own.answer,),
    )


def _stored(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    answer = udm.on_job(version, "getJob", own.id)
    if not answer.succeeded:
        reason = f"the job is not given: see {version.requirement('JOBS', '01')}"
        raise Inconclusive(reason)
    _as_sent(judge, version, own, answer, "the job that was made")


def _as_sent(judge: Judge, version: Version, own: Own, answer: Answer, what: str) -> None:
    """Members that are given, but for nulls, are those that were sent."""
    names = [name for name in _SHOWN[version.name] if answer.members.get(name) is not None]
    sent: dict[str, Any] = {name: own.body[name] for name in names}
    media = answer.members.get("media")
    if media is not None:
        names.append("media")
        sent["media"] = own.body["jobParams"]["media"]
    if not names:
        reason = f"{what} has none of the members that were sent: {answer}"
        raise Inconclusive(reason)
    given: Mapping[str, Any] = {name: answer.members[name] for name in names}
    judge.holds(
        {**given, "media": sorted(map(str, given.get("media", ())))}
        == {**sent, "media": sorted(sent.get("media", ()))},
        f"{version.name}: {what} is not as it was sent",
        expected=sent,
        observed=given,
        shown=(own.answer, answer),
    )


@pytest.mark.requirement("UDM-JOBS-26", "UDM-JOBS-27")
def test_minimal_jobs_are_made(udm: Udm, judge: Judge) -> None:
    """A Job with the required members alone is accepted; each job has an id of its own."""
    udm.needs("jobs")
    with udm.own() as own:
        answer = udm.create(V10, minimal(udm.body(V10)))
        made = udm.id_in(answer)
        try:
            with judge.of("UDM-JOBS-27"):
                judge.holds(
                    answer.succeeded,
                    "a Job without the optional members is not accepted",
                    expected="202, as with them",
                    observed=answer,
                    shown=(own.answer, answer),
                )
            with judge.of("UDM-JOBS-26"):
                if not made:
                    reason = f"no second job is made: {answer}"
                    raise Inconclusive(reason)
                judge.holds(
                    made != own.id,
                    "two jobs have the same id",
                    expected="different ids",
                    observed=made,
                    shown=(own.answer, answer),
                )
        finally:
            if made and made != own.id:
                udm.remove(made)


@pytest.mark.requirement("UDM-ACROSS-01", "UDM-ACROSS-02", "UDM-ACROSS-07")
def test_a_job_is_the_same_in_all_versions(udm: Udm, judge: Judge) -> None:
    """What one version makes the other one gives, and what one deletes is gone in the other."""
    for made, seen, requirement in ((V10, V4, "UDM-ACROSS-01"), (V4, V10, "UDM-ACROSS-02")):
        with judge.of(requirement):
            udm.needs("jobs", V4)
            with udm.own(made, WAITING, AWKWARD) as own:
                if not udm.is_there(made, own.id):
                    reason = f"{made.name} itself does not give the job"
                    raise Inconclusive(reason)
                answer = udm.on_job(seen, "getJob", own.id)
                judge.holds(
                    answer.succeeded
                    and all(
                        answer.members.get(name) in (None, own.body[name])
                        for name in ("title", "source")
                    ),
                    f"a job made through {made.name} is not the same through {seen.name}",
                    expected=f"job {own.id} with the title {own.title}",
                    observed=answer,
                    shown=(own.answer, answer),
                )
    with judge.of("UDM-ACROSS-07"):
        udm.needs("jobs", V4)
        with udm.own() as own:
            udm.on_job(V4, "cancelJob", own.id, checked=False)
            deleted = udm.on_job(V4, "deleteJob", own.id)
            if not deleted.succeeded or udm.is_there(V4, own.id):
                reason = f"v4 itself still has the job: see UDM-JOBS4-18 ({deleted})"
                raise Inconclusive(reason)
            judge.holds(
                not udm.is_there(V10, own.id),
                "a job that v4 has deleted is there through v10",
                expected="404",
                observed="200",
                shown=(deleted,),
            )
