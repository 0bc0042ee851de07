"""Unusual and generated requests: whatever is asked, the server does not break down."""

from __future__ import annotations

import zlib
from contextlib import suppress
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from contracts.apis.genesys_udm import BY_NAME, LISTINGS, NO_ID, V3, V4, V10, Answer, Udm
from contracts.apis.genesys_udm.generated import body_of, path_values, query_pairs
from contracts.kit import Allow, Judge, NotTested, deref

_BREAKDOWN = 500
_PROSE = frozenset({"deleteHistoriesV4", "deleteJobsV4", "deleteFilesV3"})
_BULK = frozenset({"deleteHistoriesV10", "deleteJobsV10", "deleteFilesV10"})
_EXAMPLES = {"quick": 1, "standard": 2, "thorough": 25}
_EVERY = {"quick": 27, "standard": 3, "thorough": 1}
_JSON = (("Content-Type", "application/json"),)

_UNUSUAL = (
    ("from", "1000000"),
    ("size", "0"),
    ("type", "Ünïcödé 漢字 \N{GRINNING FACE}"),
    ("type", "%'\"\\;--<&>"),
    ("type", "x" * 1500),
)
_BROKEN = (("size", "abc"), ("size", "-1"), ("from", "-1"), ("from", "1e3"), ("descAsc", "maybe"))
_FIRST = (BY_NAME["jobsV10"], BY_NAME["historyV4"], BY_NAME["filesV3"])
_BODIES = (b"[]", b"null", b'"job"', b"7", b"{}", b'{"title": null}', b"\xff\xfe")


@pytest.mark.requirement("UDM-ROBUST-01", "UDM-ROBUST-02")
def test_unusual_requests_do_not_break_the_server(udm: Udm, judge: Judge) -> None:
    """Lists with unusual parameters, broken ones, and bodies that are no jobs."""
    for requirement, queries in (("UDM-ROBUST-01", _UNUSUAL), ("UDM-ROBUST-02", _BROKEN)):
        with judge.of(requirement):
            for listing in LISTINGS:
                if not _claimed(udm, listing.feature) or not udm.has(listing.version):
                    continue
                for pair in queries if listing in _FIRST else queries[:1]:
                    how: dict[str, Any] = {"defect": "unusual", "checked": False}
                    answer = udm.call(listing.operation, None, (pair,), **how)
                    _stands(judge, answer, f"{listing.operation} with {pair[0]}={pair[1][:40]}")
            if requirement == "UDM-ROBUST-02" and udm.target.allow is Allow.WRITE:
                _bodies(udm, judge)


def _claimed(udm: Udm, feature: str) -> bool:
    return udm.target.claims(feature)


def _bodies(udm: Udm, judge: Judge) -> None:
    for body in _BODIES if _claimed(udm, "jobs") else ():
        how: dict[str, Any] = {"defect": "no Job", "checked": False, "headers": _JSON}
        for operation in ("createJobV10", "createJobV4"):
            if not udm.has(V4) and operation.endswith("V4"):
                continue
            answer = udm.call(operation, {"id": NO_ID}, body=body, **how)
            _stands(judge, answer, f"{operation} with the body {body[:20]!r}")
    for operation in ("deleteJobsV10", "deleteHistoriesV10"):
        if not _claimed(udm, udm.spec.operations[operation].feature):
            continue
        for ids in (",,", "0x10", "1" * 40):
            query = (("jobIDs", ids),)
            answer = udm.call(operation, None, query, defect="no ids", checked=False)
            _stands(judge, answer, f"{operation} with jobIDs={ids}", operation)


