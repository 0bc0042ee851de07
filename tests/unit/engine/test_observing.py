"""An observation is no check, and what is not claimed is neither sent nor checked."""

from __future__ import annotations

import msgspec
import pytest

from contracts.catalogue import load
from contracts.engine import Depth, Judge
from contracts.model import (
    Exchange,
    Finding,
    Inconclusive,
    Level,
    NotApplicable,
    Outcome,
    Request,
    SuiteError,
)
from contracts.oracles import Checked
from contracts.targets import from_address

MUST, SHOULD, MAY = "UPT-ID-01", "UPT-ERR-03", "UPT-RESULT-06"


def _judge(*ids: str, supports: dict[str, bool] | None = None) -> Judge:
    target = from_address("uptivity", "http://127.0.0.1:9")
    target = msgspec.structs.replace(target, supports=supports or {})
    catalogue = load("uptivity").catalogue.requirements
    return Judge(target, tuple(catalogue[one] for one in ids), Depth.QUICK, 0)


def _send(judge: Judge, number: int, *upheld: str, broken: tuple[str, ...] = ()) -> None:
    judge.before_sending()
    request = Request("GET", "http://127.0.0.1/")
    exchange = Exchange(f"main-{number}", "uptivity", request, None, None, 0.0, 0.0)
    judge.witness(exchange, Checked(upheld, tuple(Finding(one, "broken") for one in broken)))


def test_a_may_passes_by_an_observation() -> None:
    judge = _judge(MAY)
    _send(judge, 1)
    judge.observe("it does as it likes")
    standing = judge.judged()[MAY]
    assert (standing.outcome, standing.checks) == (Outcome.PASS, 0)
    assert list(standing.exchanges) == ["main-1"]


@pytest.mark.parametrize("requirement", [MUST, SHOULD])
def test_a_must_or_a_should_does_not(requirement: str) -> None:
    judge = _judge(requirement)
    assert judge.requirements[0].level is not Level.MAY
    _send(judge, 1)
    judge.observe("it does as it likes")
    with pytest.raises(SuiteError, match=f"only observed for {requirement}"):
        judge.judged()


def test_a_check_beside_the_observation_counts() -> None:
    judge = _judge(MUST)
    _send(judge, 1)
    judge.observe("it does as it likes")
    judge.holds(condition=True, summary="")
    standing = judge.judged()[MUST]
    assert (standing.outcome, standing.checks) == (Outcome.PASS, 1)


def test_what_was_checked_on_an_exchange_counts_beside_the_observation() -> None:
    judge = _judge(MUST)
    _send(judge, 1, MUST)
    judge.observe("it does as it likes")
    standing = judge.judged()[MUST]
    assert (standing.outcome, standing.checks) == (Outcome.PASS, 1)


def test_why_there_is_no_judgement_outweighs_the_observation() -> None:
    judge = _judge(MUST)
    _send(judge, 1)
    judge.observe("it does as it likes")
    judge.take(Inconclusive("the data moved"))
    assert judge.judged()[MUST].outcome is Outcome.INCONCLUSIVE


def test_an_observation_bears_no_exchange_of_another_requirement() -> None:
    judge = _judge(MUST, MAY)
    with judge.of(MUST):
        _send(judge, 1)
        judge.holds(condition=True, summary="")
    with judge.of(MAY):
        judge.observe("nothing was sent for it")
    assert list(judge.judged()[MAY].exchanges) == []
    with judge.of(MAY):
        _send(judge, 2)
        judge.observe("now something was")
    assert list(judge.judged()[MAY].exchanges) == ["main-2"]


FEATURE = "request-id"


def test_nothing_is_sent_for_what_is_not_claimed() -> None:
    judge = _judge(MUST, MAY, supports={FEATURE: False})
    assert judge.requirements[0].feature == FEATURE
    with judge.of(MUST):
        _send(judge, 1)
        pytest.fail("it was sent")
    with judge.of(MAY):
        _send(judge, 2)
        judge.observe("the test goes on")
    found = judge.judged()
    assert found[MUST].outcome is Outcome.NOT_APPLICABLE
    assert FEATURE in found[MUST].reason
    assert found[MAY].outcome is Outcome.PASS
    assert judge.sent == 1


def test_nothing_is_checked_of_what_is_not_claimed() -> None:
    judge = _judge(MUST, MAY, supports={FEATURE: False})
    _send(judge, 1)
    with judge.of(MUST):
        judge.holds(condition=False, summary="it is broken")
    with judge.of(MAY):
        judge.observe("something")
    assert judge.judged()[MUST].outcome is Outcome.NOT_APPLICABLE


def test_a_test_need_not_come_to_what_is_not_claimed() -> None:
    judge = _judge(MUST, MAY, supports={FEATURE: False})
    _send(judge, 1)
    with judge.of(MAY):
        judge.observe("something")
    assert judge.judged()[MUST].outcome is Outcome.NOT_APPLICABLE


def test_sending_outside_of_a_requirement_is_free() -> None:
    judge = _judge(MUST, MAY, supports={FEATURE: False})
    judge.before_sending()
    with judge.of(MAY):
        judge.before_sending()
    with pytest.raises(NotApplicable):
        judge._hold_claimed(MUST)
