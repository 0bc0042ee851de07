"""A job in progress: left alone by updates and deletions, suspended, resumed, cancelled."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeVar

import msgspec
import pytest

from contracts.apis.genesys_udm import (
    V4,
    V10,
    WITH_JOBS,
    Answer,
    Own,
    Row,
    State,
    Udm,
    Version,
    key_of,
)
from contracts.apis.genesys_udm.refusing import not_in_state
from contracts.engine import Judge
from contracts.model import Inconclusive, NotApplicable, Outcome

_SERVER_ERROR = 500
_STEP_S = 5.0
_LEAST_S = 0.4
_STEPS = 4
_RESUMED_S = 30.0
_LAGS = 1.5
_DONE = 100
_TIMES = 2

T = TypeVar("T")


@pytest.mark.waits
@pytest.mark.budget(exchanges=2000, seconds=900)
@pytest.mark.requirement("UDM-JOBS-12", "UDM-JOBS-19", "UDM-JOBS-22", "UDM-JOBS-36", "UDM-JOBS-37")
@pytest.mark.requirement("UDM-JOBS4-19", "UDM-JOBS4-22", "UDM-JOBS4-28", "UDM-JOBS4-17")
@pytest.mark.requirement("UDM-HISTORY4-08", "UDM-HISTORY4-11", "UDM-HISTORY4-12")
@pytest.mark.requirement("UDM-JOBS-17", "UDM-HISTORY-10")
def test_a_job_in_progress(udm: Udm, judge: Judge) -> None:
    """One job in progress after another request, at last suspended, resumed and cancelled."""
    _left_alone(udm, judge)
    _records_left_alone(udm, judge)
    _suspended(udm, judge)
    for version in WITH_JOBS[::-1]:
        # A job in progress is cancelled once; what it leaves in the history is looked at behind.
        with judge.of(version.requirement("JOBS", "17")):
            udm.needs("jobs", version)
            _is_cancelled(udm, judge, version)
    with judge.of("UDM-HISTORY-10"):
        udm.needs("jobs", "history")
        _record_is_not_in_progress(udm, judge)
    for requirement, other, feature in (
        ("UDM-JOBS4-28", "UDM-JOBS4-22", "jobs"),
        ("UDM-HISTORY4-12", "UDM-HISTORY4-11", "history"),
    ):
        if requirement not in judge.standings:
            with judge.of(requirement):
                udm.needs("jobs", feature, V4)
                reason = "nothing in progress was deleted with others"
                if judge.standings[other].outcome is Outcome.NOT_APPLICABLE:
                    raise NotApplicable(judge.standings[other].reason)
                raise Inconclusive(reason)


# Updates and deletions


def _left_alone(udm: Udm, judge: Judge) -> None:
    """A job in progress is neither updated nor deleted, alone or with others."""
    with judge.of("UDM-JOBS-12"):
        udm.needs("jobs")
        _again(lambda: _is_not_updated(udm, judge))
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "19")):
            udm.needs("jobs", version)
            _again(partial(_is_not_deleted, udm, judge, version))
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "22")):
            udm.needs("jobs", version)
            _again(partial(_is_not_deleted_with_others, udm, judge, version))


def _again(judged: Callable[[], T]) -> T:
    """Judge, with another job in progress where one came to its end meanwhile."""
    for _ in range(_TIMES):
        with suppress(_OverError):
            return judged()
    return judged()


def _is_not_updated(udm: Udm, judge: Judge) -> None:
    own = udm.pool.running()
    title = udm.new_title("changed")
    body = {**own.body, "type": udm.template().type, "title": title}
    answer = udm.update(V10, own.id, body, defect="it has started", checked=False)
    _still_in_progress(udm, own, answer)
    judge.refused(not_in_state("the update of a job in progress", 404), answer)


def _is_not_deleted(udm: Udm, judge: Judge, version: Version) -> None:
    own = udm.pool.running()
    answer = udm.on_job(version, "deleteJob", own.id, checked=False)
    _is_kept(udm, judge, version, own, answer)


def _is_not_deleted_with_others(udm: Udm, judge: Judge, version: Version) -> None:
    with udm.own(version) as other:
        own = udm.pool.running()
        answer = udm.naming(version, "deleteJobs", "jobIDs", [own.id, other.id], checked=False)
        udm.forget("list")
        _still_in_progress(udm, own, answer)
        if version is V4:
            with judge.of("UDM-JOBS4-28"):
                stays = lambda key: not udm.goes(V4, key)  # noqa: E731 - a look
                _names_what_is_left(judge, [own.id, other.id], answer, stays)
        _is_kept(udm, judge, version, own, answer)
        if version is V4 and udm.reading("UDM-AMB-17") == "prose":
            judge.equal(answer.status, _SERVER_ERROR, "the status", shown=(answer,))


class _OverError(Inconclusive):
    """A job may have been over already when a request about it came."""


def _still_in_progress(udm: Udm, own: Own, answer: Answer) -> None:
    """Raise _OverError where a request was accepted and the job may have ended before it."""
    if answer.succeeded:
        _not_over(udm, own, answer)


def _not_over(udm: Udm, own: Own, answer: Answer | None = None) -> None:
    """Raise _OverError where a job may have been over already when the last request came.

    What is read of it may be old: it is looked at until that request must show, too.
    """
    lag = udm.lag_s()
    over = udm.watch(_LAGS * lag, lambda: not udm.is_under_way(udm.look_at(own.id)))
    accepted = answer is not None and answer.succeeded
    if udm.is_at_its_end(udm.look_at(own.id)) or (over is not None and not accepted):
        reason = "the job came to its end meanwhile"
        raise _OverError(reason)
    if lag and over is not None:
        reason = f"what is read is up to {lag:.1f} s old: the job may have been over before"
        raise _OverError(reason)


def _is_kept(udm: Udm, judge: Judge, version: Version, own: Own, answer: Answer) -> None:
    there = udm.is_there(version, own.id)
    if there or udm.lag_s():
        _still_in_progress(udm, own, answer)
    judge.holds(
        not answer.succeeded and there,
        f"{version.name}: a job in progress is deleted, or its deletion is accepted",
        expected="a refusal, and the job stays",
        observed=f"{answer}{'' if there else '; it is gone'}",
        shown=(answer,),
    )


def _names_what_is_left(
    judge: Judge, asked: Sequence[str], answer: Answer, stays: Callable[[str], bool]
) -> None:
    """The body of a server error is an array of what is still there.

    Raises NotApplicable for another answer: which error comes is left open (UDM-AMB-17).
    """
    if answer.status < _SERVER_ERROR:
        reason = f"a bulk delete of what is in progress is answered with {answer.status}, not 500"
        raise NotApplicable(reason)
    named: list[str] = []
    if isinstance(answer.body, list):
        text = msgspec.json.encode(answer.body).decode()
        named = [one for one in asked if re.search(rf"\b{re.escape(one)}\b", text)]
    # The first one was in progress: whether it is there still is another matter.
    left = [asked[0], *(one for one in asked[1:] if stays(one))]
    judge.holds(
        named == left,
        "the body is no JSON array of what was not deleted",
        expected=left,
        observed=answer,
        shown=(answer,),
    )


# Records


def _records_left_alone(udm: Udm, judge: Judge) -> None:
    """v4 deletes no record of an export in progress, alone or with others."""
    with judge.of("UDM-HISTORY4-08"):
        udm.needs("jobs", "history", V4)
        _again(lambda: _record_is_not_deleted(udm, judge))
    with judge.of("UDM-HISTORY4-11"):
        udm.needs("jobs", "history", V4)
        _again(lambda: _record_is_not_deleted_in_bulk(udm, judge))


def _record_is_not_deleted(udm: Udm, judge: Judge) -> None:
    own, record = _under_way(udm)
    for version in WITH_JOBS:
        # Held to its percentage as it passes: while something runs is when it moves.
        udm.on_record(version, "getProgress", record)
    answer = udm.on_record(V4, "deleteHistory", record, checked=False)
    _record_is_kept(udm, judge, own, record, answer)


def _record_is_not_deleted_in_bulk(udm: Udm, judge: Judge) -> None:
    own, record = _under_way(udm)
    answer = udm.call("deleteHistoriesV4", None, (("jobIDs", record),), checked=False)
    udm.forget("list")
    _still_in_progress(udm, own, answer)
    with judge.of("UDM-HISTORY4-12"):
        _names_what_is_left(judge, [record], answer, lambda key: _is_there(udm, key))
    _record_is_kept(udm, judge, own, record, answer)


def _record_is_kept(udm: Udm, judge: Judge, own: Own, record: str, answer: Answer) -> None:
    there = _is_there(udm, record)
    _still_in_progress(udm, own, answer)
    judge.holds(
        not answer.succeeded and there,
        "v4: a record whose export is in progress is deleted, or its deletion is accepted",
        expected="a refusal, and the record stays",
        observed=f"{answer}{'' if there else '; it is gone'}",
        shown=(answer,),
    )


def _is_there(udm: Udm, identifier: str) -> bool:
    """Whether a record is there, as v4 says."""
    answer = udm.on_record(V4, "getHistory", identifier, checked=False)
    if not answer.succeeded and answer.status not in {400, 404, 410}:
        reason = f"it is not clear whether record {identifier} is there: {answer}"
        raise Inconclusive(reason)
    return answer.succeeded


def _under_way(udm: Udm) -> tuple[Own, str]:
    """A job in progress, and its record.

    Raises NotApplicable where records come with the end of an export only.
    """
    own = udm.pool.running()

    def find() -> str | None:
        rows = udm.page("listHistoryV4", ("title", own.title), checked=False)
        for row in rows.rows if rows.is_page else ():
            if row.get("title") == own.title and udm.is_under_way(row):
                return key_of(row)
        return None

    record = udm.patience("a run has a record", 0.5).until(find)
    if record is None:
        _not_over(udm, own)
        reason = "the history shows no record of an export while it is in progress"
        raise NotApplicable(reason)
    return own, record


# Suspended and resumed


def _suspended(udm: Udm, judge: Judge) -> None:
    """A job in progress stands still while it is suspended, and goes on when it is resumed."""
    own: Own | None = None
    with judge.of("UDM-JOBS-36"):
        udm.needs("jobs")
        own = _again(lambda: _is_suspended(udm, judge))
    with judge.of("UDM-JOBS-37"):
        udm.needs("jobs")
        if own is None:
            reason = "no job in progress was suspended: see UDM-JOBS-36"
            raise Inconclusive(reason)
        goes_on = _further(udm, own)
        answer = udm.on_job(V10, "resumeJob", own.id, checked=False)
        moved = udm.patience("a resumed job goes on", _RESUMED_S).until(lambda: goes_on() or None)
        judge.holds(
            answer.succeeded and bool(moved),
            "a job that was in progress does not go on when it is resumed",
            expected="progress, or its end",
            observed=f"{udm.status(own.id)}; {answer}",
            shown=(answer,),
        )


def _is_suspended(udm: Udm, judge: Judge) -> Own:
    """A job that was in progress and stands still since it was suspended."""
    own = udm.pool.running()
    step = udm.watch(_STEP_S, _further(udm, own))
    if step is None:
        reason = f"a job in progress shows no progress within {_STEP_S:g} s"
        raise Inconclusive(reason)
    answer = udm.on_job(V10, "suspendJob", own.id, checked=False)
    if answer.refused:
        _not_over(udm, own)
        reason = f"the target does not suspend what is in progress: {answer}"
        raise NotApplicable(reason)
    _stands_still(udm, judge, own, answer, step)
    return own


def _stands_still(udm: Udm, judge: Judge, own: Own, answer: Answer, step: float) -> None:
    """No progress is seen for as long as several steps took before, and no end.

    A target may take a moment until the job stands. Raises _OverError where it ended before.
    """
    pause = max(_LEAST_S, _STEPS * step, _LAGS * udm.lag_s())
    udm.watch(pause, lambda: not udm.is_under_way(udm.look_at(own.id)))
    before = udm.look_at(own.id)
    if udm.is_at_its_end(before):
        reason = "the job came to its end before it was suspended"
        raise _OverError(reason)
    moved = udm.watch(pause, _further(udm, own))
    now = udm.look_at(own.id)
    judge.holds(
        moved is None,
        "a job in progress that is suspended goes on",
        expected=f"progress {before.get('progress')}, as when it was suspended",
        observed=f"progress {now.get('progress')}, {now.get('status')}",
        shown=(answer,),
    )


def _further(udm: Udm, own: Own) -> Callable[[], bool]:
    """Whether a job has moved on from where it is now, or is over."""
    before = udm.look_at(own.id).get("progress")

    def moved() -> bool:
        now = udm.look_at(own.id)
        return now.get("progress") not in (None, before) or udm.is_at_its_end(now)

    return moved


# Cancelled


class _CompletedError(Exception):
    """A job that was cancelled came to its end as if it had not been: no end to be measured."""


def _is_cancelled(udm: Udm, judge: Judge, version: Version) -> None:
    """A job in progress that is cancelled is neither in progress nor completed afterwards."""
    early = _cancelled_early(udm, judge, version)
    if version is V10 and early and udm.has_v4():
        # It says of every unfinished job what v4 says of running ones, and one is cancelled there.
        return
    own = udm.pool.running()
    before = udm.status_in(udm.look_at(own.id))
    answer = udm.on_job(version, "cancelJob", own.id)
    began = time.monotonic()
    if answer.refused:
        _not_over(udm, own)
        _hold_known(udm)
    judge.holds(
        answer.succeeded,
        f"{version.name}: a job in progress cannot be cancelled",
        expected=200,
        observed=answer,
        shown=(answer,),
    )

    patience = udm.patience("a cancelled job ends")
    usual = (
        max(_LEAST_S, patience.longest_s * _STEPS, _LAGS * udm.lag_s()) if patience.came else None
    )
    try:
        after = patience.until(lambda: _end_of(udm, version, own, before))
    except _CompletedError:
        after = "completed"
    completed = after == "completed"
    if completed and (usual is None or time.monotonic() - began < usual):
        # What was accepted may take effect later than the job came to its end by itself.
        reason = "the job came to its end before its cancellation took effect"
        raise Inconclusive(reason)
    if after is None or completed:
        _hold_known(udm)
    judge.holds(
        after is not None and not completed,
        f"{version.name}: a job that is cancelled goes on",
        expected="a job that is over, and not completed",
        observed=f"{after or 'in progress'}; {answer}",
        shown=(answer,),
    )


def _hold_known(udm: Udm) -> None:
    """Raise Inconclusive where words for states are guesses: one may mean something else."""
    if udm.states.learned:
        words = ", ".join(map(repr, udm.states.learned))
        reason = f"what {words} mean is a guess: name the words for states in [data.states]"
        raise Inconclusive(reason)


def _end_of(udm: Udm, version: Version, own: Own, before: str) -> str | None:
    """The status of a cancelled job that is over, or gone; None while it is in progress.

    `before` is its status before. Raises _CompletedError, Inconclusive.
    """
    # Gone for good is an end, too.
    if not udm.is_there(version, own.id):
        return "gone"
    row = udm.look_at(own.id)
    status = udm.status_in(row)
    if not status:
        reason = f"the status of job {own.id} is not given"
        raise Inconclusive(reason)
    if status != before and udm.states.of(status) is State.UNKNOWN:
        return _learned_if_it_stays(udm, own, row)
    if udm.is_under_way(row):
        return None
    if udm.states.is_completed(status):
        raise _CompletedError
    return status


def _learned_if_it_stays(udm: Udm, own: Own, row: Row) -> str | None:
    """A status in words of the target's own, learned where the job stays in it; else None."""
    if row.get("progress") != _DONE:

        def moved() -> bool:
            now = udm.look_at(own.id)
            return any(now.get(name) != row.get(name) for name in ("status", "progress"))

        if udm.watch(_LEAST_S, moved) is not None:
            return None
        udm.states.learn(udm.status_in(row), State.CANCELLED)
    return udm.status_in(row)


