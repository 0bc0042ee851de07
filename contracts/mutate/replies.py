"""Mutants of what a server answers."""

from __future__ import annotations

import msgspec

from contracts.mutate import bodies
from contracts.mutate.condition import answered, asked, only_non_ascii
from contracts.mutate.context import Context
from contracts.mutate.message import Changed, Reply, Request, with_header
from contracts.mutate.mutant import Mutant, Side
from contracts.mutate.texts import rewritten

_BROKEN = "500"
_NO_MEDIA = "application/octet-stream"


def change_reply(mutant: Mutant, request: Request, reply: Reply, context: Context) -> Reply:
    """The response as the mutant gives it; `reply` itself where it changes nothing.

    `request` is what the client sent. Raises KeyError for an unknown operator.
    """
    if mutant.side is Side.EFFECT and reply.succeeds and context.done is None:
        context.done = reply
    if mutant.side is not Side.RESPONSE or not asked(mutant.condition, request):
        return reply
    if not answered(mutant.condition, reply):
        return reply
    kind, _, name = mutant.place.partition(" ")
    match (kind, mutant.operator):
        case ("status", _):
            status = int(mutant.argument or _BROKEN)
            changed = msgspec.structs.replace(reply, status=status, reason="")
        case ("media", _):
            changed = _field(reply, "Content-Type", lambda _: mutant.argument or _NO_MEDIA)
        case ("header", "drop"):
            changed = _field(reply, name, _left_out)
        case ("header", _):
            added = mutant.argument if mutant.operator == "set" else None
            changed = _field(reply, name, _text(mutant), added)
        case (_, "stale"):
            return context.stale(request, reply)
        case (_, "another"):
            return context.another(request, reply)
        case _:
            body = bodies.changed(mutant, reply)
            return reply if body is None else msgspec.structs.replace(reply, body=body)
    return reply if changed == reply else changed


def _field(reply: Reply, name: str, change: Changed, added: str | None = None) -> Reply:
    headers = with_header(reply.headers, name, change, added)
    return msgspec.structs.replace(reply, headers=headers)


def _text(mutant: Mutant) -> Changed:
    limited = only_non_ascii(mutant.condition)
    return lambda value: rewritten(value, mutant.operator, mutant.argument, non_ascii=limited)


def _left_out(_value: str) -> str | None:
    return None
