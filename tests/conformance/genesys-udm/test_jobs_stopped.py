"""A job in progress is suspended, resumed and cancelled."""

from __future__ import annotations

from functools import partial

import pytest

from contracts.apis.genesys_udm import V10, WITH_JOBS, Answer, Own, Udm, Version
from contracts.apis.genesys_udm.following import without as nothing_of
from contracts.apis.genesys_udm.progress import (
    LAGS,
    LEAST_S,
    CompletedError,
    OverError,
    again,
    end_of,
    further,
    hold_known,
    not_over,
)
from contracts.kit import Inconclusive, Judge, NotApplicable

_STEP_S = 5.0
_STEPS = 4
_RESUMED_S = 30.0


@pytest.mark.waits
@pytest.mark.budget(exchanges=2000, seconds=900)
@pytest.mark.requirement("UDM-JOBS-36", "UDM-JOBS-37", "UDM-JOBS-17", "UDM-JOBS4-17")
@pytest.mark.requirement("UDM-HISTORY-10")
def test_a_job_in_progress_is_stopped(udm: Udm, judge: Judge) -> None:
    """A job in progress is suspended, resumed, and at last cancelled."""
    _suspended(udm, judge)
    for version in WITH_JOBS[::-1]:
        # A job in progress is cancelled once; what it leaves in the history is looked at behind.
        with judge.of(version.requirement("JOBS", "17")):
            udm.needs("jobs", version)
            again(partial(_is_cancelled, udm, judge, version))
    with judge.of("UDM-HISTORY-10"):
        udm.needs("jobs", "history")
        _record_is_not_in_progress(udm, judge)


# Suspended and resumed


def _suspended(udm: Udm, judge: Judge) -> None:
    """A job in progress stands still while it is suspended, and goes on when it is resumed."""
    own: Own | None = None
    with judge.of("UDM-JOBS-36"):
        udm.needs("jobs")
        steps: list[float] = []
        own = again(lambda: _is_suspended(udm, judge, steps))
    with judge.of("UDM-JOBS-37"):
        udm.needs("jobs")
        if own is None:
            reason = "no job in progress was suspended: see UDM-JOBS-36"
            raise nothing_of(judge.standings, "UDM-JOBS-36", reason)
        goes_on = further(udm, own)
        answer = udm.on_job(V10, "resumeJob", own.id, checked=False)
        moved = udm.patience("a resumed job goes on", _RESUMED_S).until(lambda: goes_on() or None)
        judge.holds(
            answer.succeeded and bool(moved),
            "a job that was in progress does not go on when it is resumed",
            expected="progress, or its end",
            observed=f"{udm.status(own.id)}; {answer}",
            shown=(answer,),
        )


def _is_suspended(udm: Udm, judge: Judge, steps: list[float]) -> Own:
    """A job that was in progress and stands still since it was suspended.

    `steps` are what jobs before it took to move on, or to end: the next one is suspended at once.
    """
    own = udm.pool.running()
    if not steps:
        step = udm.watch(_STEP_S, further(udm, own))
        if step is None:
            reason = f"a job in progress shows no progress within {_STEP_S:g} s"
            raise Inconclusive(reason)
        steps.append(step)
    answer = udm.on_job(V10, "suspendJob", own.id, checked=False)
    if answer.refused:
        not_over(udm, own)
        reason = f"the target does not suspend what is in progress: {answer}"
        raise NotApplicable(reason)
    _stands_still(udm, judge, own, answer, steps[0])
    return own


def _stands_still(udm: Udm, judge: Judge, own: Own, answer: Answer, step: float) -> None:
    """No progress is seen for as long as several steps took before, and no end.

    A target may take a moment until the job stands. Raises OverError where it ended before.
    """
    pause = max(LEAST_S, _STEPS * step, LAGS * udm.lag_s())
    udm.watch(pause, lambda: not udm.is_under_way(udm.look_at(own.id)))
    before = udm.look_at(own.id)
    if udm.is_at_its_end(before):
        reason = "the job came to its end before it was suspended"
        raise OverError(reason)
    moved = udm.watch(pause, further(udm, own))
    now = udm.look_at(own.id)
    judge.holds(
        moved is None,
        "a job in progress that is suspended goes on",
        expected=f"progress {before.get('progress')}, as when it was suspended",
        observed=f"progress {now.get('progress')}, {now.get('status')}",
        shown=(answer,),
    )


# Cancelled


def _is_cancelled(udm: Udm, judge: Judge, version: Version) -> None:
    """A job in progress that is cancelled is neither in progress nor completed afterwards."""
    early = _cancelled_early(udm, judge, version)
    if version is V10 and early and udm.has_v4():
        # It says of every unfinished job what v4 says of running ones, and one is cancelled there.
        return
    own = udm.pool.running()
    before = udm.status_in(udm.look_at(own.id))
    answer = udm.on_job(version, "cancelJob", own.id)
    began = udm.clock()
    if answer.refused:
        not_over(udm, own)
        hold_known(udm)
    judge.holds(
        answer.succeeded,
        f"{version.name}: a job in progress cannot be cancelled",
        expected=200,
        observed=answer,
        shown=(answer,),
    )

    patience = udm.patience("a cancelled job ends")
    usual = max(LEAST_S, patience.longest_s * _STEPS, LAGS * udm.lag_s()) if patience.came else None
    try:
        after = patience.until(lambda: end_of(udm, version, own, before))
    except CompletedError:
        after = "completed"
    completed = after == "completed"
    if completed and (usual is None or udm.clock() - began < usual):
        # What was accepted may take effect later than the job came to its end by itself.
        reason = "the job came to its end before its cancellation took effect"
        raise OverError(reason)
    if after is None or completed:
        hold_known(udm)
    judge.holds(
        after is not None and not completed,
        f"{version.name}: a job that is cancelled goes on",
        expected="a job that is over, and not completed",
        observed=f"{after or 'in progress'}; {answer}",
        shown=(answer,),
    )


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
        raise nothing_of(judge.standings, "UDM-JOBS-17", reason)
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
