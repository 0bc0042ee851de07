"""The main list, users: its length, and how it moves."""

from __future__ import annotations

import re

from contracts.reference.genesys_ws.data import Agent
from contracts.reference.genesys_ws.server import GenesysWs
from contracts.reference.rows import Rows

_CALLERS = frozenset({"dlang", "ksippo"})


def grow(server: GenesysWs, count: int) -> None:
    """So many users; those whom targets name stay."""
    agents = server.centre.agents
    for name in list(agents)[count:]:
        if name not in _CALLERS:
            agents.pop(name)
    for number in range(len(agents), count):
        _add(server, f"agent{number:06}", number)


def come(server: GenesysWs, number: int) -> None:
    """A user more."""
    _add(server, f"visitor{number}", number)


def go(server: GenesysWs, number: int) -> None:
    """A user less whom no target names, as long as there are a few."""
    others = [name for name in server.centre.agents if name not in _CALLERS]
    if len(others) > len(_CALLERS):
        server.centre.agents.pop(others[number * 3 % len(others)])


def _add(server: GenesysWs, name: str, number: int) -> None:
    team = ("Service", "Sales", "Support")[number % 3]
    server.centre.agents[name] = Agent(name, f"First {number}", f"Last {number % 97}", team=team)


def work(server: GenesysWs, seconds: float) -> None:
    """Every new state takes that long to come."""
    vars(server)["delay"] = lambda: seconds


ROWS = Rows(
    paths=re.compile(r"(?:/cloud-web)?/api/v2/(?:users|me/devices|me/skills)"),
    mark=re.compile(rb'/users/[0-9a-f]{32}"'),
    grow=grow,
    come=come,
    go=go,
    work=work,
    # Each server counts its own sessions, and changes take time by themselves (`state-slow`).
    replicable=False,
)
