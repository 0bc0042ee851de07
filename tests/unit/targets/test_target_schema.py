"""The JSON Schema of target files of one API."""

from __future__ import annotations

import tomllib
from typing import Any

import jsonschema_rs
import pytest

from contracts.catalogue import apis, load
from contracts.reference import find
from contracts.targets.schema import target_schema
from contracts.targets.template import template


@pytest.mark.parametrize("api", apis())
def test_it_takes_what_the_suite_takes(api: str) -> None:
    schema = target_schema(load(api))
    jsonschema_rs.meta.validate(schema)
    validator = jsonschema_rs.validator_for(schema)
    begun = template(load(api), "http://h.example", "200", credentials=False)
    server = find(api).target
    given: dict[str, Any] = {
        **tomllib.loads(begun),
        "supports": dict.fromkeys(load(api).catalogue.features, False),
        "readings": {one.id: one.chosen for one in load(api).catalogue.ambiguities.values()},
        "data": server["data"],
    }
    validator.validate(given)
    for table, name in (("supports", "what"), ("readings", "X-AMB-01"), ("data", "what")):
        with pytest.raises(jsonschema_rs.ValidationError, match="Additional properties"):
            validator.validate({**given, table: {name: True}})


def test_no_definition_hides_another() -> None:
    for api in apis():
        defined = target_schema(load(api))["$defs"]
        assert {"secret", "header"} <= set(defined)
