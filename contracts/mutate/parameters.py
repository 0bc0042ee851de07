"""Mutants of the parameters of an operation: not looked at, or taken for another value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_FEW = "1"
_Found = tuple[str, str, str, str]


def of_parameters(parameters: Sequence[Mapping[str, Any]]) -> Iterator[_Found]:
    """Place, operator, condition and argument of each mutant of Parameter Objects.

    Neither they nor their schemas are references. What is only wrong beside another parameter is
    tried with the one that is named next.
    """
    queries = [one for one in parameters if one["in"] == "query"]
    for one in parameters:
        if one["in"] == "header":
            yield f"header {one['name']}", "ignored", "", ""
    names = [_name(one, queries) for one in queries]
    for at, one in enumerate(queries):
        place = f"query {names[at]}"
        yield place, "ignored", "", ""
        for operator, argument in _values(one["schema"]):
            yield place, operator, "", argument
        if len(queries) > 1:
            yield place, "ignored", f"with {names[(at + 1) % len(names)]}", ""


def _name(one: Mapping[str, Any], queries: Sequence[Mapping[str, Any]]) -> str:
    """How a parameter is called; an exploded object is all that no other parameter is called."""
    exploded = one["schema"].get("type") == "object" and one.get("style", "form") == "form"
    if not exploded or not one.get("explode", True):
        return str(one["name"])
    return "!" + "|".join(str(other["name"]) for other in queries if other is not one)


def _values(schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Operators over the value of a parameter, each with its argument."""
    default, choices = schema.get("default"), [*map(_text, schema.get("enum", ()))]
    if _is_number(schema):
        yield "plus-one", ""
        yield "minus-one", ""
        yield "capped", _FEW
        yield "defaulted", _FEW if default != int(_FEW) else "2"
    elif schema.get("type") == "boolean":
        yield "constant", ""
        if default is not None:
            yield "defaulted", _text(not default)
    elif len(choices) > 1:
        yield "constant", choices[0]
        yield "constant", choices[-1]
        others = [one for one in choices if one != default]
        if default is not None or not {"true", "false"} & {*choices}:
            yield "defaulted", others[-1]
    elif not {"enum", "pattern", "format"} & schema.keys():
        yield "lower", ""
        yield "ascii", ""


def _is_number(schema: Mapping[str, Any]) -> bool:
    """Whether a parameter is a whole number, by its type or as a text of digits alone."""
    if schema.get("type") in {"integer", "number"}:
        return True
    pattern = schema.get("pattern")
    return pattern is not None and [
        bool(re.search(pattern, one)) for one in ("10", "1.0", "a")
    ] == [True, False, False]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
