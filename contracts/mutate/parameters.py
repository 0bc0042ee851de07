"""Mutants of the parameters of an operation: not looked at, or taken for another value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_FEW = "1"
_Found = tuple[str, str, str, str]


def of_parameters(parameters: Sequence[Mapping[str, Any]]) -> Iterator[_Found]:
    """Place, operator, condition and argument of each mutant of resolved Parameter Objects.

    One that is only wrong beside another parameter is tried with the parameter that is named next.
    """
    queries = [one for one in parameters if one["in"] == "query"]
    for one in parameters:
        if one["in"] == "header":
            yield f"header {one['name']}", "ignored", "", ""
    for at, one in enumerate(queries):
        place = f"query {one['name']}"
        yield place, "ignored", "", ""
        for operator, argument in _values(one.get("schema", {})):
            yield place, operator, "", argument
        if _is_text(one.get("schema", {})):
            yield place, "ascii", "", ""
        if len(queries) > 1:
            beside = queries[(at + 1) % len(queries)]["name"]
            yield place, "ignored", f"with {beside}", ""


def _values(schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Operators over the value of a parameter, each with its argument."""
    default = schema.get("default")
    match schema.get("type"):
        case "integer" | "number":
            yield "plus-one", ""
            yield "minus-one", ""
            yield "capped", _FEW
            if default is not None:
                yield "defaulted", _FEW if default != int(_FEW) else "2"
        case "boolean":
            yield "constant", ""
            if default is not None:
                yield "defaulted", str(not default).lower()
        case _:
            yield "lower", ""
            others = [str(one) for one in schema.get("enum", ()) if one != default]
            if others and default is not None:
                yield "defaulted", others[-1]


def _is_text(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "string" and not {"enum", "pattern", "format"} & schema.keys()
