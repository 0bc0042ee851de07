"""The agent whose state the suite changes is put back into the state found at the start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contracts.apis.genesys_ws import NOT_READY, READY, GenesysWs, NotLoggedIn
from contracts.apis.genesys_ws.agents import STATE
from contracts.apis.genesys_ws.sessions import SESSION
from contracts.catalogue import load
from contracts.model import (
    Allow,
    BasicAuth,
    Entry,
    Inconclusive,
    NotTested,
    PluginAuth,
    Secret,
    Target,
)
from contracts.reference import ManualClock, Serving, find
from contracts.reference.genesys_ws.data import AFTER_CALL_WORK, LOGGED_OUT
from contracts.reference.genesys_ws.data import NOT_READY as IS_NOT_READY
from contracts.reference.genesys_ws.data import READY as IS_READY
from contracts.wire import Recorder, Wire

READINGS = {one.id: one.chosen for one in load("genesys-ws").catalogue.ambiguities.values()}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Any]:
    """Make the vocabulary for a server with the given liberties or faults, and the agent there.

    Both go by one clock, which moves when the vocabulary pauses and not otherwise.
    """
    closing: list[Any] = []

    def make(
        allow: Allow = Allow.WRITE, data: dict[str, Any] | None = None, **switches: Any
    ) -> tuple[GenesysWs, Any]:
        clock = ManualClock()
        app = find("genesys-ws").build(clock=clock, **switches)
        serving = Serving([app])
        serving.__enter__()
        recorder = Recorder(tmp_path)
        auth = BasicAuth("ksippo", Secret("", "empty"))
        known = {"settle_s": 0.2, **(data or {})}
        target = Target(
            "t", "genesys-ws", "T", serving.origins[0], allow, auth, data=known, readings=READINGS
        )
        wire = Wire(target, recorder)
        closing.extend([wire.close, recorder.close, lambda: serving.__exit__(None, None, None)])
        gws = GenesysWs(wire, target, load("genesys-ws"))
        gws.clock, gws.sleep = clock.monotonic, clock.advance
        return gws, app.app.centre.agents["ksippo"]

    yield make
    for close in closing:
        close()


def _entries(gws: GenesysWs) -> list[tuple[str, dict[str, str]]]:
    return [(one.kind, dict(one.facts)) for one in gws.ledger]


def test_the_state_is_put_back_at_the_end_and_that_is_tried_first(served: Any) -> None:
    gws, agent = served()
    agent.state = IS_READY
    with gws.agent() as start:
        assert start == READY
        assert set(gws._legs) == {READY, NOT_READY}
        assert gws.brought(NOT_READY)
    assert _entries(gws) == [(STATE, {"state": READY})]
    assert gws.clean_up() == []
    assert agent.state is IS_READY


def _ends_early(gws: GenesysWs) -> None:
    with gws.agent():
        assert gws.brought(READY)
        reason = "the test ends early"
        raise Inconclusive(reason)


@pytest.mark.parametrize("switches", [{}, {"liberties": ["csrf-protection"]}])
def test_an_agent_does_not_stay_ready_when_the_test_ends(served: Any, switches: Any) -> None:
    gws, agent = served(**switches)
    with pytest.raises(Inconclusive, match="ends early"):
        _ends_early(gws)
    assert gws.last == NOT_READY
    assert gws.clean_up() == []
    assert agent.state is IS_NOT_READY


def test_a_state_that_does_not_come_back_ends_the_changes(served: Any) -> None:
    gws, agent = served(data={"settle_s": 0.05}, faults=["ready-never"])
    agent.state = IS_READY
    with pytest.raises(NotTested, match="did not become Ready again"), gws.agent():
        pass
    assert gws.change(NOT_READY).arrived
    assert not gws.change(READY).arrived
    (left,) = gws.clean_up()
    assert left.reason == "the agent did not become Ready"


def test_an_agent_who_is_logged_out_is_left_alone(served: Any) -> None:
    gws, agent = served()
    agent.state = LOGGED_OUT
    with pytest.raises(NotLoggedIn, match="logged out"), gws.agent():
        pass
    assert gws.baseline().code == 2
    assert _entries(gws) == []


@pytest.mark.parametrize("liberty", ["logged-out", "logged-out-3", "logged-out-6"])
def test_a_session_is_opened_where_the_file_says_how_and_closed_at_the_end(
    served: Any, liberty: str
) -> None:
    gws, agent = served(data={"login": {"place": "Place_5000"}}, liberties=[liberty])
    with gws.agent() as start:
        assert start == NOT_READY
    assert [kind for kind, _ in _entries(gws)] == [SESSION, STATE]
    assert gws.clean_up() == []
    assert agent.state is LOGGED_OUT


def test_a_login_may_lead_through_a_third_state(served: Any) -> None:
    liberties = ["state-by-way-of-another", "logged-out-3"]
    gws, agent = served(data={"settle_s": 2.0, "login": {}}, liberties=liberties)
    with gws.agent() as start:
        assert start == NOT_READY
    assert gws.clean_up() == []
    assert agent.state is LOGGED_OUT


def test_a_session_that_cannot_be_closed_is_the_only_one(
    served: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gws, _ = served(data={"login": {}}, liberties=["logged-out"])
    real = gws._session
    monkeypatch.setattr(
        gws, "_session", lambda name, **more: real(name.replace("End", "Stay"), **more)
    )
    with pytest.raises(NotTested, match="session"), gws.agent():
        pass
    assert [kind for kind, _ in _entries(gws)] == [SESSION]


def test_a_third_state_is_not_left(served: Any) -> None:
    gws, agent = served()
    agent.state = AFTER_CALL_WORK
    with pytest.raises(Inconclusive, match="AfterCallWork"), gws.agent():
        pass
    assert _entries(gws) == []


def test_where_only_reading_is_allowed_nothing_is_sent(served: Any) -> None:
    gws, _ = served(Allow.READ)
    with pytest.raises(NotTested, match='allow = "write"'), gws.agent():
        pass
    with pytest.raises(NotTested, match='allow = "write"'):
        gws.operate(NOT_READY)
    gws.start(frozenset({"GWS-VOICE-01"}))
    assert gws.wire.exchanges == 0


def test_the_first_change_is_asked_for_at_the_start(served: Any) -> None:
    gws, agent = served()
    gws.start(frozenset({"GWS-VERSION-01"}))
    assert gws.wire.exchanges == 0
    gws.start(frozenset({"GWS-ASYNC-03"}))
    assert gws.last == READY
    leg = gws.change(READY)
    assert (leg.known, leg.arrived, leg.followed()) == (True, True, set())
    assert agent.state is not LOGGED_OUT


@pytest.mark.parametrize(
    ("who", "changed", "by_strangers"),
    [("", False, False), ("_strangers", True, True), ("_malformed", True, False)],
)
def test_a_refused_operation_that_is_carried_out_is_seen(
    served: Any, monkeypatch: pytest.MonkeyPatch, who: str, *, changed: bool, by_strangers: bool
) -> None:
    gws, agent = served(data={"settle_s": 0.3})
    if who:
        real = getattr(gws, who)

        def carried_out(*wanted: str) -> Any:
            answers = real(*wanted)
            agent.state = IS_READY
            return answers

        monkeypatch.setattr(gws, who, carried_out)
    found = gws.refusals()
    assert (found.changed, found.by_strangers) == (changed, by_strangers)
    assert gws.refusals() is found


# The ledger


def _found_as(state: str, name: str = "ksippo") -> Entry:
    return Entry("old-1", "t", STATE, name, {"state": state})


def test_what_a_killed_run_has_changed_is_put_back(served: Any) -> None:
    gws, agent = served()
    agent.state = IS_READY
    assert gws.brought(NOT_READY)
    gws.ledger.adopt([_found_as(READY)])
    assert gws.clean_up() == []
    assert agent.state is IS_READY


def test_what_was_not_shown_or_is_of_another_stays_with_the_reason(served: Any) -> None:
    gws, _ = served()
    assert "[data] state" in gws.undo(_found_as(""))
    assert "the account of ksippo" in gws.undo(_found_as(READY, "dlang"))
    assert "does not know how to remove user" in gws.undo(Entry("x", "t", "user", "y"))
    assert "the account of ksippo" in gws.undo(Entry("x", "t", SESSION, "dlang"))


def test_a_state_that_is_not_shown_stays_in_the_ledger_once_it_may_have_changed(
    served: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gws, agent = served()
    agent.state = IS_READY
    monkeypatch.setattr(gws, "state", lambda: None)
    with gws.agent():
        pass
    assert list(gws.ledger) == []
    with gws.agent():
        gws.control()
    assert _entries(gws) == [(STATE, {"state": ""})]
    assert "[data] state" in gws.clean_up()[0].reason


def test_an_auth_plugin_authenticates_as_well_as_a_password(served: Any) -> None:
    gws, _agent = served()
    settings = (("username", "agent"), ("key", Secret("s3cr3t-key", "$KEY")))
    gws.target = msgspec.structs.replace(gws.target, auth=PluginAuth("lab:Auth", settings))
    gws.authenticated()
    assert gws.account == "agent"
    with pytest.raises(NotTested, match="no user name and password"):
        gws.credentials()


@pytest.mark.parametrize("again", ["not-ready-once", "not-ready-once-forbidden"])
def test_a_toggle_asks_for_a_state_that_the_agent_is_not_in(served: Any, again: str) -> None:
    gws, agent = served(liberties=[again, "csrf-protection"])
    agent.state = IS_NOT_READY
    with gws.agent():
        assert [gws.toggle().accepted for _ in range(3)] == [True, True, True]


def test_a_toggle_tries_both_states_where_none_is_shown(
    served: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gws, agent = served(liberties=["not-ready-once-forbidden"])
    agent.state = IS_NOT_READY
    monkeypatch.setattr(gws, "state", lambda: None)
    assert gws.toggle().accepted
    assert gws.last == READY


def test_a_node_that_lags_behind_has_carried_nothing_out(served: Any) -> None:
    gws, agent = served(liberties=["reads-from-two-nodes"], data={"settle_s": 2.0})
    agent.state = IS_READY
    found = gws.refusals()
    assert not found.changed
    assert not found.by_strangers


def test_an_agent_who_is_not_ready_stays_so_when_asked_again(served: Any) -> None:
    gws, agent = served()
    agent.state = IS_READY
    assert gws.turned_ready() == ()
    assert agent.state is IS_NOT_READY
