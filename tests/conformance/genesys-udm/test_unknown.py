"""What does not exist: jobs, records and files."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.genesys_udm import BY_NAME, NO_ID, V10, Answer, Udm, Version, key_of, version_of
from contracts.apis.genesys_udm.refusing import not_found
from contracts.apis.genesys_udm.suspension import suspend
from contracts.kit import Inconclusive, Judge, read_table

_NO_FILE = "ucc-no-such-file.zip"


@pytest.mark.requirement("UDM-UNKNOWN-*")
def test_what_does_not_exist_is_refused(udm: Udm, judge: Judge) -> None:
    """Jobs, records and files that do not exist, beside those that do."""
    for row in read_table(udm.spec.directory / "unknown.tsv"):
        operation = row["operation"]
        with judge.of(f"UDM-UNKNOWN-{operation}"):
            version, base = version_of(operation)
            codes = [int(one) for one in row["codes"].split(" or ")]
            control = _asked(udm, version, base)
            if control.status in {*codes, 404}:
                reason = f"what exists is answered with {control.status} too: {control}"
                raise Inconclusive(reason)
            answer = _asked(udm, version, base, unknown=True)
            judge.refused(
                not_found(f"a {row['what']} that does not exist", *codes), answer, detail=operation
            )


@pytest.mark.requirement("UDM-JOBS-43", "UDM-HISTORY-12")
def test_no_other_is_given_under_an_id(udm: Udm, judge: Judge) -> None:
    """What is given under the id of something has it; under one that nothing has nothing comes."""
    for requirement, base in (("UDM-JOBS-43", "getJob"), ("UDM-HISTORY-12", "getHistory")):
        with judge.of(requirement):
            udm.needs("jobs" if base == "getJob" else "history")
            known = _asked(udm, V10, base)
            if known.members.get("id") is None:
                reason = f"{base} gives nothing that has an id: {known}"
                raise Inconclusive(reason)
            answer = _asked(udm, V10, base, unknown=True)
            given = str(answer.members.get("id", NO_ID)) if answer.succeeded else NO_ID
            judge.equal(given, NO_ID, f"{base}: the id of what is given", shown=(answer, known))


def _asked(udm: Udm, version: Version, base: str, *, unknown: bool = False) -> Answer:
    """The answer to an operation on one thing. Raises Inconclusive where there is none."""
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
    if unknown:
        own = udm.pool.waiting(version)
        return _on_job(udm, version, base, NO_ID, own.body, **how)
    return _on_known_job(udm, version, base, **how)


def _on_known_job(udm: Udm, version: Version, base: str, **how: Any) -> Answer:
    if base != "cancelJob":
        with udm.pool.changing(version) as own:
            if base == "resumeJob":
                # A job that is not suspended need not be resumed.
                suspend(udm, version, own, checked=False)
            return _on_job(udm, version, base, own.id, own.body, **how)
    # A job that was cancelled is of no more use: one that others cancelled will do.
    udm.pool.start()
    accepted = udm.accepted(version.operation(base))
    if accepted is not None:
        return accepted
    with udm.own(version) as own:
        answer = udm.on_job(version, base, own.id, **how)
        # A target may cancel running jobs alone: what exists is known by its GET then.
        return answer if answer.succeeded else udm.on_job(version, "getJob", own.id, **how)


def _on_job(
    udm: Udm, version: Version, base: str, identifier: str, body: Any, **how: Any
) -> Answer:
    job = {**body, "type": udm.template().type} if base == "updateJob" else None
    return udm.on_job(version, base, identifier, job=job, **how)
