"""What an OpenAPI document looks like it means, by the usual names: collections, items, lists.

Nothing is judged by it: it says where to ask, and what laws may be offered for confirmation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from contracts.catalogue.openapi.refs import resolved

_NAMES = {
    "limit": """limit $top top count size pagesize page_size per_page perpage maxresults max_results
             max""",
    "offset": "offset skip $skip from start startindex start_index",
    "page": "page pagenumber page_number pageindex",
    "sort": "sort sortby sort_by orderby order_by ordering $orderby",
    "order": "order direction dir sortorder sort_order",
    "search": "q query search text",
}
_ROLES = {role: frozenset(names.split()) for role, names in _NAMES.items()}
"""The usual names of what parameters of lists do, in lower case."""

_FROM_ONE = frozenset({"startindex", "start_index"})
_DEEPEST = 8
"""How deep `allOf` is followed: a schema may contain itself."""
_TOTALS = ("total", "totalResults", "totalCount", "total_count", "count", "totalItems")
_KEYS = ("id", "uuid", "key", "_id", "uid", "name", "slug", "code")


class Parameter(msgspec.Struct, frozen=True):
    """A parameter of a list: its role (`limit`, `filter` …), and the member that it is about.

    `values` are those that the document lists, `first` the number of the first item or page.
    """

    role: str
    name: str
    member: str = ""
    values: tuple[str, ...] = ()
    first: int = 0


class Listing(msgspec.Struct, frozen=True):
    """The success of an operation that is a list: `items` is the member that holds the items.

    It is empty where the body itself is the list; `total` is the member with their number, `keys`
    tell items apart, the best first; `texts` are the members of items that are plain texts.
    """

    items: str
    total: str
    keys: tuple[str, ...]
    texts: tuple[str, ...]
    parameters: tuple[Parameter, ...]

    def having(self, role: str) -> Parameter | None:
        """The first parameter of that role."""
        return next((one for one in self.parameters if one.role == role), None)


def listing(document: Mapping[str, Any], raw: Mapping[str, Any]) -> Listing | None:
    """What the successes of an operation are a list of; None where they are none."""
    schema = success(document, raw)
    found = _items(document, schema)
    if found is None:
        return None
    member, item = found
    properties = members(document, item)
    kinds = {name: _types(resolved(document, one)) for name, one in properties.items()}
    texts = tuple(name for name, kind in kinds.items() if kind & {"string", "integer", "number"})
    return Listing(
        items=member,
        total=next((one for one in _TOTALS if one in members(document, schema)), ""),
        keys=tuple(one for one in _KEYS if one in properties),
        texts=texts,
        parameters=tuple(_parameters(document, raw, texts)),
    )


def success(document: Mapping[str, Any], raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of the JSON body of an operation's first success; empty where there is none."""
    for status, response in raw["responses"].items():
        if str(status)[:1] == "2":
            for media, facts in resolved(document, response).get("content", {}).items():
                if media.partition(";")[0].endswith(("/json", "+json")):
                    return _plain(document, facts.get("schema", {}))
    return {}


def members(
    document: Mapping[str, Any], schema: Mapping[str, Any], depth: int = _DEEPEST
) -> dict[str, Any]:
    """The properties of an object, also of the parts that `allOf` puts together."""
    plain = _plain(document, schema)
    found = dict(plain.get("properties", {}))
    for part in plain.get("allOf", ()) if depth else ():
        found |= members(document, part, depth - 1)
    return found


def _plain(document: Mapping[str, Any], schema: Any) -> Mapping[str, Any]:
    try:
        found = resolved(document, schema)
    except ValueError:
        return {}
    return found if isinstance(found, Mapping) else {}


def _items(
    document: Mapping[str, Any], schema: Mapping[str, Any]
) -> tuple[str, Mapping[str, Any]] | None:
    """The member that holds the items, and their schema."""
    if "array" in _types(schema):
        return "", _plain(document, schema.get("items", {}))
    for name, one in members(document, schema).items():
        inner = _plain(document, one)
        item = _plain(document, inner.get("items", {}))
        if "array" in _types(inner) and members(document, item):
            return name, item
    return None


def _types(schema: Any) -> frozenset[str]:
    kind = schema.get("type", ()) if isinstance(schema, Mapping) else ()
    return frozenset([kind] if isinstance(kind, str) else kind)


def _parameters(
    document: Mapping[str, Any], raw: Mapping[str, Any], texts: tuple[str, ...]
) -> Iterator[Parameter]:
    for one in raw.get("parameters", ()):
        parameter = _plain(document, one)
        if parameter.get("in") != "query":
            continue
        name = str(parameter["name"])
        role = next((role for role, names in _ROLES.items() if name.lower() in names), "")
        schema = _plain(document, parameter.get("schema", {}))
        values = tuple(str(value) for value in schema.get("enum", ()))
        if role:
            first = int(role == "page" or name.lower() in _FROM_ONE)
            yield Parameter(role, name, values=values, first=first)
        elif name in texts:
            yield Parameter("filter", name, member=name, values=values)
