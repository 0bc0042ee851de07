"""Bodies of requests that write: elements made of fields, and single defects in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import escape

FORM = "application/x-www-form-urlencoded"

Fields = Mapping[str, str | None]
"""The fields of a body by name; None is left out, an empty text an empty element."""


def xml(name: str, fields: Fields) -> str:
    """An element with a child for each field."""
    inner = "".join(
        f"<{key}>{escape(value)}</{key}>" for key, value in fields.items() if value is not None
    )
    return f"<{name}>{inner}</{name}>"


def nested(root: str, texts: Fields) -> bytes:
    """A body whose elements stand at paths (`settings/enable`), all of them below `root`."""
    return _nested(root, [(path.split("/"), text) for path, text in texts.items()]).encode()


def _nested(name: str, texts: list[tuple[list[str], str | None]]) -> str:
    parts: dict[str, list[tuple[list[str], str | None]]] = {}
    for (head, *rest), text in texts:
        parts.setdefault(head, []).append((rest, text))
    inner = ""
    for head, below in parts.items():
        if below[0][0]:
            inner += _nested(head, below)
        elif below[0][1] is not None:
            inner += f"<{head}>{escape(below[0][1])}</{head}>"
    return f"<{name}>{inner}</{name}>"


def as_json(name: str, fields: Fields, *, wrapped: bool, listed: bool = False) -> bytes:
    """Fields as JSON: an object, or with `wrapped` one within an object or list of that name."""
    plain = {key: value for key, value in fields.items() if value is not None}
    if not wrapped:
        return json.dumps([plain] if listed else plain).encode()
    return json.dumps({f"{name}s": {name: [plain]}} if listed else {name: plain}).encode()


def nested_json(root: str, texts: Fields) -> bytes:
    """As `nested`, in JSON: objects within objects, below one of the name of the root."""
    found: dict[str, Any] = {}
    for path, text in texts.items():
        *above, last = path.split("/")
        inner = found
        for name in above:
            inner = inner.setdefault(name, {})
        inner[last] = text
    return json.dumps({root: found}).encode()


def as_form(fields: Fields) -> bytes:
    """Fields as a form (`application/x-www-form-urlencoded`)."""
    return urlencode({key: value for key, value in fields.items() if value is not None}).encode()
