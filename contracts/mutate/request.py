"""Mutants of what a server is asked: it does not look at a part of the request."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec

from contracts.mutate import json_places
from contracts.mutate.mutant import Mutant
from contracts.mutate.values import SAME, VALUES


class Asked(msgspec.Struct, frozen=True):
    """A request as an ASGI server gets it: the scope of the connection, and the body."""

    scope: Any
    body: bytes


def rewritten(mutant: Mutant, asked: Asked, right: bytes | None) -> Asked:
    """The request as the mutant has the server see it; `asked` itself where it changes nothing.

    `right` is the value of an Authorization header that the server takes, if one is known.
    """
    kind, _, name = mutant.place.partition(" ")
    if mutant.operator == "lost":
        return _without_member(asked, mutant.place)
    if kind == "query":
        return _query(asked, name, mutant.operator)
    if kind == "credentials":
        return _authorized(asked, right)
    return _without_header(asked, name) if mutant.operator == "ignored" else asked


def _query(asked: Asked, name: str, operator: str) -> Asked:
    pairs = parse_qsl(asked.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    after = list(_pairs(pairs, name, operator))
    if after == pairs:
        return asked
    return _with(asked, query_string=urlencode(after).encode())


def _pairs(pairs: Iterable[tuple[str, str]], name: str, operator: str) -> Iterable[tuple[str, str]]:
    for key, value in pairs:
        if key.lower() != name.lower():
            yield key, value
        elif operator == "lower":
            yield key, value.lower()


def _authorized(asked: Asked, right: bytes | None) -> Asked:
    headers = [(k, v) for k, v in asked.scope["headers"] if k != b"authorization"]
    if right is not None:
        headers.append((b"authorization", right))
    return _with(asked, headers=headers)


def _without_header(asked: Asked, name: str) -> Asked:
    before = asked.scope["headers"]
    headers = [(k, v) for k, v in before if k.decode("latin-1").lower() != name.lower()]
    return asked if len(headers) == len(before) else _with(asked, headers=headers)


def _with(asked: Asked, **changes: Any) -> Asked:
    return Asked({**asked.scope, **changes}, asked.body)


def _without_member(asked: Asked, place: str) -> Asked:
    try:
        value = json.loads(asked.body)
    except ValueError:
        return asked
    after = json_places.changed(value, place, VALUES["drop"])
    return asked if after is SAME else Asked(asked.scope, json.dumps(after).encode())
