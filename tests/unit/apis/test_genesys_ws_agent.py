"""The agent whose state the suite changes is put back into the state found at the start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.apis.genesys_ws import NOT_READY, READY, GenesysWs, voice_state
from contracts.catalogue import load
from contracts.model import Allow, BasicAuth, Entry, Inconclusive, NotTested, Secret, Target
from contracts.reference import Serving, find
from contracts.reference.genesys_ws.data import LOGGED_OUT
from contracts.reference.genesys_ws.data import READY as IS_READY
from contracts.wire import Recorder, Wire


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Any]:
    """Make the vocabulary for a server with the given liberties or faults, and the agent there."""
    closing: list[Any] = []

    def make(allow: Allow = Allow.WRITE, **switches: Any) -> tuple[GenesysWs, Any]:
        app = find("genesys-ws").build(**switches)
        serving = Serving([app])
        serving.__enter__()
        recorder = Recorder(tmp_path)
        auth = BasicAuth("ksippo", Secret("", "empty"))
        data = {"settle_s": 0.2}
        target = Target("t", "genesys-ws", "T", serving.origins[0], allow, auth, data=data)
        wire = Wire(target, recorder)
        closing.extend([wire.close, recorder.close, lambda: serving.__exit__(None, None, None)])
        return GenesysWs(wire, target, load("genesys-ws")), app.app.centre.agents["ksippo"]

    yield make
    for close in closing:
        close()


def _fail(note: str) -> None:
    raise AssertionError(note)


def test_a_state_that_is_still_to_come_is_waited_for_and_undone(served: Any) -> None:
    gws, agent = served()
    agent.state = IS_READY
    with gws.agent(_fail) as start:
        assert start == READY
        assert gws.operate(NOT_READY).accepted
        assert agent.state is IS_READY
    assert voice_state(gws.me(("subresources", "*")).user) == READY
    assert agent.state is IS_READY


def _ends_early(gws: GenesysWs) -> None:
    with gws.agent(_fail):
        assert gws.brought(NOT_READY)
        reason = "the test ends early"
        raise Inconclusive(reason)


def test_it_is_put_back_when_the_test_ends_early(served: Any) -> None:
    gws, agent = served(liberties=["csrf-protection"])
    agent.state = IS_READY
    with pytest.raises(Inconclusive, match="ends early"):
        _ends_early(gws)
    assert agent.state is IS_READY


def test_a_state_that_never_comes_is_told(served: Any) -> None:
    gws, agent = served(faults=["ready-never"])
    agent.state = IS_READY
    notes: list[str] = []
    with gws.agent(notes.append):
        assert gws.brought(NOT_READY)
    assert notes == ["the agent could not be put back into the state Ready"]


def test_an_agent_who_is_logged_out_is_left_alone(served: Any) -> None:
    gws, agent = served()
    agent.state = LOGGED_OUT
    with pytest.raises(Inconclusive, match="LoggedOut"), gws.agent(_fail):
        pass


def test_where_only_reading_is_allowed_nothing_is_sent(served: Any) -> None:
    gws, _ = served(Allow.READ)
    with pytest.raises(NotTested, match='allow = "write"'), gws.agent(_fail):
        pass
    with pytest.raises(NotTested, match='allow = "write"'):
        gws.operate(NOT_READY)
    assert gws.wire.exchanges == 0


# The ledger


def _found_as(state: str, name: str = "ksippo") -> Entry:
    return Entry("old-1", "t", "state of the agent", name, {"state": state})


def _silent(_: str) -> None:
    """Take no note."""


def test_the_state_stands_in_the_ledger_until_it_is_back(served: Any) -> None:
    gws, agent = served()
    agent.state = IS_READY
    with gws.agent(_fail):
        assert [one.facts for one in gws.ledger] == [{"state": READY}]
        assert gws.brought(NOT_READY)
    assert list(gws.ledger) == []
    assert agent.state is IS_READY


def test_the_first_state_counts_where_it_could_not_be_put_back(served: Any) -> None:
    gws, agent = served(faults=["ready-never"])
    agent.state = IS_READY
    for _ in range(2):
        with gws.agent(_silent):
            assert gws.brought(NOT_READY)
    assert [one.facts for one in gws.ledger] == [{"state": READY}]
    (left,) = gws.clean_up()
    assert left.reason == "the agent does not come to be Ready"


def test_what_a_killed_run_has_changed_is_put_back(served: Any) -> None:
    gws, agent = served()
    agent.state = IS_READY
    assert gws.brought(NOT_READY)
    gws.ledger.adopt([_found_as(READY)])
    assert gws.clean_up() == []
    assert agent.state is IS_READY


def test_what_was_not_shown_or_is_of_another_is_told(served: Any) -> None:
    gws, _ = served()
    assert "[data] state" in gws.undo(_found_as(""))
    assert "the account of ksippo" in gws.undo(_found_as(READY, "dlang"))
    assert "does not know how to remove user" in gws.undo(Entry("x", "t", "user", "y"))


def test_a_state_that_is_not_shown_stays_in_the_ledger_once_it_may_have_changed(
    served: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gws, agent = served()
    agent.state = IS_READY
    monkeypatch.setattr(gws, "state", lambda: None)
    with gws.agent(_fail):
        pass
    assert list(gws.ledger) == []
    for _ in range(2):
        with gws.agent(_silent):
            gws.control()
    assert [one.facts for one in gws.ledger] == [{"state": ""}]
    assert "[data] state" in gws.clean_up()[0].reason
