"""A job in progress is left alone: neither updated nor deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import msgspec
import pytest

from contracts.apis.genesys_udm import LONG, V4, V10, WITH_JOBS, Answer, Own, Udm, Version, is_over
from contracts.engine import Judge
from contracts.model import Inconclusive, NotApplicable

_REFUSALS = frozenset({400, 409, 422, 423})
_SERVER_ERROR = 500


class _Busy:
    """A job in progress: the same one for as long as it is."""

    def __init__(self, udm: Udm, stack: ExitStack) -> None:
        self._udm = udm
        self._stack = stack
        self._own: dict[str, Own] = {}

    @contextmanager
    def job(self, version: Version) -> Iterator[Own]:
        """A job that is in progress now. Whoever had it deleted needs a new one next time."""
        own = self._own.pop(version.name, None)
        if own is None or is_over(self._udm.status(own.id, version)):
            own = self._stack.enter_context(self._udm.own(version, LONG))
        self._udm.in_progress(own, version)
        yield own
        # Only where all went well: a violation leaves the block before.
        self._own[version.name] = own


@pytest.mark.requirement("UDM-JOBS-12", "UDM-JOBS-19", "UDM-JOBS-22")
@pytest.mark.requirement("UDM-JOBS4-19", "UDM-JOBS4-22", "UDM-JOBS4-28")
def test_a_job_in_progress_is_left_alone(udm: Udm, judge: Judge) -> None:
    """A job in progress is neither updated nor deleted, alone or with others."""
    udm.needs("jobs")
    with ExitStack() as stack:
        busy = _Busy(udm, stack)
        stack.callback(udm.forget, "list")
        with judge.of("UDM-JOBS-12"), busy.job(V10) as own:
            answer = _updated(udm, own)
            _not_over(udm, V10, own, answer)
            judge.holds(
                answer.status in _REFUSALS,
                "a job in progress is updated",
                expected=400,
                observed=answer,
                shown=(answer,),
            )
            with udm.exports(1) as (export,):
                answer = _updated(udm, export.job)
                judge.holds(
                    answer.status in _REFUSALS,
                    f"a job that is {export.status} is updated",
                    expected=400,
                    observed=answer,
                    shown=(answer,),
                )
        for version in WITH_JOBS:
            with judge.of(version.requirement("JOBS", "19")):
                udm.needs(version)
                with busy.job(version) as own:
                    answer = udm.on_job(version, "deleteJob", own.id, checked=False)
                    _kept(udm, judge, version, own, answer)
        for version in WITH_JOBS:
            with judge.of(version.requirement("JOBS", "22")):
                udm.needs(version)
                other = stack.enter_context(udm.own(version))
                with busy.job(version) as own:
                    query = (("jobIDs", f"{own.id},{other.id}"),)
                    operation = version.operation("deleteJobs")
                    answer = udm.call(operation, None, query, checked=False)
                    udm.forget("list")
                    if version is V4:
                        with judge.of("UDM-JOBS4-28"):
                            _names_what_is_left(udm, judge, (own, other), answer)
                    _kept(udm, judge, version, own, answer)
                    if version is V4 and udm.reading("UDM-AMB-17") == "prose":
                        judge.equal(answer.status, 500, "the status", shown=(answer,))
        if not judge.standings.get("UDM-JOBS4-28"):
            with judge.of("UDM-JOBS4-28"):
                udm.needs(V4)
                reason = "no job was seen in progress"
                raise Inconclusive(reason)


def _updated(udm: Udm, own: Own) -> Answer:
    body = {**udm.body(V10), "title": f"{own.title}-changed"}
    return udm.update(V10, own.id, body, defect="it has started", checked=False)


def _not_over(udm: Udm, version: Version, own: Own, answer: Answer) -> None:
    """Raise Inconclusive where a request was accepted and the job may have ended before it."""
    if not answer.succeeded or not udm.is_there(version, own.id):
        return
    if is_over(udm.status(own.id, version)):
        reason = "the job came to its end meanwhile"
        raise Inconclusive(reason)


def _kept(udm: Udm, judge: Judge, version: Version, own: Own, answer: Answer) -> None:
    _not_over(udm, version, own, answer)
    judge.holds(
        not answer.succeeded and udm.is_there(version, own.id),
        "a job in progress is deleted, or its deletion is accepted",
        expected="a refusal, and the job stays",
        observed=answer,
        shown=(answer,),
    )


def _names_what_is_left(udm: Udm, judge: Judge, asked: tuple[Own, ...], answer: Answer) -> None:
    """Where the answer is a server error, its body is an array of the jobs that are still there."""
    if answer.status < _SERVER_ERROR:
        judge.observe(f"a bulk delete with a job in progress is answered with {answer.status}")
        reason = f"the deletion was not answered with a server error but with {answer.status}"
        raise NotApplicable(reason)
    text = msgspec.json.encode(answer.body if isinstance(answer.body, list) else []).decode()
    named = [own.id for own in asked if re.search(rf"\b{re.escape(own.id)}\b", text)]
    left = [own.id for own in asked if udm.is_there(V4, own.id)]
    # The first one was in progress: that it is there no longer is another matter.
    judge.holds(
        named == list(dict.fromkeys((asked[0].id, *left))),
        "the body is no JSON array of what was not deleted",
        expected=left,
        observed=answer,
        shown=(answer,),
    )
