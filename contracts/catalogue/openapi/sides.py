"""Schemas by the direction: what is read-only is not sent, what is write-only not received.

A property that is `readOnly` and required has to be in answers alone, one that is `writeOnly` in
requests alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

REQUESTS = "x-requests"
"""Where a document has the `components` that its requests are held to, if they differ."""


def of_requests(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document to which the references in the schema of a request lead."""
    found: Mapping[str, Any] = document.get(REQUESTS, document)
    return found


def sided(document: dict[str, Any]) -> None:
    """Split the components of a document by the direction, where that makes a difference."""
    components = document.get("components", {})
    document[REQUESTS] = {"components": without_required(components, "readOnly")}
    document["components"] = without_required(components, "writeOnly")


def without_required(node: Any, keyword: str) -> Any:
    """A copy of `node` in which no schema requires a property of which it says `keyword`."""
    if isinstance(node, list):
        return [without_required(one, keyword) for one in node]
    if not isinstance(node, Mapping):
        return node
    found = {key: without_required(value, keyword) for key, value in node.items()}
    required, properties = found.get("required"), found.get("properties")
    if isinstance(required, list) and isinstance(properties, dict):
        found["required"] = [one for one in required if not _says(properties.get(one), keyword)]
    return found


def _says(schema: Any, keyword: str) -> bool:
    return isinstance(schema, Mapping) and schema.get(keyword) is True