def _stands(judge: Judge, answer: Answer, what: str, operation: str = "") -> None:
    # The bulk deletes of v10 may do what the text of the older ones says: UDM-AMB-17.
    told = operation in _BULK and isinstance(answer.body, list)
    judge.holds(
        answer.status < _BREAKDOWN or (told and answer.status == _BREAKDOWN),
        f"{what} is answered with a server error",
        expected="a documented status",
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDM-ROBUST-01")
def test_generated_requests_do_not_break_the_server(udm: Udm, judge: Judge) -> None:
    """Requests that Schemathesis makes from the OpenAPI documents, for every operation."""
    _generate(udm, judge, broken=False)


@pytest.mark.requirement("UDM-ROBUST-02")
def test_generated_broken_requests_do_not_break_the_server(udm: Udm, judge: Judge) -> None:
    """Requests that break the OpenAPI documents somewhere, for every operation."""
    _generate(udm, judge, broken=True)


def _generate(udm: Udm, judge: Judge, *, broken: bool) -> None:
    udm.call("getVersionV10")
    operations = sorted(udm.spec.operations)
    if judge.target.allow is not Allow.WRITE:
        operations = [one for one in operations if udm.spec.operations[one].method == "GET"]
        own = NO_ID
        _each(udm, judge, operations, own, broken=broken)
        return
    if not _claimed(udm, "jobs"):
        _each(udm, judge, operations, NO_ID, broken=broken)
        return
    # One of its own: a deletion or cancellation of it may take effect later.
    with udm.own() as job:
        _each(udm, judge, operations, job.id, broken=broken)


def _each(udm: Udm, judge: Judge, operations: list[str], own: str, *, broken: bool) -> None:
    """A few cases of each operation; of a quick or a standard run, of some operations."""
    every = _EVERY[judge.depth]
    varied = [
        one for one in operations if _is_judged(udm, one) and _can_vary(udm, one, broken=broken)
    ]
    for operation in varied[judge.seed % min(every, len(varied) or 1) :: every]:
        _cases(udm, judge, operation, own, broken=broken)
    judge.unsaid("nothing that can be sent was generated")


def _is_judged(udm: Udm, operation: str) -> bool:
    """Whether the target has an operation, and a server error of it says something."""
    version = next(v for v in (V10, V4, V3) if operation.endswith(v.name))
    feature = udm.spec.operations[operation].feature
    return operation not in _PROSE and _claimed(udm, feature) and udm.has(version)


def _can_vary(udm: Udm, operation: str, *, broken: bool) -> bool:
    """Whether anything can be generated that is sent, and be broken: a text cannot."""
    found = udm.spec.operations[operation]
    document = udm.spec.documents[found.file.rsplit("/", 1)[-1]]
    parameters = [deref(document, one) for one in found.raw.get("parameters", ())]
    sent = [one for one in parameters if one["in"] in {"path", "query"}]
    if broken:
        sent = [
            one
            for one in sent
            if one["schema"]["type"] != "string" or (one["in"] == "query" and one.get("required"))
        ]
    return bool(sent) or operation.startswith(("createJob", "updateJob"))


def _cases(udm: Udm, judge: Judge, operation: str, own: str, *, broken: bool) -> None:
    """Send generated cases of one operation, the smallest that breaks the server in the end."""

    @hypothesis.seed(zlib.crc32(operation.encode()) ^ judge.seed)
    @settings(
        max_examples=_EXAMPLES[judge.depth],
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
    )
    @given(case=udm.generated(operation, broken=broken))
    def sent(case: Any) -> None:
        answer = _sent(udm, operation, case, own)
        made = udm.id_in(answer) if operation.startswith("createJob") else ""
        if made:
            udm.remove(made)
        _stands(judge, answer, f"a generated request of {operation}", operation)

    with suppress(Unsatisfiable):
        # Whatever breaks the headers alone is not sent.
        sent()


def _sent(udm: Udm, operation: str, case: Any, own: str) -> Answer:
    method = udm.spec.operations[operation].method
    is_job = operation.startswith(("createJob", "updateJob"))
    try:
        return udm.call(
            operation,
            path_values(case, method, own),
            query_pairs(case, method),
            body=body_of(case, udm.new_title()) if is_job else b"",
            headers=_JSON if is_job else (),
            defect="generated",
            checked=False,
        )
    except NotTested:
        # Some addresses cannot be written so that they stay below the base URL.
        return udm.call("getVersionV10")
