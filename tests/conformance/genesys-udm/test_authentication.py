"""The bearer token that every operation of v10 asks for, but for two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack

import pytest

from contracts.apis.genesys_udm import BY_NAME, V10, Answer, Udm, key_of
from contracts.engine import Judge
from contracts.model import Auth, Inconclusive, NotTested

Ask = Callable[[Auth | None], Answer]
"""A request that is sent with the target's credentials (None) or with others."""

_UNAUTHORIZED = frozenset({401, 403})
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
_ON_EXPORTS = ("deleteHistoryV10", "deleteHistoriesV10", "deleteFileV10", "deleteFilesV10")


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


def _on_jobs(udm: Udm, stack: ExitStack) -> Mapping[str, Ask]:
    """Requests on jobs of the suite's own, the last ones for their deletion."""
    job, other, third = (stack.enter_context(udm.own()) for _ in range(3))
    body = udm.body(V10)

    def on_job(base: str) -> Ask:
        return lambda auth: udm.on_job(V10, base, job.id, auth=auth, checked=False)

    def bulk(auth: Auth | None) -> Answer:
        query = (("jobIDs", f"{other.id},{third.id}"),)
        return udm.call("deleteJobsV10", None, query, auth=auth, checked=False)

    asks = {operation: on_job(operation.removesuffix("V10")) for operation in _ON_JOBS}
    return {
        **asks,
        "updateJobV10": lambda auth: udm.update(V10, job.id, body, auth=auth, checked=False),
        "deleteJobsV10": bulk,
    }


def _on_exports(udm: Udm, stack: ExitStack) -> Mapping[str, Ask]:
    """Deletions of what jobs of the suite's own have left."""
    first, second = stack.enter_context(udm.exports(2))
    if not (first.records and second.records and first.files and second.files):
        reason = "the jobs of the suite's own left no records or no files"
        raise Inconclusive(reason)
    record, name = key_of(first.records[0]), first.files[0]
    others = (("jobIDs", key_of(second.records[0])),), (("filename", second.files[0]),)
    return {
        "deleteHistoryV10": lambda auth: udm.on_record(
            V10, "deleteHistory", record, auth=auth, checked=False
        ),
        "deleteHistoriesV10": lambda auth: udm.call(
            "deleteHistoriesV10", None, others[0], auth=auth, checked=False
        ),
        "deleteFileV10": lambda auth: udm.on_file(
            V10, "deleteFile", name, auth=auth, checked=False
        ),
        "deleteFilesV10": lambda auth: udm.call(
            "deleteFilesV10", None, others[1], auth=auth, checked=False
        ),
    }


def _prepared(
    prepare: Callable[[Udm, ExitStack], Mapping[str, Ask]],
    operations: tuple[str, ...],
    udm: Udm,
    stack: ExitStack,
) -> Mapping[str, Ask]:
    """What `prepare` gives; where it cannot, requests that say why."""
    try:
        return prepare(udm, stack)
    except (Inconclusive, NotTested) as trouble:
        obstacle = trouble

        def ask(_auth: Auth | None) -> Answer:
            raise obstacle

        return dict.fromkeys(operations, ask)


def _tried(ask: Ask, auth: Auth) -> Answer | Inconclusive | NotTested:
    try:
        return ask(auth)
    except (Inconclusive, NotTested) as obstacle:
        return obstacle


@pytest.mark.requirement("UDM-*V10-AUTH")
def test_v10_takes_a_token(udm: Udm, judge: Judge) -> None:
    """What is done with a token is refused without one, by each operation."""
    auth = udm.without_token()
    with ExitStack() as stack:
        asks = {
            **_reading(udm),
            **_creating(udm),
            **_prepared(_on_jobs, _ON_JOBS, udm, stack),
            **_prepared(_on_exports, _ON_EXPORTS, udm, stack),
        }
        # A cookie that came with the token would be as good as one.
        udm.wire.refresh()
        refusals = {operation: _tried(ask, auth) for operation, ask in asks.items()}
        for operation, refusal in refusals.items():
            with judge.of(f"UDM-{operation}-AUTH"):
                _hold(judge, operation, refusal, asks[operation])


def _hold(
    judge: Judge, operation: str, refusal: Answer | Inconclusive | NotTested, ask: Ask
) -> None:
    """Hold the answer without a token to what the same request is answered with one."""
    if not isinstance(refusal, Answer):
        raise refusal
    judge.holds(
        refusal.refused,
        f"{operation} is not refused without a token",
        expected="401 or 403",
        observed=refusal,
        shown=(refusal,),
    )
    control = ask(None)
    told_apart = refusal.status in _UNAUTHORIZED and control.status not in _UNAUTHORIZED
    if not control.accepted and not told_apart:
        reason = f"the same request is not accepted with the token: {control}"
        raise Inconclusive(reason)


@pytest.mark.requirement("UDM-AUTH-01")
def test_a_token_that_nobody_issued_is_refused(udm: Udm, judge: Judge) -> None:
    """The jobs are not given for an altered token."""
    auth = udm.wrong_token()
    udm.call("listJobsV10", checked=False).needed("the list of jobs")
    udm.wire.refresh()
    answer = udm.call("listJobsV10", auth=auth, checked=False)
    judge.holds(
        answer.refused,
        "the jobs are given for a token that nobody issued",
        expected="401 or 403",
        observed=answer,
        shown=(answer,),
    )
