"""The bearer token that every operation of v10 asks for, but for two."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
import pytest

from contracts.apis.genesys_udm import BY_NAME, V10, Answer, Own, Udm, key_of
from contracts.apis.genesys_udm.refusing import unauthenticated, without_credentials
from contracts.kit import Auth, Inconclusive, Judge, NotApplicable

Ask = Callable[[Auth | None], Answer]
"""A request that is sent with the target's credentials (None) or with others."""

_WITHOUT = "a request without a token"
_UNISSUED = "a request with a token that nobody issued"
_BAD_REQUEST = 400
_ASKS = frozenset({_BAD_REQUEST, 401, 403})

_PLAIN = (
    "getCipherV10",
    "getAttributesV10",
    "getJobStatusesV10",
    "getSourcesV10",
    "getSubTypesV10",
    "getTypesV10",
    "listHistoryV10",
    "listJobsV10",
    "listFileMetadatasV10",
)
_ON_JOBS = (
    "getJobV10",
    "suspendJobV10",
    "resumeJobV10",
    "cancelJobV10",
    "updateJobV10",
    "deleteJobV10",
    "deleteJobsV10",
)


def _reading(udm: Udm) -> Mapping[str, Ask]:
    """Requests that only read, by operation."""

    def plain(operation: str) -> Ask:
        return lambda auth: udm.call(operation, auth=auth, checked=False)

    def record(base: str) -> Ask:
        def ask(auth: Auth | None) -> Answer:
            identifier = key_of(udm.filled(BY_NAME["historyV10"]).rows[0])
            return udm.on_record(V10, base, identifier, auth=auth, checked=False)

        return ask

    return {
        **{operation: plain(operation) for operation in _PLAIN},
        "getSubTypesV10": lambda auth: udm.call(
            "getSubTypesV10", None, _of_sub_types(udm), auth=auth, checked=False
        ),
        "getHistoryV10": record("getHistory"),
        "getProgressV10": record("getProgress"),
        "getFileV10": lambda auth: udm.on_file(
            V10, "getFile", udm.names(V10)[0], auth=auth, checked=False
        ),
        "getFileLinksV10": lambda auth: udm.links(
            V10, udm.names(V10)[:1], auth=auth, checked=False
        ),
    }


def _of_sub_types(udm: Udm) -> tuple[tuple[str, str], ...]:
    """A source and a type of it: the list may ask for them."""

    def find() -> tuple[tuple[str, str], ...]:
        for source in udm.named("getSourcesV10"):
            for kind in udm.named("getTypesV10", ("source", source)):
                return (("source", source), ("dataType", kind))
        return ()

    return udm.keep(("of sub-types",), find)


def _creating(udm: Udm) -> Mapping[str, Ask]:
    """Requests that make something: a job, which is taken away again, and a certificate."""

    def create(auth: Auth | None) -> Answer:
        answer = udm.create(V10, udm.body(V10), auth=auth, checked=False)
        made = udm.id_in(answer)
        if made:
            udm.remove(made)
        return answer

    return {"createJobV10": create, "uploadCipherV10": lambda auth: udm.upload(V10, auth=auth)}


def _on_job(udm: Udm, operation: str, own: Own) -> Ask:
    """A request on a job of the suite's own, which stays as it is where that is refused."""
    if operation == "deleteJobsV10":
        query = (("jobIDs", own.id),)
        return lambda auth: udm.call(operation, None, query, auth=auth, checked=False)
    base = operation.removesuffix("V10")
    job = own.body if base == "updateJob" else None
    return lambda auth: udm.on_job(V10, base, own.id, job=job, auth=auth, checked=False)


def _job(udm: Udm, operation: str) -> Own:
    """The job of a request; one that no other test needs where the request deletes it."""
    deletes = operation.startswith("deleteJob")
    return udm.pool.expendable() if deletes else udm.pool.waiting(V10)


@pytest.mark.waits
@pytest.mark.requirement("UDM-[!d]*V10-AUTH", "UDM-deleteJobV10-AUTH", "UDM-deleteJobsV10-AUTH")
@pytest.mark.requirement("UDM-AUTH-01", "UDM-AUTH-05")
def test_v10_takes_a_token(udm: Udm, judge: Judge) -> None:
    """What is done with a token is refused without one, and with another, by each operation.

    After the tests that do the same with a token: what they were granted is the control.
    """
    asks = {**_reading(udm), **_creating(udm)}
    refusing: list[str] = []
    answers: dict[str, Answer] = {}
    for operation in (*asks, *_ON_JOBS):
        with judge.of(f"UDM-{operation}-AUTH"):
            udm.needs("authentication", udm.spec.operations[operation].feature)
            auth = udm.without_token()
            _is_refused(udm, judge, _Asked(operation, asks, auth, _WITHOUT), answers)
            refusing.append(operation)
    with judge.of("UDM-AUTH-05"):
        udm.without_token()
        _all_alike(judge, [answers[one] for one in refusing], answers)
    with judge.of("UDM-AUTH-01"):
        auth = udm.wrong_token()
        # One that asks for no token is held to that alone.
        for operation in refusing or ["listJobsV10"]:
            _is_refused(udm, judge, _Asked(operation, asks, auth, _UNISSUED), {})


def _all_alike(judge: Judge, refused: list[Answer], answers: Mapping[str, Answer]) -> None:
    """Hold a target that asks for a token to doing so everywhere.

    Raises NotApplicable where it never does: earlier editions of the document had no token.
    """
    asking = [one for one in refused if one.status in _ASKS]
    served = {operation: one for operation, one in answers.items() if one.accepted}
    if not asking:
        reason = "no request without a token is refused with 400, 401 or 403"
        raise NotApplicable(reason)
    judge.holds(
        not served,
        "some operations are carried out without a token, others are not",
        expected="400, 401 or 403 of each",
        observed=", ".join(f"{operation}: {one.status}" for operation, one in served.items()),
        shown=(*served.values(), asking[0])[:4],
    )


class _Asked(msgspec.Struct, frozen=True):
    """A request of an operation with credentials that are not enough, and what it is called."""

    operation: str
    asks: Mapping[str, Ask]
    auth: Auth
    case: str


def _is_refused(udm: Udm, judge: Judge, asked: _Asked, answers: dict[str, Answer]) -> None:
    """Hold a request to being refused, beside one with the token; enter how it is answered."""
    operation, case = asked.operation, asked.case
    own = _job(udm, operation) if operation in _ON_JOBS else None
    ask = asked.asks[operation] if own is None else _on_job(udm, operation, own)
    before = "" if own is None else udm.status(own.id)
    # A cookie that came with the token would be as good as one.
    udm.wire.refresh()
    refusal = answers[operation] = ask(asked.auth)
    if not refusal.refused:
        for what in ("waiting", "expendable"):
            udm.pool.discard(what, V10)
    as_due = without_credentials if case == _WITHOUT else unauthenticated
    judge.refused(as_due(case), refusal, detail=operation)
    if own is not None:
        judge.equal(
            udm.look_at(own.id).get("status"),
            before,
            f"{operation}: the state of the job after {case} was refused",
            shown=(refusal,),
        )
    control = udm.accepted(operation) or ask(None)
    alike = control.status == refusal.status
    if refusal.status == _BAD_REQUEST:
        # 400 says much: with the token it may be for another reason, which another body tells.
        alike = alike and control.raw == refusal.raw
    doubtful = alike or control.status in {401, 403}
    if not control.accepted and doubtful:
        reason = f"the same request is not accepted with the token: {control}"
        raise Inconclusive(reason)
