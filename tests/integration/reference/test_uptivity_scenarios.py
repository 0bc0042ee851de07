"""The scenarios provoke every code, again and again, whatever liberties are taken."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from contracts.reference.uptivity.codes import LABELS
from contracts.reference.uptivity.liberties import LIBERTIES
from contracts.reference.uptivity.scenarios import SCENARIOS


def _wrong_steps(client: Any) -> list[tuple[str, int, int]]:
    """Scenario, code wanted and code received of each step that was not as expected."""
    wrong = []
    for scenario in SCENARIOS:
        for step in scenario["steps"]:
            result = client.get(step["send"]["type"], **step["send"]).result
            if "expect" not in step:
                continue
            code = int(result.findtext("{*}RESULTCODE"))
            error = result.findtext("{*}RESULTTYPE") == "ERROR"
            no_node = "node" in step and not error and result.find(f"{{*}}{step['node']}") is None
            if code not in step["expect"] or no_node or etree.QName(result).localname != "RESULT":
                wrong.append((scenario["name"], step["expect"][0], code))
    return wrong


def _state(client: Any) -> tuple[Any, ...]:
    installation = client.installation
    return (
        set(installation.calls),
        set(installation.sessions),
        set(installation.users),
        set(installation.agents),
        set(installation.roles),
    )


def test_the_scenarios_have_names_of_their_own() -> None:
    assert len({scenario["name"] for scenario in SCENARIOS}) == len(SCENARIOS)


def test_every_code_comes_first_in_some_step(uptivity_with: Any) -> None:
    first = {s["expect"][0] for sc in SCENARIOS for s in sc["steps"] if "expect" in s}
    assert first == set(LABELS)
    answers = {
        uptivity_with().get(step["send"]["type"], **step["send"]).code
        for scenario in SCENARIOS
        for step in scenario["steps"][:1]
        if step["send"].get("deviceid", "").startswith("99")
    }
    assert answers == {2, 4, 6, 10, 11, 14, 15, 16, 17, 18, 23, 34, 36, 39, 47, 55}


def test_every_scenario_can_be_run_again_and_leaves_nothing_behind(uptivity_with: Any) -> None:
    client = uptivity_with()
    before = _state(client)
    for _ in range(2):
        assert _wrong_steps(client) == []
        assert _state(client) == before


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_scenario_can_be_interrupted_anywhere(uptivity_with: Any, scenario: Any) -> None:
    client = uptivity_with()
    for end in range(len(scenario["steps"])):
        for steps in (scenario["steps"][:end], scenario["steps"]):
            for step in steps:
                answer = client.get(step["send"]["type"], **step["send"])
                assert answer.code in step.get("expect", LABELS)


def test_all_liberties_together_bear_the_scenarios(uptivity_with: Any) -> None:
    for liberties in (list(LIBERTIES), list(LIBERTIES)[::-1]):
        assert _wrong_steps(uptivity_with(liberties=liberties)) == []
