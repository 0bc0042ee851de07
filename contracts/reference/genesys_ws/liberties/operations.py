"""Liberties in operations: when and where states show, and how requests are refused."""

from __future__ import annotations

from typing import Any

from contracts.reference.clock import Clock
from contracts.reference.genesys_ws.data import (
    AFTER_CALL_WORK,
    LOGGED_OUT,
    NOT_READY,
    READY,
    State,
)
from contracts.reference.genesys_ws.liberties._registry import liberty
from contracts.reference.genesys_ws.request import Call, Object, Reply, refuse
from contracts.reference.genesys_ws.server import GenesysWs
from contracts.reference.genesys_ws.status import Status

_BETWEEN_S = 0.05
_BEHIND_S = 0.3
_CALLERS = frozenset({"dlang", "ksippo"})
"""Those whom targets name."""


@liberty("state-by-way-of-another", ambiguity="GWS-AMB-09")
class _StateByWayOfAnother(GenesysWs):
    """Between two states an agent is in AfterCallWork for a moment."""

    def pass_on(self, call: Call, state: State) -> None:
        delay = self.delay()
        if state in {READY, NOT_READY}:
            self.centre.pass_on(call.agent, AFTER_CALL_WORK, delay)
        self.centre.pass_on(call.agent, state, delay + _BETWEEN_S)


@liberty("others-at-work")
class _OthersAtWork(GenesysWs):
    """Other agents become ready and not ready by themselves all the time."""

    turns = 0

    def reply(self, call: Call) -> Reply:
        self.turns += 1
        others = [one for name, one in self.centre.agents.items() if name not in _CALLERS]
        other = others[self.turns * 7 % len(others)] if others else None
        if other is not None and other.state in {READY, NOT_READY}:
            other.state = NOT_READY if other.state is READY else READY
        return super().reply(call)


@liberty("second-user-at-work")
class _SecondUserAtWork(GenesysWs):
    """The user without a password becomes ready and not ready by itself all the time."""

    beats = 0

    def reply(self, call: Call) -> Reply:
        self.beats += 1
        second = self.centre.agents["ksippo"]
        if self.beats % 5 == 0:
            second.state = NOT_READY if second.state is READY else READY
        return super().reply(call)


@liberty("state-in-list", ambiguity="GWS-AMB-09", choice="shown")
class _StateInList(GenesysWs):
    """Only the list of devices shows the state."""

    def me(self, call: Call) -> Object:
        found = super().me(call)
        user = {n: one for n, one in found["user"].items() if n not in {"devices", "channels"}}
        return {**found, "user": user}


@liberty("reads-from-two-nodes", ambiguity="GWS-AMB-09")
class _ReadsFromTwoNodes(GenesysWs):
    """Every second request is answered by a node that hears of new states a while later.

    Of logins and logouts it hears at once.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.heard: list[tuple[float, dict[str, State]]] = []
        self.calls = 0

    def reply(self, call: Call) -> Reply:
        self.centre.settle()
        self.calls += 1
        now = self.clock.monotonic()
        agents = self.centre.agents
        states = {name: one.state for name, one in agents.items()}
        if not self.heard or self.heard[-1][1] != states:
            self.heard.append((now, states))
        if self.calls % 2 or call.method != "GET":
            return super().reply(call)
        known = [one for at, one in self.heard if at <= now - _BEHIND_S] or [self.heard[0][1]]
        pending, self.centre.pending = self.centre.pending, []  # not to come in the other's past
        for name, state in known[-1].items():
            if LOGGED_OUT not in {state, states[name]}:
                agents[name].state = state
        try:
            return super().reply(call)
        finally:
            self.centre.pending = pending
            for name, state in states.items():
                agents[name].state = state


@liberty("not-ready-once", choice="again")
class _NotReadyOnce(GenesysWs):
    """A state that the agent is in, or is coming to, cannot be asked for again."""

    def pass_on(self, call: Call, state: State) -> None:
        coming = [one.state for one in self.centre.pending if one.agent is call.agent]
        if (coming or [call.agent.state])[-1] is state:
            refuse(Status.WRONG_IN_STATE, f"The agent is {state.name}.")
        super().pass_on(call, state)


@liberty("not-ready-once-forbidden", ambiguity="GWS-AMB-05", choice="again")
class _NotReadyOnceForbidden(_NotReadyOnce):
    """A state that cannot be asked for again is refused with HTTP status 403."""

    def http_status(self, call: Call, status: Status) -> int:
        return 403 if status is Status.WRONG_IN_STATE else super().http_status(call, status)


@liberty("unknown-subresources-refused")
class _UnknownSubresourcesRefused(GenesysWs):
    """A subresource that does not exist is refused."""

    def subresources_asked(self, call: Call) -> tuple[str, ...]:
        found = super().subresources_asked(call)
        if "uccNone" in found:
            refuse(Status.NOT_FOUND, "There is no such subresource.")
        return found


@liberty("logged-out", choice="session")
class _LoggedOut(GenesysWs):
    """Agents are logged out until they open a contact center session."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        for agent in self.centre.agents.values():
            agent.state = LOGGED_OUT


@liberty("logged-out-3", choice="session")
class _LoggedOut3(_LoggedOut):
    """Agents are logged out at first, and what they may not do then is refused with 3."""

    def no_session(self) -> None:
        refuse(Status.FORBIDDEN_OPERATION, "Log in first.")


@liberty("logged-out-6", choice="session")
class _LoggedOut6(_LoggedOut):
    """Agents are logged out at first, have no devices then, and no voice channel (6)."""

    def no_session(self) -> None:
        refuse(Status.NOT_FOUND, "There is no channel voice.")

    def subresource(self, call: Call, agent: Any, name: str) -> Any:
        if name in {"devices", "channels"} and agent.state is LOGGED_OUT:
            return []
        return super().subresource(call, agent, name)


@liberty("state-other-words", ambiguity="GWS-AMB-09", choice="words")
class _StateOtherWords(GenesysWs):
    """States are shown in German; their ids are the system's."""

    def user_state(self, state: State) -> Object:
        shown = {"Ready": "Bereit", "NotReady": "Nicht bereit"}.get(state.name, state.name)
        return {**super().user_state(state), "displayName": shown, "state": shown}
