"""Attempts of a test: one call of it, and the repetitions that confirm a violation."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis.errors import Flaky, Unsatisfiable

from contracts.engine.budget import Allowance
from contracts.engine.judge import Judge, Standing
from contracts.engine.session import Session
from contracts.model import (
    Inconclusive,
    NotApplicable,
    NotTested,
    Outcome,
    TargetLost,
    Violation,
)

_REPEATS = 3
"""How often a test that found a violation is repeated until it is seen again, at most."""

USUAL = Allowance()
"""What a test may cost unless its marker says more."""

Standings = dict[str, Standing]


def attempt(
    session: Session, judge: Judge, call: Callable[[], object], allowance: Allowance
) -> Standings:
    """One call of the test. Raises what is not a judgement."""
    judge.begin()
    try:
        # The judge knows why what is not claimed is not judged.
        if any(judge.target.claims(one.feature) for one in judge.requirements):
            session.hold_reachable()
            with session.judging(judge, allowance):
                call()
    except (Violation, Inconclusive, NotTested, NotApplicable, TargetLost) as signal:
        judge.take(signal)
    except Unsatisfiable:
        judge.take(Inconclusive("what the target shows allows no example to be generated"))
    except Flaky as flaky:
        # Hypothesis saw an example fail and then hold; whether it fails again is seen below.
        violations = [one for one in getattr(flaky, "exceptions", ()) if isinstance(one, Violation)]
        if not violations:
            raise
        judge.take(violations[0])
    return judge.judged()


def broken(standings: Standings) -> set[str]:
    """The requirements that are violated."""
    return {one for one, s in standings.items() if s.outcome is Outcome.VIOLATION}


def confirmed(
    session: Session, judge: Judge, call: Callable[[], object], allowance: Allowance = USUAL
) -> Standings:
    """The standings of a test, after every violation was seen twice or doubted.

    A violation that a repetition with a fresh view of the target does not show again is
    inconclusive: the target, or its data, moved meanwhile. One that cannot be looked at again,
    since the target was lost, is not tested: it may come from that.
    """
    first = attempt(session, judge, call, allowance)
    observations = judge.observations
    doubtful = broken(first) - session.confirmed
    for _ in range(_REPEATS):
        if not doubtful or session.lost:
            break
        session.refresh()
        again = broken(attempt(session, judge, call, allowance)) & doubtful
        session.confirmed |= again
        doubtful -= again
    for one in doubtful:
        first[one] = _doubted(first[one], session.lost)
    judge.observations = observations
    return first


def _doubted(standing: Standing, lost: str) -> Standing:
    """What is left of a violation that was not seen again; `lost`: nor could be looked at."""
    found = standing.finding
    assert found is not None  # noqa: S101 - a violation always has its finding
    doubted = Standing()
    if lost:
        doubted.unsettled(Outcome.NOT_TESTED, lost)
        return doubted
    doubted.unsettled(
        Outcome.INCONCLUSIVE,
        f"seen once and not again in {_REPEATS} repetitions: {found.summary}",
    )
    doubted.doubted = True
    doubted.exchanges.extend(found.exchanges)
    return doubted
