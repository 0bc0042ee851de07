"""What is refused: jobs without members, bodies that are none, ids that nothing has."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

import pytest

from contracts.apis.genesys_udm import (
    BY_NAME,
    NO_ID,
    REQUIRED,
    V3,
    V4,
    V10,
    WITH_JOBS,
    Answer,
    Own,
    Udm,
    Version,
    key_of,
    without,
)
from contracts.catalogue import read_table
from contracts.engine import Judge
from contracts.model import Inconclusive

_BAD = frozenset({400, 422})
_NOT_FOUND = 404
_JSON = (("Content-Type", "application/json"),)
_INNER = ("jobParams.type", "jobParams.media")
_VERSIONS = {one.name: one for one in (V10, V4, V3)}
_NO_FILE = "ucc-no-such-file.zip"


def _version_of(operation: str) -> tuple[Version, str]:
    """The version of an operationId, and what stands before it."""
    name = next(name for name in _VERSIONS if operation.endswith(name))
    return _VERSIONS[name], operation.removesuffix(name)


def _accepted(udm: Udm, version: Version) -> Mapping[str, Any]:
    """A Job that is accepted as it is: the control of what is refused without a part."""
    with udm.own(version) as own:
        return own.body


def _refused(udm: Udm, judge: Judge, answer: Answer, what: str) -> None:
    """The answer is a refusal; what was made all the same is taken away again."""
    made = udm.id_in(answer)
    if made:
        udm.remove(made)
    judge.holds(
        answer.status in _BAD,
        f"{what} is not refused",
        expected=400,
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDM-REQUIRED-*")
def test_a_job_without_a_member_is_refused(udm: Udm, judge: Judge) -> None:
    """Each required member in turn is left out of a Job that is accepted with it."""
    bodies: dict[str, Mapping[str, Any]] = {}
    for row in read_table(udm.spec.directory / "required-members.tsv"):
        with judge.of(f"UDM-REQUIRED-{row['key']}"):
            version, _ = _version_of(row["operation"])
            udm.needs("jobs", version)
            if version.name not in bodies:
                bodies[version.name] = _accepted(udm, version)
            body = without(bodies[version.name], row["member"])
            defect = f"{row['member']} is missing"
            answer = udm.create(version, body, defect=defect, checked=False)
            _refused(udm, judge, answer, f"{version.name}: a Job without {row['member']}")


@pytest.mark.requirement("UDM-JOBS-11", "UDM-JOBS-13", "UDM-JOBS4-11")
def test_an_update_without_a_member_is_refused(udm: Udm, judge: Judge) -> None:
    """Each required member in turn is left out of a PUT that is accepted with it."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "11")):
            udm.needs("jobs", version)
            with udm.own(version) as own:
                udm.update(version, own.id, own.body).needed("the PUT of the whole Job")
                for member in (*REQUIRED, *_INNER):
                    if version is V4 and member == "type":
                        continue
                    body = without(own.body, member)
                    defect = f"{member} is missing"
                    answer = udm.update(version, own.id, body, defect=defect, checked=False)
                    judge.holds(
                        answer.status in _BAD,
                        f"{version.name}: a PUT without {member} is not refused",
                        expected=400,
                        observed=answer,
                        shown=(answer,),
                    )
    with judge.of("UDM-JOBS-13"):
        udm.needs("jobs")
        with udm.own() as own:
            udm.update(V10, own.id, own.body).needed("the PUT of the whole Job")
            before = udm.on_job(V10, "getJob", own.id).needed("the job").members.get("title")
            body = {**without(own.body, "jobParams"), "title": f"{own.title}-changed"}
            answer = udm.update(V10, own.id, body, defect="no jobParams", checked=False)
            if not answer.refused:
                reason = f"the PUT is not refused: see UDM-JOBS-11 ({answer})"
                raise Inconclusive(reason)
            after = udm.on_job(V10, "getJob", own.id)
            judge.equal(
                after.members.get("title"), before, "the title after a refused PUT", shown=(answer,)
            )


