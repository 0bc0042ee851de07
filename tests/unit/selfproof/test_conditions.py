"""Servers that do not claim a feature say so, and surroundings are told apart by what they cost."""

from __future__ import annotations

from contracts.model import Verdict
from contracts.reference import SURROUNDINGS, find
from contracts.selfproof import Found
from contracts.selfproof.conditions import UNSETTLED, VALUES, _without, wrong_in


def test_a_server_says_what_it_does_not_claim_and_keeps_the_rest() -> None:
    server = find("uptivity")
    target = _without(server, "socket").target
    assert target["supports"]["socket"] is False
    assert target["supports"]["http"] is True
    assert target["data"] is server.target["data"]
    assert server.target["supports"]["socket"] is True


def test_the_tables_name_layers_that_there_are() -> None:
    assert set(VALUES) <= set(SURROUNDINGS)
    assert set(UNSETTLED) <= set(SURROUNDINGS)


def test_what_moves_may_be_inconclusive_and_what_is_busy_may_not() -> None:
    unsure = Found("x", "", {"A-1": Verdict.INCONCLUSIVE, "A-2": Verdict.PASS}, {}, {}, 1)
    assert wrong_in("records-go", unsure) == set()
    assert wrong_in("busy", unsure) == {"A-1"}
    failed = Found("x", "", {"A-1": Verdict.FAIL}, {}, {}, 1)
    assert wrong_in("records-go", failed) == {"A-1"}
