"""What is refused of jobs: missing members, wrong types, bodies that are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from contracts.apis.genesys_udm import (
    INNER,
    REQUIRED,
    V4,
    V10,
    WITH_JOBS,
    Answer,
    Own,
    Udm,
    Version,
    mistyped,
    taken_over,
    version_of,
    without,
)
from contracts.apis.genesys_udm.following import without as nothing_of
from contracts.apis.genesys_udm.refusing import malformed, no_number
from contracts.kit import Inconclusive, Judge, read_table

_JSON = (("Content-Type", "application/json"),)
_BAD_ID = "ucc-no-number"
_OTHER_DAYS = {"dateFrom": "2024-02-01T00:00:00Z", "dateTo": "2024-02-05T00:00:00Z"}


def _there(udm: Udm, version: Version) -> Own:
    """A job to be updated. Raises Inconclusive where none is given: what is missing is refused."""
    own = udm.pool.waiting(version)
    if not udm.is_there(version, own.id):
        reason = f"job {own.id} is not given: see {version.requirement('JOBS', '01')}"
        raise Inconclusive(reason)
    return own


def _changed_after_all(udm: Udm, version: Version, answer: Answer) -> Answer:
    """The answer; a shared job that was updated although it should not is shared no longer."""
    if not answer.refused:
        udm.pool.discard("waiting", version)
    return answer


@pytest.mark.requirement("UDM-REQUIRED-*")
def test_a_job_without_a_member_is_refused(udm: Udm, judge: Judge) -> None:
    """Each required member in turn is left out of a Job that is accepted with it."""
    for row in read_table(udm.spec.directory / "required-members.tsv"):
        with judge.of(f"UDM-REQUIRED-{row['key']}"):
            version, _ = version_of(row["operation"])
            udm.needs("jobs", version)
            accepted = udm.pool.waiting(version).body
            body = {**without(accepted, row["member"])}
            if "title" in body:
                body["title"] = udm.new_title()
            defect = f"{row['member']} is missing"
            answer = udm.create(version, body, defect=defect, checked=False)
            udm.made_after_all(answer)
            judge.refused(malformed(f"a Job without {row['member']}"), answer, detail=version.name)


@pytest.mark.requirement("UDM-JOBS-11", "UDM-JOBS-13", "UDM-JOBS4-11", "UDM-JOBS4-13")
def test_an_update_without_a_member_is_refused(udm: Udm, judge: Judge) -> None:
    """Each required member in turn is left out of a PUT that is accepted with it."""
    for version in WITH_JOBS:
        missing, kept = (version.requirement("JOBS", number) for number in ("11", "13"))
        with judge.of(missing):
            udm.needs("jobs", version)
            with udm.pool.changing(version) as own:
                accepted, before = _updated(udm, version, own)
                tried = list(_incomplete_updates(udm, version, own))
                with judge.of(kept):
                    after = udm.on_job(version, "getJob", own.id).needed("the job")
                    _nothing_changed(judge, version, accepted, (before, after), tried)
                for member, _, answer in tried:
                    judge.refused(malformed(f"a PUT without {member}"), answer, detail=version.name)
        if kept not in judge.standings:
            with judge.of(kept):
                udm.needs("jobs", version)
                raise nothing_of(judge.standings, missing, f"no PUT is refused: see {missing}")


_Tried = Sequence[tuple[str, Mapping[str, Any], Answer]]
"""Bodies that lack a member, with its name and the answer."""


def _updated(udm: Udm, version: Version, own: Own) -> tuple[Mapping[str, Any], Answer]:
    """A PUT of the whole Job with other days, and the job after it. Raises Inconclusive."""
    body = {
        **own.body,
        "type": udm.template().type,
        "title": udm.new_title("accepted"),
        "timeFrame": {**own.body["timeFrame"], **_OTHER_DAYS},
    }
    udm.update(version, own.id, body).needed("the PUT of the whole Job")
    titled = lambda one: one.members.get("title") == body["title"]  # noqa: E731 - a look
    _, answer = udm.comes_to(version, own.id, "an update shows", titled)
    return body, answer


def _incomplete_updates(udm: Udm, version: Version, own: Own) -> Iterator[Any]:
    """PUTs with another title, text and days, each without one required member."""
    for member in (*REQUIRED, *INNER):
        if version is V4 and member == "type":
            continue
        title = udm.new_title("refused")
        texts = {"title": title, "description": f"refused: {title}"}
        body = without({**own.body, "type": udm.template().type, **texts}, member)
        defect = f"{member} is missing"
        yield member, body, udm.update(version, own.id, body, defect=defect, checked=False)


def _nothing_changed(
    judge: Judge,
    version: Version,
    accepted: Mapping[str, Any],
    looks: tuple[Answer, Answer],
    tried: _Tried,
) -> None:
    """A job has nothing of PUTs that were refused; `looks` are before and after them."""
    before, after = (one.members for one in looks)
    refused = [(member, body) for member, body, answer in tried if answer.refused]
    if not refused or not {"title", "description"} & after.keys():
        missing = version.requirement("JOBS", "11")
        reason = f"no PUT is refused, or no text of the job is given: see {missing}"
        raise Inconclusive(reason)
    for member, body in refused:
        taken = taken_over(accepted, body, before, after)
        judge.holds(
            not taken,
            f"{version.name}: a PUT without {member} is refused, but changes {', '.join(taken)}",
            expected="the job as it was before",
            observed=looks[1],
            shown=looks,
        )


@pytest.mark.requirement("UDM-JOBS-05", "UDM-JOBS-06", "UDM-JOBS-39", "UDM-JOBS4-05")
def test_a_body_that_is_no_job_is_refused(udm: Udm, judge: Judge) -> None:
    """Bodies that are no JSON, and no body."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "05")):
            udm.needs("jobs", version)
            own = _there(udm, version)
            for base in ("createJob", "updateJob"):
                answer = udm.call(
                    version.operation(base),
                    {"id": own.id} if base == "updateJob" else None,
                    body=b'{"source": "UCS", ',
                    headers=_JSON,
                    defect="the body is not JSON",
                    checked=False,
                )
                if base == "updateJob":
                    _changed_after_all(udm, version, answer)
                judge.refused(
                    malformed("a body that is not JSON"), answer, detail=version.operation(base)
                )
    for requirement, base in (("UDM-JOBS-06", "createJob"), ("UDM-JOBS-39", "updateJob")):
        with judge.of(requirement):
            udm.needs("jobs")
            own = udm.pool.waiting(V10)
            if base == "updateJob":
                udm.update(V10, own.id, own.body, checked=False).needed("the same PUT with a body")
            answer = udm.call(
                V10.operation(base),
                {"id": own.id} if base == "updateJob" else None,
                headers=_JSON,
                defect="no body",
                checked=False,
            )
            if base == "updateJob":
                _changed_after_all(udm, V10, answer)
            judge.refused(malformed("a request without a body"), answer, detail=V10.operation(base))


