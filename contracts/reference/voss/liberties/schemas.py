"""Liberties in schemas, versions and forms."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance


@liberty("schema-version-short", ambiguity="VOSS-AMB-05", choice="schema-version")
class _SchemaVersionShort(Voss):
    """schema_version of device models is written without .0."""

    def schema_version(self, call: Call, model: Model) -> Any:
        found = super().schema_version(call, model)
        return int(found) if isinstance(found, float) and found.is_integer() else found


@liberty("schema-optional-left-out")
class _SchemaOptionalLeftOut(Voss):
    """Schemas say `required` only of what is required."""

    def schema(self, call: Call, model: Model) -> dict[str, Any]:
        found = super().schema(call, model)
        properties = {
            name: {k: value for k, value in one.items() if k != "required" or value}
            for name, one in found["properties"].items()
        }
        return {**found, "properties": properties}


@liberty("policy-hides")
class _PolicyHides(Voss):
    """A policy's form keeps the other fields, marked as hidden."""

    def displayed(self, form: dict[str, Any], policy: Instance) -> dict[str, Any]:
        shown = super().displayed(form, policy)["properties"]
        hidden = {n: {**one, "hidden": True} for n, one in form["properties"].items()}
        return {
            **form,
            "properties": {**shown, **{k: v for k, v in hidden.items() if k not in shown}},
        }


@liberty("actions-listed")
class _ActionsListed(Voss):
    """Actions are a list of objects with one member each."""

    def actions(self, model: Model) -> Any:
        return [{name: action} for name, action in super().actions(model).items()]
