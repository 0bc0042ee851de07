"""The main list, agents: its length, and how it moves."""

from __future__ import annotations

import re

from contracts.reference.rows import Rows
from contracts.reference.uptivity import data
from contracts.reference.uptivity.server import Uptivity
from contracts.reference.uptivity.state import Agent

_FIRST = 6_000_000


def grow(server: Uptivity, count: int) -> None:
    """So many agents; those of the seed stay, since devices and recordings name them."""
    for number in range(len(server.installation.agents), count):
        _add(server, _FIRST + number)


def come(server: Uptivity, number: int) -> None:
    """An agent more."""
    _add(server, _FIRST - number)


def go(server: Uptivity, number: int) -> None:
    """An agent less, of those who came."""
    server.installation.agents.pop(str(_FIRST - number), None)


def _add(server: Uptivity, identifier: int) -> None:
    first, last = data.PEOPLE[identifier % len(data.PEOPLE)]
    name = str(identifier)
    agent = Agent(name, first, last, f"agent{name}", f"crm{name}", phone="", active=False)
    server.installation.agents[name] = agent


ROWS = Rows(
    paths=re.compile(r"(?i)/webAPI\.aspx"),
    mark=re.compile(rb"<AGENT>"),
    grow=grow,
    come=come,
    go=go,
    # A GET is a command, and may change something.
    replicable=False,
)
