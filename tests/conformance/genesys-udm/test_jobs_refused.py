"""What is refused of jobs: missing members, wrong types, bodies that are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from contracts.apis.genesys_udm import (
    BY_NAME,
    REQUIRED,
    V4,
    V10,
    WITH_JOBS,
    Answer,
    Own,
    Udm,
    Version,
    key_of,
    version_of,
    without,
)
from contracts.apis.genesys_udm.refusing import malformed, no_number
from contracts.kit import Inconclusive, Judge, read_table

_JSON = (("Content-Type", "application/json"),)
_INNER = frozenset({"jobParams.type", "jobParams.media"})
_BAD_ID = "ucc-no-number"


def _made_after_all(udm: Udm, answer: Answer) -> Answer:
    """The answer; what was made although it should have been refused is taken away again."""
    made = udm.id_in(answer)
    if made:
        udm.remove(made)
    return answer


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
            _made_after_all(udm, answer)
            judge.refused(malformed(f"a Job without {row['member']}"), answer, detail=version.name)


@pytest.mark.requirement("UDM-JOBS-11", "UDM-JOBS-13", "UDM-JOBS4-11")
def test_an_update_without_a_member_is_refused(udm: Udm, judge: Judge) -> None:
    """Each required member in turn is left out of a PUT that is accepted with it."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "11")):
            udm.needs("jobs", version)
            with udm.pool.changing(version) as own:
                whole = {**own.body, "type": udm.template().type}
                udm.update(version, own.id, whole).needed("the PUT of the whole Job")
                for member in (*REQUIRED, *_INNER):
                    if version is V4 and member == "type":
                        continue
                    defect = f"{member} is missing"
                    body = without(whole, member)
                    answer = udm.update(version, own.id, body, defect=defect, checked=False)
                    judge.refused(malformed(f"a PUT without {member}"), answer, detail=version.name)
    with judge.of("UDM-JOBS-13"):
        udm.needs("jobs")
        with udm.pool.changing() as own:
            _changes_nothing(udm, judge, own)


def _changes_nothing(udm: Udm, judge: Judge, own: Own) -> None:
    """A PUT that is refused leaves the title that an accepted one has brought before."""
    accepted = {**own.body, "title": udm.new_title("accepted")}
    udm.update(V10, own.id, accepted).needed("the PUT of the whole Job")
    stored, before = udm.comes_to(
        V10, own.id, "an update shows", lambda one: one.members.get("title") == accepted["title"]
    )
    if not stored:
        reason = f"an accepted update is not stored: see UDM-JOBS-10 ({before})"
        raise Inconclusive(reason)
    body = {**without(accepted, "jobParams"), "title": udm.new_title("refused")}
    answer = udm.update(V10, own.id, body, defect="no jobParams", checked=False)
    if not answer.refused:
        reason = f"the PUT is not refused: see UDM-JOBS-11 ({answer})"
        raise Inconclusive(reason)
    after = udm.on_job(V10, "getJob", own.id)
    judge.equal(
        after.members.get("title"),
        accepted["title"],
        "the title after a refused PUT",
        shown=(answer, after),
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
                for member, body in _mistyped({**own.body, "type": udm.template().type}):
                    how: dict[str, Any] = {"defect": f"{member}: wrong type", "checked": False}
                    if base == "createJob":
                        body = {**body, "title": body["title"] if member == "title" else _new(udm)}  # noqa: PLW2901
                        answer = _made_after_all(udm, udm.create(version, body, **how))
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


def _mistyped(body: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Jobs with a member of a type that nothing can be made of."""
    for member, wrong in (
        ("title", {"text": "a title"}),
        ("timeFrame", "all"),
        ("schedulerParam", ["immediately"]),
        ("jobParams", {**body["jobParams"], "media": [{"name": "email"}]}),
    ):
        yield member, {**body, member: wrong}


@pytest.mark.requirement("UDM-JOBS-08", "UDM-JOBS4-08")
def test_a_refused_job_is_not_made(udm: Udm, judge: Judge) -> None:
    """Nothing with the title of a refused Job is in the list; with that of another one there is."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "08")):
            udm.needs("jobs", version)
            own = udm.pool.waiting(version)
            titles = []
            for member in (*REQUIRED, *_INNER):
                if member == "title" or member not in own.body.keys() | _INNER:
                    continue
                body = without({**own.body, "title": udm.new_title("refused")}, member)
                answer = udm.create(version, body, defect=f"no {member}", checked=False)
                if answer.refused:
                    titles.append(body["title"])
                else:
                    _made_after_all(udm, answer)
            if not titles:
                reason = "no Job is refused for want of a member: see UDM-REQUIRED"
                raise Inconclusive(reason)
            if not udm.comes_to_be_listed(version, own.id):
                reason = "the list does not show jobs that were made"
                raise Inconclusive(reason)
            rows = udm.read(BY_NAME[f"jobs{version.name}"], ("title", udm.prefix)).rows
            if not any(row.get("title") == own.title for row in rows):
                rows = udm.read(BY_NAME[f"jobs{version.name}"]).rows
            if not any(row.get("title") == own.title for row in rows):
                reason = "the list does not show the titles of jobs that were made"
                raise Inconclusive(reason)
            made_after_all = [row for row in rows if row.get("title") in titles]
            for row in made_after_all:
                udm.remove(key_of(row))
            judge.holds(
                not made_after_all,
                f"{version.name}: the job was refused but was created anyway",
                expected=f"no job with the title {' or '.join(titles)}",
                observed=made_after_all[:1],
            )


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
