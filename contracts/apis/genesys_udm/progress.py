"""A job in progress: whether it still is, whether it goes on, and how it ends once cancelled."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from contracts.apis.genesys_udm.answers import Answer, Row
from contracts.apis.genesys_udm.jobs import Own
from contracts.apis.genesys_udm.states import State
from contracts.apis.genesys_udm.versions import Version
from contracts.kit import Inconclusive

if TYPE_CHECKING:
    from contracts.apis.genesys_udm.api import Udm

LAGS = 1.5
"""How many times the age of what is read is waited, where that may be old."""

LEAST_S = 0.4
"""How long a job is looked at, at least, before it is said to stand still."""

_TIMES = 2
_DONE = 100

T = TypeVar("T")


class OverError(Inconclusive):
    """A job may have been over already when a request about it came."""


class CompletedError(Exception):
    """A job that was cancelled came to its end as if it had not been."""


def again(judged: Callable[[], T]) -> T:
    """Judge, with another job in progress where one came to its end meanwhile."""
    for _ in range(_TIMES):
        with suppress(OverError):
            return judged()
    return judged()


def still_in_progress(udm: Udm, own: Own, answer: Answer) -> None:
    """Raise OverError where a request was accepted and the job may have ended before it."""
    if answer.succeeded:
        not_over(udm, own, answer)


def not_over(udm: Udm, own: Own, answer: Answer | None = None) -> None:
    """Raise OverError where a job may have been over already when the last request came.

    What is read of it may be old: it is looked at until that request must show, too.
    """
    lag = udm.lag_s()
    over = udm.watch(LAGS * lag, lambda: not udm.is_under_way(udm.look_at(own.id)))
    accepted = answer is not None and answer.succeeded
    if udm.is_at_its_end(udm.look_at(own.id)) or (over is not None and not accepted):
        reason = "the job came to its end meanwhile"
        raise OverError(reason)
    if lag and over is not None:
        reason = f"what is read is up to {lag:.1f} s old: the job may have been over before"
        raise OverError(reason)


def further(udm: Udm, own: Own) -> Callable[[], bool]:
    """Whether a job has moved on from where it is now, or is over."""
    before = udm.look_at(own.id).get("progress")

    def moved() -> bool:
        now = udm.look_at(own.id)
        return now.get("progress") not in (None, before) or udm.is_at_its_end(now)

    return moved


def hold_known(udm: Udm) -> None:
    """Raise Inconclusive where words for states are guesses: one may mean something else."""
    if udm.states.learned:
        words = ", ".join(map(repr, udm.states.learned))
        reason = f"what {words} mean is a guess: name the words for states in [data.states]"
        raise Inconclusive(reason)


def end_of(udm: Udm, version: Version, own: Own, before: str) -> str | None:
    """The status of a cancelled job that is over, or gone; None while it is in progress.

    `before` is its status before. Raises CompletedError, Inconclusive.
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
        raise CompletedError
    return status


def _learned_if_it_stays(udm: Udm, own: Own, row: Row) -> str | None:
    """A status in words of the target's own, learned where the job stays in it; else None."""
    if row.get("progress") != _DONE:

        def moved() -> bool:
            now = udm.look_at(own.id)
            return any(now.get(name) != row.get(name) for name in ("status", "progress"))

        if udm.watch(LEAST_S, moved) is not None:
            return None
        udm.states.learn(udm.status_in(row), State.CANCELLED)
    return udm.status_in(row)
