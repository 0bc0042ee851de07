"""Running one conformance test: attempt, confirmation, judgement."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import cast

import pytest
from _pytest.outcomes import OutcomeException
from hypothesis.errors import Flaky, Unsatisfiable

from contracts.model import (
    Finding,
    Inconclusive,
    Judged,
    NotApplicable,
    NotTested,
    Observed,
    Outcome,
    Requirement,
    SuiteError,
    Target,
    TestFinished,
    Verdict,
    Violation,
    settle,
    worst,
)
from contracts.plugin.generating import no_foreign_constants, seeded
from contracts.plugin.judge import Judge, Standing
from contracts.plugin.run import Run
from contracts.plugin.running import run_of
from contracts.plugin.state import REQUIREMENTS, VERDICT

_REPEATS = 3
"""How often a test that found a violation is repeated until it is seen again, at most."""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Say which test the exchanges to come belong to."""
    if REQUIREMENTS in item.stash:
        run_of(item.config).recorder.test = item.nodeid


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a conformance test with confirmation; other tests run as ever."""
    if REQUIREMENTS not in pyfuncitem.stash:
        return None
    run = run_of(pyfuncitem.config)
    judge = cast("Judge", pyfuncitem.funcargs["judge"])
    names = pyfuncitem._fixtureinfo.argnames  # noqa: SLF001 - as pytest's own implementation does
    arguments = {name: pyfuncitem.funcargs[name] for name in names}
    began = time.monotonic()
    test = seeded(pyfuncitem, run.seed)
    trouble: BaseException | None = None
    try:
        with no_foreign_constants():
            standings = _confirmed(run, judge, lambda: test(**arguments))
    except (Exception, SystemExit, OutcomeException) as raised:  # noqa: BLE001 - raised again below
        trouble = raised
        standings = _in_error(judge.requirements, raised)
    _enter(run, judge, pyfuncitem.nodeid, standings)
    run.emit(TestFinished(judge.target.key, pyfuncitem.nodeid, time.monotonic() - began))
    if trouble is not None:
        pyfuncitem.stash[VERDICT] = (Verdict.ERROR, _told(trouble))
        if isinstance(trouble, OutcomeException | SystemExit):
            msg = f"a conformance test raises a judgement, not {_told(trouble)}"
            raise SuiteError(msg) from trouble
        raise trouble
    _tell_pytest(pyfuncitem, judge.requirements, standings, run)
    return True


def broke_down(item: pytest.Item, when: str, trouble: BaseException) -> None:
    """Enter that a fixture of a conformance test broke down: an error of the suite."""
    run = run_of(item.config)
    key = item.callspec.params["target"].key  # type: ignore[attr-defined] # a Function, parametrized
    for requirement, standing in _in_error(item.stash[REQUIREMENTS], trouble).items():
        reason = f"the {when} of its test broke down: {standing.reason}"
        run.emit(Judged(key, requirement, item.nodeid, Outcome.ERROR, reason))
    if when == "setup":
        run.emit(TestFinished(key, item.nodeid, 0.0))
    item.stash[VERDICT] = (Verdict.ERROR, _told(trouble))


def _told(trouble: BaseException) -> str:
    return f"{type(trouble).__name__}: {trouble}".removesuffix(": ")


def _in_error(requirements: tuple[Requirement, ...], trouble: BaseException) -> dict[str, Standing]:
    standings = {}
    for requirement in requirements:
        standings[requirement.id] = Standing()
        standings[requirement.id].unsettled(Outcome.ERROR, _told(trouble))
    return standings


def _attempt(run: Run, judge: Judge, call: Callable[[], object]) -> dict[str, Standing]:
    """One call of the test. Raises what is not a judgement."""
    judge.begin()
    run.witness = judge.witness
    claimed = [one for one in judge.requirements if judge.target.claims(one.feature)]
    try:
        if not claimed:
            features = sorted({one.feature for one in judge.requirements})
            reasons = [judge.target.unclaimed(one) or "" for one in features]
            judge.take(NotApplicable("; ".join(reasons)))
        else:
            call()
    except (Violation, Inconclusive, NotTested, NotApplicable) as signal:
        judge.take(signal)
    except Unsatisfiable:
        judge.take(Inconclusive("what the target shows allows no example to be generated"))
    except Flaky as flaky:
        # Hypothesis saw an example fail and then hold; whether it fails again is seen below.
        violations = [one for one in getattr(flaky, "exceptions", ()) if isinstance(one, Violation)]
        if not violations:
            raise
        judge.take(violations[0])
    finally:
        run.witness = None
    return judge.judged()


def _broken(standings: dict[str, Standing]) -> set[str]:
    return {one for one, s in standings.items() if s.outcome is Outcome.VIOLATION}


def _confirmed(run: Run, judge: Judge, call: Callable[[], object]) -> dict[str, Standing]:
    """The standings of a test, after every violation was seen twice or doubted.

    A violation that a repetition with a fresh view of the target does not show again is
    inconclusive: the target, or its data, moved meanwhile.
    """
    first = _attempt(run, judge, call)
    observations = judge.observations
    key = judge.target.key
    doubtful = {one for one in _broken(first) if (key, one) not in run.confirmed}
    for _ in range(_REPEATS):
        if not doubtful:
            break
        run.api(judge.target).refresh()
        again = _broken(_attempt(run, judge, call)) & doubtful
        run.confirmed |= {(key, one) for one in again}
        doubtful -= again
    for one in doubtful:
        found = first[one].finding
        assert found is not None  # noqa: S101 - a violation always has its finding
        doubted = Standing()
        doubted.unsettled(
            Outcome.INCONCLUSIVE,
            f"seen once and not again in {_REPEATS} repetitions: {found.summary}",
        )
        doubted.exchanges.extend(found.exchanges)
        first[one] = doubted
    judge.observations = observations
    return first


def _enter(run: Run, judge: Judge, test: str, standings: dict[str, Standing]) -> None:
    """Write the standings of a test into the event log."""
    key = judge.target.key
    for requirement, standing in standings.items():
        finding = standing.finding or Finding(requirement, standing.reason)
        run.emit(
            Judged(
                target=key,
                requirement=requirement,
                test=test,
                outcome=standing.outcome or Outcome.ERROR,
                reason=standing.reason,
                expected=finding.expected,
                observed=finding.observed,
                exchanges=finding.exchanges or tuple(standing.exchanges),
                checks=standing.checks,
                where=finding.where,
            )
        )
    for requirement, text in judge.observations:
        run.emit(Observed(key, requirement, test, text))


def _tell_pytest(
    item: pytest.Function,
    own: tuple[Requirement, ...],
    standings: dict[str, Standing],
    run: Run,
) -> None:
    """Give pytest the outcome of the test: what it judged itself, and what its exchanges broke."""
    catalogue = run.api(cast("Target", item.funcargs["target"])).spec.catalogue.requirements
    ids = {one.id for one in own} | _broken(standings)
    verdicts = {
        one: settle(standings[one].outcome or Outcome.ERROR, catalogue[one].level)
        for one in sorted(ids)
    }
    verdict = worst(verdicts.values())
    deciding = [one for one in verdicts if verdicts[one] is verdict]
    text = "\n".join(
        str(standings[one].finding or f"{one}: {standings[one].reason}") for one in deciding
    )
    item.stash[VERDICT] = (verdict, text)
    if verdict is Verdict.FAIL:
        finding = standings[deciding[0]].finding
        if finding is None:
            msg = f"{deciding[0]} fails without a finding"
            raise SuiteError(msg)
        raise Violation(finding)
    if verdict in {Verdict.INCONCLUSIVE, Verdict.NOT_TESTED, Verdict.NOT_APPLICABLE}:
        pytest.skip(f"{verdict}: {text}")
