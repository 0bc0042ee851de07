"""The agent whose state the suite changes is put back into the state found at the start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.apis.genesys_ws import NOT_READY, READY, GenesysWs, voice_state
from contracts.catalogue import load
from contracts.model import Allow, BasicAuth, Inconclusive, NotTested, Secret, Target
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
