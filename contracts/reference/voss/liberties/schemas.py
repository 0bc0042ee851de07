"""Liberties in schemas, versions and forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance


@liberty("schema-version-text", ambiguity="VOSS-AMB-05", choice="schema-version")
class _SchemaVersionText(Voss):
    """schema_version of device models is a text."""

    def schema_version(self, call: Call, model: Model) -> Any:
        return str(super().schema_version(call, model))


@liberty("schema-version-short", ambiguity="VOSS-AMB-05", choice="schema-version")
class _SchemaVersionShort(Voss):
    """schema_version of device models is written without .0."""

    def schema_version(self, call: Call, model: Model) -> Any:
        found = super().schema_version(call, model)
        return int(found) if isinstance(found, float) and found.is_integer() else found


@liberty("schema-version-newer", ambiguity="VOSS-AMB-18")
class _SchemaVersionNewer(Voss):
    """The latest Unified CM is 12.5."""

    def latest_version(self) -> float:
        return 12.5


@liberty("schema-without-resources", ambiguity="VOSS-AMB-27", choice="schema-on-list")
class _SchemaWithoutResources(Voss):
    """With schema=true a list request gives meta and schema only."""

    def list_body(
        self, listing: Listing, found: Sequence[Instance], resources: Sequence[Instance]
    ) -> dict[str, Any]:
        body = super().list_body(listing, found, resources)
        if "schema" in body:
            del body["pagination"], body["resources"]
        return body


@liberty("schema-not-on-list", ambiguity="VOSS-AMB-27", choice="schema-on-list")
class _SchemaNotOnList(Voss):
    """The schema comes with forms and instances, not with lists."""

    def list_body(
        self, listing: Listing, found: Sequence[Instance], resources: Sequence[Instance]
    ) -> dict[str, Any]:
        body = super().list_body(listing, found, resources)
        return {name: one for name, one in body.items() if not name.startswith("schema")}


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
