"""References within an OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_MOST = 50
"""How many references may lead to one another before they are taken for a circle."""


def resolved(document: Mapping[str, Any], node: Any) -> Any:
    """`node`, or what it refers to within `document`.

    Raises ValueError, with a reason, for a reference that leads nowhere, to another file, or in a
    circle.
    """
    for _ in range(_MOST):
        if not isinstance(node, Mapping) or not isinstance(node.get("$ref"), str):
            return node
        node = _at(document, node["$ref"])
    msg = "its references lead in a circle"
    raise ValueError(msg)


def _at(document: Mapping[str, Any], reference: str) -> Any:
    if not reference.startswith("#"):
        msg = f"refers to another file, {reference!r}; bundle both into one document"
        raise ValueError(msg)
    found: Any = document
    for part in reference[1:].split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~").replace("%7B", "{").replace("%7D", "}")
        if isinstance(found, list) and name.isdecimal() and int(name) < len(found):
            found = found[int(name)]
        elif isinstance(found, Mapping) and name in found:
            found = found[name]
        else:
            msg = f"refers to {reference!r}, which is not there"
            raise ValueError(msg)
    return found
