"""Operators over the values in a body, of JSON or of XML."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from lxml import etree

from contracts.mutate import json_places, xml_places
from contracts.mutate.condition import only_non_ascii
from contracts.mutate.message import Reply, Request
from contracts.mutate.mutant import Mutant
from contracts.mutate.values import DROPPED, NAMES, SAME, Renamed, operator_of

WHOLE = "body"
"""The place that is all of a body."""


def changed(mutant: Mutant, message: Request | Reply) -> bytes | None:
    """The body with the mutant's operator applied at its place; None where it changes nothing."""
    if mutant.place == WHOLE and mutant.operator == "ascii":
        return _ascii(message)
    if mutant.place == WHOLE:
        return _whole(mutant, message.body)
    if is_json(message):
        try:
            value = _parsed(message.body)
        except ValueError:
            return None
        return _of_json(mutant, value)
    non_ascii = only_non_ascii(mutant.condition)
    change = xml_places.Change(mutant.operator, mutant.argument, non_ascii)
    try:
        return xml_places.changed(message.body, mutant.place, change)
    except (etree.XMLSyntaxError, ValueError):
        return None


@lru_cache(1024)
def _parsed(body: bytes) -> Any:
    """The value of a body, which is not to be changed itself."""
    return json.loads(body)


def is_json(message: Request | Reply) -> bool:
    """Whether a body is JSON, by its media type, or by its look where it has none."""
    media = message.media().lower()
    return "json" in media or ("xml" not in media and message.body.lstrip()[:1] in {b"{", b"["})


def _of_json(mutant: Mutant, value: Any) -> bytes | None:
    if mutant.operator not in NAMES:
        return None
    place = "" if mutant.place == "/" else mutant.place
    non_ascii = only_non_ascii(mutant.condition)
    operator = operator_of(mutant.operator, mutant.argument, non_ascii=non_ascii)
    after = json_places.changed(value, place, operator)
    # The root has no name that it could lose or change.
    same = after is SAME or after is DROPPED or isinstance(after, Renamed)
    return None if same else json.dumps(after).encode()


def _whole(mutant: Mutant, body: bytes) -> bytes | None:
    after = {
        "no-body": b"",
        "half-body": body[: len(body) // 2],
        "set": mutant.argument.encode(),
    }.get(mutant.operator, body)
    return None if after == body else after


def _ascii(message: Request | Reply) -> bytes | None:
    """The body with a question mark for each character beyond ASCII; None where it has none."""
    text = message.body.decode("utf-8", "replace")
    if is_json(message):
        try:
            text = json.dumps(json.loads(message.body), ensure_ascii=False)
        except ValueError:
            return None
    return None if text.isascii() else text.encode("ascii", "replace")


def half(request: Request) -> bytes | None:
    """The first half of the members of a body; None where it has not two of them."""
    try:
        if is_json(request):
            return _half_of_json(json.loads(request.body))
        root = etree.fromstring(request.body, etree.XMLParser(resolve_entities=False))
    except (etree.XMLSyntaxError, ValueError):
        return None
    if len(root) < 2:  # noqa: PLR2004
        return None
    root[:] = list(root)[: len(root) // 2]
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _half_of_json(value: Any) -> bytes | None:
    if not isinstance(value, dict | list) or len(value) < 2:  # noqa: PLR2004
        return None
    count = len(value) // 2
    members = value[:count] if isinstance(value, list) else dict([*value.items()][:count])
    return json.dumps(members).encode()
