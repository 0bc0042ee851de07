"""The outcomes that the target file says how to provoke (Result Codes/Result Types)."""

from __future__ import annotations

import pytest

from contracts.apis.uptivity import Reply, Step, Uptivity, scenarios
from contracts.engine import Judge
from contracts.model import Inconclusive, NotTested

UNPROVOKED = "no scenario of the target file says which request has this outcome on this system"


def _requirement(step: Step) -> str:
    return f"UPT-CODE-{step.expect[0]:0>2}"


@pytest.mark.requirement("UPT-CODE-*")
def test_scenarios_have_their_result_codes(uptivity: Uptivity, judge: Judge) -> None:
    """Every step of every scenario is answered with one of its codes."""
    listed = scenarios(uptivity.target)
    request_id = 8000
    for scenario in listed:
        obstacle: Exception | None = None
        for step in scenario.steps:
            request_id += 1
            if not step.expect:
                obstacle = obstacle or _prepared(uptivity, step, request_id)
                continue
            with judge.of(_requirement(step)):
                if obstacle is not None:
                    raise obstacle
                text = f"an earlier step of scenario {scenario.name!r} went wrong"
                obstacle = Inconclusive(text)
                reply = uptivity.command(step.send, str(request_id))
                _code_is_right(judge, reply, step, scenario.name)
                obstacle = None
    provoked = {_requirement(step) for one in listed for step in one.steps if step.expect}
    for one in judge.requirements:
        if one.id not in provoked:
            with judge.of(one.id):
                raise NotTested(UNPROVOKED)


def _prepared(uptivity: Uptivity, step: Step, request_id: int) -> Exception | None:
    """Send a step whose answer does not matter; what keeps it from being sent is given back."""
    try:
        uptivity.prepare(step.send, str(request_id))
    except (NotTested, Inconclusive) as obstacle:
        return obstacle
    return None


def _code_is_right(judge: Judge, reply: Reply, step: Step, name: str) -> None:
    judge.holds(
        reply.code in step.expect,
        f"scenario {name!r}: {step.send['type']} has another result code",
        expected=" or ".join(str(code) for code in step.expect),
        observed=reply,
        shown=(reply,),
        where="xpath /RESULT/RESULTCODE",
    )


@pytest.mark.requirement("UPT-SUB-01")
def test_results_with_data_have_their_sub_node(uptivity: Uptivity, judge: Judge) -> None:
    """A result that is not an error carries the sub node that the target file names for it."""
    listed = [one for one in scenarios(uptivity.target) if any(s.node for s in one.steps)]
    if not listed:
        reason = "no scenario of the target file names the sub node of a request with data"
        raise NotTested(reason)
    for number, scenario in enumerate(listed):
        for step in scenario.steps:
            reply = uptivity.command(step.send, str(8500 + number))
            if step.node is None or reply.type == "ERROR" or reply.code not in step.expect:
                continue
            judge.holds(
                step.node in reply.nodes,
                f"scenario {scenario.name!r}: the result lacks its sub node",
                expected=step.node,
                observed=", ".join(reply.nodes) or "no sub node",
                shown=(reply,),
            )