def _cancelled_early(udm: Udm, judge: Judge, version: Version) -> bool:
    """Whether a short job that was seen to be cancelled is not completed by now, and is there."""
    own = udm.pool.cancelled(version)
    if own is None or not udm.is_there(version, own.id):
        return False
    status = udm.status(own.id)
    judge.holds(
        not udm.states.is_completed(status),
        f"{version.name}: a job that was cancelled is completed later",
        expected="the state of a cancelled job, while others of its kind came to their end",
        observed=status,
    )
    return True


def _record_is_not_in_progress(udm: Udm, judge: Judge) -> None:
    own = udm.pool.last_running()
    if own is None or udm.is_under_way(udm.look_at(own.id)):
        reason = "no job in progress was cancelled: see UDM-JOBS-17"
        raise Inconclusive(reason)
    statuses: list[str] = []

    def ended() -> bool | None:
        rows = udm.records(own.title)[own.title]
        told = [row for row in rows if udm.status_in(row)]
        statuses[:] = [udm.status_in(row) for row in told]
        return not any(udm.is_under_way(row) for row in told) or None

    over = udm.patience("the record of a cancelled job ends", 10.0).until(ended)
    if not statuses:
        reason = "the history shows no record of an export that was cancelled"
        raise NotApplicable(reason)
    judge.holds(
        bool(over),
        "the record of a cancelled job stays in progress",
        expected="another status",
        observed=", ".join(statuses),
    )
