"""Mutants of what a server is asked: it does not look at a part of the request."""

from __future__ import annotations

import msgspec

from contracts.mutate import bodies
from contracts.mutate.condition import asked, only_non_ascii
from contracts.mutate.context import Context
from contracts.mutate.message import Changed, Request, with_header, with_query
from contracts.mutate.mutant import Mutant, Side
from contracts.mutate.texts import rewritten


def change_request(mutant: Mutant, request: Request, context: Context) -> Request:
    """The request as the mutant has the server see it; `request` itself where it changes nothing.

    Raises KeyError for an unknown operator.
    """
    half = mutant.side is Side.EFFECT and mutant.operator == "half"
    if not (half or mutant.side is Side.REQUEST) or not asked(mutant.condition, request):
        return request
    changed = _changed(mutant, request, context)
    return request if changed == request else changed


def _changed(mutant: Mutant, request: Request, context: Context) -> Request:
    kind, _, name = mutant.place.partition(" ")
    match kind:
        case "query":
            return _query(mutant, request, name)
        case "header":
            return _header(mutant, request, name)
        case "credentials":
            return context.unchecked(request, mutant.operator)
        case "method":
            return msgspec.structs.replace(request, method=mutant.argument)
        case "path":
            path = _text(mutant)(request.path) or request.path
            return msgspec.structs.replace(request, path=path)
        case _:
            return _body(mutant, request)


def _body(mutant: Mutant, request: Request) -> Request:
    half = mutant.side is Side.EFFECT
    body = bodies.half(request) if half else bodies.changed(mutant, request)
    return request if body is None else msgspec.structs.replace(request, body=body)


def _query(mutant: Mutant, request: Request, name: str) -> Request:
    match mutant.operator:
        case "ignored":
            return with_query(request, name, _left_out)
        case "defaulted":
            return with_query(request, name, lambda value: value, mutant.argument)
        case "rename":
            value = request.parameter(name)
            if value is None:
                return request
            return with_query(
                with_query(request, name, _left_out), mutant.argument, str, default=value
            )
    return with_query(request, name, _text(mutant))


def _header(mutant: Mutant, request: Request, name: str) -> Request:
    change = _left_out if mutant.operator in {"ignored", "drop"} else _text(mutant)
    added = mutant.argument if mutant.operator in {"set", "defaulted"} else None
    headers = with_header(request.headers, name, change, added)
    return (
        request if headers == request.headers else msgspec.structs.replace(request, headers=headers)
    )


def _text(mutant: Mutant) -> Changed:
    if mutant.operator == "defaulted":
        return lambda value: value
    limited = only_non_ascii(mutant.condition)
    return lambda value: rewritten(value, mutant.operator, mutant.argument, non_ascii=limited)


def _left_out(_value: str) -> str | None:
    return None
