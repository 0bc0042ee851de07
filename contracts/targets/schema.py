"""The JSON Schema of target files of one API, with its features, readings and data, for editors."""

from __future__ import annotations

import json
from typing import Any

from contracts.catalogue import Spec, specs_dir

NAME = "target.schema.json"


def target_schema(spec: Spec) -> dict[str, Any]:
    """The schema of all target files, narrowed to what the API knows."""
    catalogue = spec.catalogue
    whole: dict[str, Any] = json.loads((specs_dir() / NAME).read_text("utf-8"))
    data = dict(spec.data_schema)
    whole["$id"] += f":{catalogue.api}"
    whole["title"] = f"A target file of uc-contracts: {catalogue.title}"
    whole["$defs"] |= data.pop("$defs", {})
    tables = whole["properties"]
    tables["target"]["properties"]["api"] = {"const": catalogue.api}
    tables["supports"] = _closed(
        {
            name: {"type": "boolean", "description": text, "default": True}
            for name, text in catalogue.features.items()
        }
    )
    tables["readings"] = _closed(
        {
            one.id: {
                "enum": [reading.name for reading in one.readings],
                "description": f"{one.where}. {one.problem}",
                "default": one.chosen,
            }
            for one in catalogue.ambiguities.values()
        }
    )
    tables["data"] = {k: v for k, v in data.items() if k not in {"$schema", "$id", "title"}}
    return whole


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": properties}
