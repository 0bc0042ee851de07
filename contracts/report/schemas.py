"""The JSON Schema of the event log, made from the model."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from contracts.model import Event

_TITLE = "One line of the event log of a uc-contracts run (evidence/events-*.jsonl)"


def event_schema() -> dict[str, Any]:
    """The schema of one line, JSON Schema 2020-12; `specs/events.schema.json` holds it."""
    schema = msgspec.json.schema(Event)
    definitions = {name: _closed(one) for name, one in sorted(schema["$defs"].items())}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:uc-contracts:events",
        "title": _TITLE,
        "oneOf": schema["anyOf"],
        "$defs": definitions,
    }
    # Defaults are tuples in the model and lists in JSON.
    plain: dict[str, Any] = json.loads(json.dumps(whole))
    return plain


def _closed(definition: dict[str, Any]) -> dict[str, Any]:
    """A definition that allows nothing but what it names, its text on one paragraph a line."""
    tidied = dict(definition)
    if "description" in tidied:
        tidied["description"] = " ".join(str(tidied["description"]).split())
    if tidied.get("type") == "object" and "properties" in tidied:
        tidied["additionalProperties"] = False
    return tidied
