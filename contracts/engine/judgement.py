"""The judgement of one test: what it says of requirements, in the log and as one verdict."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import msgspec

from contracts.engine.attempt import USUAL, Standings, broken, confirmed
from contracts.engine.budget import Allowance
from contracts.engine.generation import no_foreign_constants
from contracts.engine.judge import Judge, Standing
from contracts.engine.session import Session
from contracts.model import (
    Finding,
    Judged,
    Observed,
    Outcome,
    Requirement,
    SuiteError,
    TestFinished,
    Verdict,
    settle,
    worst,
)


class Judgement(msgspec.Struct, frozen=True):
    """What came of a test: its verdict, a text that goes with it, and the finding that decides.

    `trouble` is what broke the test down, where that is the suite's own error. `verdicts` are
    those of the requirements that the test judged itself, and of those that its exchanges broke.
    """

    verdict: Verdict
    text: str
    finding: Finding | None = None
    trouble: BaseException | None = None
    verdicts: tuple[tuple[str, Verdict], ...] = ()


def judgement(
    session: Session,
    judge: Judge,
    test: str,
    call: Callable[[], object],
    allowance: Allowance = USUAL,
) -> Judgement:
    """Make the attempts of `test`, and write what they say into the log."""
    began = time.monotonic()
    trouble: BaseException | None = None
    try:
        with no_foreign_constants():
            standings = confirmed(session, judge, call, allowance)
    except (Exception, SystemExit) as raised:  # noqa: BLE001 - kept in the judgement
        trouble = raised
        standings = _in_error(judge.requirements, raised)
    _enter(session, judge, test, standings)
    session.log.emit(TestFinished(session.target.key, test, time.monotonic() - began))
    if trouble is None:
        return _settled(judge.requirements, standings, session.spec.catalogue.requirements)
    if isinstance(trouble, SystemExit):
        msg = f"a conformance test raises a judgement, not {told(trouble)}"
        trouble = SuiteError(msg)
    return Judgement(Verdict.ERROR, told(trouble), trouble=trouble)


def broke_down(
    session: Session,
    requirements: tuple[Requirement, ...],
    test: str,
    when: str,
    trouble: BaseException,
) -> Judgement:
    """Enter that the `when` (setup or teardown) of a test broke down: an error of the suite."""
    key = session.target.key
    for requirement, standing in _in_error(requirements, trouble).items():
        reason = f"the {when} of its test broke down: {standing.reason}"
        session.log.emit(Judged(key, requirement, test, Outcome.ERROR, reason))
    if when == "setup":
        session.log.emit(TestFinished(key, test, 0.0))
    return Judgement(Verdict.ERROR, told(trouble), trouble=trouble)


def told(trouble: BaseException) -> str:
    """An exception in a line."""
    return f"{type(trouble).__name__}: {trouble}".removesuffix(": ")


def _in_error(requirements: tuple[Requirement, ...], trouble: BaseException) -> Standings:
    standings = {}
    for requirement in requirements:
        standings[requirement.id] = Standing()
        standings[requirement.id].unsettled(Outcome.ERROR, told(trouble))
    return standings


def _enter(session: Session, judge: Judge, test: str, standings: Standings) -> None:
    """Write the standings of a test into the event log."""
    key = session.target.key
    for requirement, standing in standings.items():
        finding = standing.finding or Finding(requirement, standing.reason)
        session.log.emit(
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
                doubted=standing.doubted,
            )
        )
    for requirement, text in judge.observations:
        session.log.emit(Observed(key, requirement, test, text))


def _settled(
    own: tuple[Requirement, ...], standings: Standings, catalogue: Mapping[str, Requirement]
) -> Judgement:
    """The verdict on what the test judged itself, and on what its exchanges broke."""
    ids = {one.id for one in own} | broken(standings)
    verdicts = {
        one: settle(standings[one].outcome or Outcome.ERROR, catalogue[one].level)
        for one in sorted(ids)
    }
    verdict = worst(verdicts.values())
    deciding = [one for one in verdicts if verdicts[one] is verdict]
    text = "\n".join(
        str(standings[one].finding or f"{one}: {standings[one].reason}") for one in deciding
    )
    finding = standings[deciding[0]].finding if deciding else None
    if verdict is Verdict.FAIL and finding is None:
        msg = f"{deciding[0]} fails without a finding"
        raise SuiteError(msg)
    return Judgement(verdict, text, finding, verdicts=tuple(verdicts.items()))
