"""The main lists, users and numbers: their length, and how they move."""

from __future__ import annotations

import re

from contracts.reference.rows import Rows
from contracts.reference.voss import seed
from contracts.reference.voss.model_list import CONTACT, NUMBER_INVENTORY, USER
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import pkid_of

_MOVING = (USER, NUMBER_INVENTORY, CONTACT)
_MOST_GONE = 0.5


def grow(server: Voss, count: int) -> None:
    """So many users, and as many numbers."""
    server.store.seed = seed.rows(count, count)


def come(server: Voss, number: int) -> None:
    """A user, a number and a contact more: copies of some of the seed under names of their own."""
    for model in _MOVING:
        known = server.store.seed[model.name]
        like = known[number * 7 % len(known)]
        named = next(name for name, value in like.data.items() if isinstance(value, str))
        facts = {**like.data, named: f"{like.data[named]}-{number}"}
        pkid = pkid_of(f"{model.name} come {number}")
        server.store.add(model, server.store.paths[like.path], facts, pkid=pkid)


def go(server: Voss, number: int) -> None:
    """A user, a number and a contact of the seed less, as long as half of them are left."""
    for model in _MOVING:
        known = server.store.seed[model.name]
        if number < len(known) * _MOST_GONE:
            table = server.store.table(model)
            gone = table.get(known[number * 2 - 1].pkid)
            if gone is not None:
                server.store.remove(gone)


def work(server: Voss, seconds: float) -> None:
    """Every transaction takes that long."""
    vars(server)["ends_after_s"] = lambda: seconds


ROWS = Rows(
    paths=re.compile(r"/api/(?:data|relation|tool|device/[^/]+)/[^/]+/?"),
    mark=re.compile(rb'"hierarchy" ?: ?"'),
    grow=grow,
    come=come,
    go=go,
    work=work,
    shared=("sessions", "opened"),
)