@pytest.mark.requirement("UDM-JOBS-07", "UDM-JOBS-40", "UDM-JOBS4-07")
def test_members_of_wrong_types_are_refused(udm: Udm, judge: Judge) -> None:
    """Members that have another type than the document gives them, beside a Job as it should be."""
    for requirement, version, bases in (
        ("UDM-JOBS-07", V10, ("createJob",)),
        ("UDM-JOBS-40", V10, ("updateJob",)),
        ("UDM-JOBS4-07", V4, ("createJob", "updateJob")),
    ):
        with judge.of(requirement):
            udm.needs("jobs", version)
            own = _there(udm, version)
            for base in bases:
                for member, body in mistyped({**own.body, "type": udm.template().type}):
                    how: dict[str, Any] = {"defect": f"{member}: wrong type", "checked": False}
                    if base == "createJob":
                        body = {**body, "title": body["title"] if member == "title" else _new(udm)}  # noqa: PLW2901
                        answer = udm.made_after_all(udm.create(version, body, **how))
                    else:
                        answer = udm.update(version, own.id, body, **how)
                        _changed_after_all(udm, version, answer)
                    judge.refused(
                        malformed(f"a Job whose {member} has a wrong type"),
                        answer,
                        detail=f"{version.operation(base)}, {member}: {body.get(member)!r}",
                    )


def _new(udm: Udm) -> str:
    return udm.new_title()


@pytest.mark.requirement("UDM-JOBS-09", "UDM-JOBS4-09")
def test_an_id_that_is_none_is_refused(udm: Udm, judge: Judge) -> None:
    """An id that is no number is refused, beside a job that is given."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "09")):
            udm.needs("jobs", version)
            own = udm.pool.waiting(version)
            udm.given(version, own.id).needed("the job")
            how: dict[str, Any] = {"defect": "the id is no number", "checked": False}
            answers = {
                base: udm.on_job(version, base, _BAD_ID, **how)
                for base in ("getJob", "suspendJob", "cancelJob", "resumeJob")
            }
            body = {**own.body, "type": udm.template().type}
            answers["updateJob"] = udm.update(version, _BAD_ID, body, **how)
            for base in ("getHistory", "getProgress") if udm.target.claims("history") else ():
                answers[base] = udm.on_record(version, base, _BAD_ID, **how)
            for base, answer in answers.items():
                judge.refused(
                    no_number("an id that is no number"), answer, detail=version.operation(base)
                )
