"""Mutants of a conforming server: operators as data, places by enumeration, applied around it.

A mutant is one small change of what an implementation does, made from the OpenAPI document and
the XSDs of an API without anybody thinking of it: a member left out, a value one off, a parameter
not looked at, an effect forgotten. What a suite says of each tells how much a pass is worth.

`change_request`, `planned` and `change_reply` are pure, but for a `Context` that remembers: they
serve around a server (`Mutated`), and as well in a client.
"""

from contracts.mutate.asgi import Mutated
from contracts.mutate.context import Context
from contracts.mutate.effects import Effect, planned
from contracts.mutate.enumerate import allowed, mutants
from contracts.mutate.message import Reply, Request
from contracts.mutate.mutant import Kind, Mutant, Side
from contracts.mutate.replies import change_reply
from contracts.mutate.requests import change_request
from contracts.mutate.selection import Selection

__all__ = [
    "Context",
    "Effect",
    "Kind",
    "Mutant",
    "Mutated",
    "Reply",
    "Request",
    "Selection",
    "Side",
    "allowed",
    "change_reply",
    "change_request",
    "mutants",
    "planned",
]