@pytest.mark.requirement("UDM-JOBS-05", "UDM-JOBS-06", "UDM-JOBS-07", "UDM-JOBS4-05")
def test_a_body_that_is_no_job_is_refused(udm: Udm, judge: Judge) -> None:
    """Bodies that are no JSON, no body, and members of wrong types."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "05")):
            udm.needs("jobs", version)
            with udm.own(version) as own:
                if not udm.is_there(version, own.id):
                    reason = f"job {own.id} is not given: see {version.requirement('JOBS', '01')}"
                    raise Inconclusive(reason)
                values = {"id": own.id}
                for base in ("createJob", "updateJob"):
                    answer = udm.call(
                        version.operation(base),
                        values,
                        body=b'{"source": "UCSX", "title": ',
                        headers=_JSON,
                        defect="the body is cut short",
                        checked=False,
                    )
                    _refused(udm, judge, answer, f"{version.operation(base)}: JSON cut short")
    with judge.of("UDM-JOBS-06"):
        udm.needs("jobs")
        _accepted(udm, V10)
        answer = udm.call("createJobV10", headers=_JSON, defect="no body", checked=False)
        _refused(udm, judge, answer, "a POST of a job without a body")
    with judge.of("UDM-JOBS-07"):
        udm.needs("jobs")
        body = _accepted(udm, V10)
        for member, wrong in (
            ("timeFrame", 7),
            ("schedulerParam", "now"),
            ("jobParams", ["media"]),
            ("title", {"text": "a title"}),
            ("description", ["a text"]),
            ("suspended", {"value": True}),
            ("jobParams", {**body["jobParams"], "media": [{"name": "a medium"}]}),
            ("jobParams", {**body["jobParams"], "exportAttachments": ["yes"]}),
            ("timeFrame", {**body["timeFrame"], "dateFrom": {"year": 2024}}),
            ("schedulerParam", {**body["schedulerParam"], "startDate": ["2099"]}),
        ):
            answer = udm.create(
                V10, {**body, member: wrong}, defect=f"{member} has a wrong type", checked=False
            )
            _refused(udm, judge, answer, f"a Job whose {member} is {wrong!r}")


@pytest.mark.requirement("UDM-JOBS-08", "UDM-JOBS4-08")
def test_a_refused_job_is_not_made(udm: Udm, judge: Judge) -> None:
    """Nothing with the title of a refused Job is in the list; with that of another one there is."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "08")):
            udm.needs("jobs", version)
            with udm.own(version) as own:
                titles = []
                for member in ("jobParams", "schedulerParam", "timeFrame"):
                    body = without({**own.body, "title": udm.new_title()}, member)
                    answer = udm.create(version, body, defect=f"no {member}", checked=False)
                    if not answer.refused:
                        made = udm.id_in(answer)
                        if made:
                            udm.remove(made)
                        reason = f"a Job without {member} is not refused: {answer}"
                        raise Inconclusive(reason)
                    titles.append(body["title"])
                rows = udm.read(BY_NAME[f"jobs{version.name}"]).rows
                if not any(row.get("title") == own.title for row in rows):
                    reason = "the list does not show the titles of jobs that were made"
                    raise Inconclusive(reason)
                made_after_all = [row for row in rows if row.get("title") in titles]
                for row in made_after_all:
                    udm.remove(key_of(row))
                judge.holds(
                    not made_after_all,
                    f"{version.name}: a job that was refused is there all the same",
                    expected=f"no job with the title {' or '.join(titles)}",
                    observed=made_after_all[:1],
                )


@pytest.mark.requirement("UDM-UNKNOWN-*")
def test_what_does_not_exist_is_404(udm: Udm, judge: Judge) -> None:
    """Jobs, records and files that do not exist, beside those that do."""
    with ExitStack() as stack:
        known = _Known(udm, stack)
        for row in read_table(udm.spec.directory / "unknown.tsv"):
            operation = row["operation"]
            with judge.of(f"UDM-UNKNOWN-{operation}"):
                version, base = _version_of(operation)
                control = known.ask(version, base)
                if control.status == _NOT_FOUND:
                    reason = f"what exists is answered with 404 too: {control}"
                    raise Inconclusive(reason)
                answer = known.ask(version, base, unknown=True)
                judge.holds(
                    answer.status == _NOT_FOUND,
                    f"{operation}: a {row['what']} that does not exist is not answered with 404",
                    expected=_NOT_FOUND,
                    observed=answer,
                    shown=(answer,),
                )


class _Known:
    """Requests for things that are there, and the same for others that are not."""

    def __init__(self, udm: Udm, stack: ExitStack) -> None:
        self._udm = udm
        self._stack = stack
        self._jobs: dict[str, Own] = {}

    def ask(self, version: Version, base: str, *, unknown: bool = False) -> Answer:
        """The answer to an operation on one thing. Raises Inconclusive where there is none."""
        udm = self._udm
        how: dict[str, Any] = {"checked": False}
        if unknown:
            how["defect"] = "it does not exist"
        if base in {"getFile", "getFileLinks"}:
            udm.needs(version, "files")
            name = _NO_FILE if unknown else udm.names(version)[0]
            if base == "getFile":
                return udm.on_file(version, base, name, **how)
            return udm.links(version, [name], **how)
        if base == "getHistory":
            udm.needs(version, "history")
            row = udm.filled(BY_NAME[f"history{version.name}"]).rows[0]
            return udm.on_record(version, base, NO_ID if unknown else key_of(row), **how)
        udm.needs(version, "jobs")
        if version.name not in self._jobs:
            self._jobs[version.name] = self._stack.enter_context(udm.own(version))
        own = self._jobs[version.name]
        body = {**own.body, "type": udm.template().type} if base == "updateJob" else None
        return udm.on_job(version, base, NO_ID if unknown else own.id, job=body, **how)


@pytest.mark.requirement("UDM-JOBS-09", "UDM-JOBS4-09")
def test_an_id_that_is_none_is_refused(udm: Udm, judge: Judge) -> None:
    """An id that is no number is refused, beside a job that is given."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "09")):
            udm.needs("jobs", version)
            with udm.own(version) as own:
                udm.on_job(version, "getJob", own.id).needed("the job")
            for base in ("getJob", "suspendJob", "cancelJob"):
                how: dict[str, Any] = {"defect": "the id is no number", "checked": False}
                answer = udm.on_job(version, base, "ucc-no-number", **how)
                judge.holds(
                    answer.status in _BAD | {_NOT_FOUND},
                    f"{version.operation(base)}: an id that is no number is not refused",
                    expected="400 or 404",
                    observed=answer,
                    shown=(answer,),
                )
