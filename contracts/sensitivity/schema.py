"""The JSON Schema of `sensitivity.json`, made from the model."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from contracts.sensitivity.results import Sensitivity


def sensitivity_schema() -> dict[str, Any]:
    """The schema, JSON Schema 2020-12; `specs/sensitivity.schema.json` holds it."""
    schema = msgspec.json.schema(Sensitivity)
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:uc-contracts:sensitivity",
        "title": "What a run of uc-contracts would have noticed (sensitivity.json)",
        "$ref": schema["$ref"],
        "$defs": {name: _tidied(one) for name, one in sorted(schema["$defs"].items())},
    }
    # Defaults are tuples in the model and lists in JSON.
    plain: dict[str, Any] = json.loads(json.dumps(whole))
    return plain


def _tidied(definition: dict[str, Any]) -> dict[str, Any]:
    tidied = dict(definition)
    if "description" in tidied:
        tidied["description"] = " ".join(str(tidied["description"]).split())
    return tidied
