"""The contact centre: agents, and states that come to be some time after they are asked for."""

from __future__ import annotations

from typing import NamedTuple

from contracts.reference.clock import Clock
from contracts.reference.genesys_ws.data import Agent, State, agents

DELAY_S = 0.02
"""How long T-Server takes to report a new state."""


class Pending(NamedTuple):
    """A change that has been passed on, and when it comes to be."""

    due: float
    agent: Agent
    state: State


class Centre:
    """All agents, and the changes that are under way."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.agents = agents()
        self.pending: list[Pending] = []

    def pass_on(self, agent: Agent, state: State, delay: float) -> None:
        """Ask for a new state, which comes to be `delay` seconds from now."""
        self.pending.append(Pending(self._clock.monotonic() + delay, agent, state))

    def settle(self) -> None:
        """Let the changes that are due come to be, in the order in which they were asked for."""
        now = self._clock.monotonic()
        for one in self.pending:
            if one.due <= now:
                one.agent.state = one.state
        self.pending = [one for one in self.pending if one.due > now]

    def by_name(self, name: str) -> Agent | None:
        """An agent by the user name, in any letter case."""
        return self.agents.get(name.lower())

    def by_id(self, identifier: str) -> Agent | None:
        """An agent by id."""
        return next((one for one in self.agents.values() if one.id == identifier), None)
