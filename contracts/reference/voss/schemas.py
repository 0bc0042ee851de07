"""Schemas, rules, Field Display Policies, add forms and help pages."""

from __future__ import annotations

from html import escape
from typing import Any

from contracts.reference.voss.lists import Lists
from contracts.reference.voss.model_list import FIELD_DISPLAY_POLICY
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply, refuse
from contracts.reference.voss.state import Instance


class Schemas(Lists):
    """The layer that shows what models look like."""

    def schema_parts(self, call: Call, model: Model) -> dict[str, Any]:
        """The schema and its rules, where they are asked for."""
        if not call.flag("schema", default=False):
            return {}
        parts = {"schema": self.schema(call, model)}
        if call.flag("schema_rules", default=False):
            parts["schema_rules"] = self.schema_rules(model)
        return parts

    def schema(self, call: Call, model: Model) -> dict[str, Any]:  # noqa: ARG002
        """The JSON Schema of a model."""
        return model.schema()

    def schema_rules(self, model: Model) -> dict[str, Any]:
        """The GUI rules and Field Display Policies of a model."""
        return {
            "gui_rules": list(model.gui_rules),
            "field_display_policies": [
                {"pkid": self.pkid_shown(one.pkid), **self.full_data(one)}
                for one in self.store.table(FIELD_DISPLAY_POLICY).values()
                if one.data.get("target_model_type") == model.name
            ],
        }

    def schema_reply(self, call: Call, model: Model) -> Reply:
        """The schema at an address of its own."""
        body = {"meta": self.model_meta(call, model), "schema": self.schema(call, model)}
        return self.json(call, 200, body)

    def form_reply(self, call: Call, model: Model) -> Reply:
        """The form with which a resource can be added."""
        if not model.writable:
            refuse(405, f"{model.name} cannot be added to")
        self.place(call)
        body: dict[str, Any] = {"meta": self.model_meta(call, model)}
        policy = self.policy(call, model)
        if call.flag("schema", default=False):
            form = self.schema(call, model)
            body["schema"] = form if policy is None else self.displayed(form, policy)
            if call.flag("schema_rules", default=False):
                body["schema_rules"] = self.schema_rules(model)
        defaults = {one.name: one.default for one in model.attributes if one.default is not None}
        return self.json(call, 200, {**body, "data": defaults})

    def policy(self, call: Call, model: Model) -> Instance | None:
        """The Field Display Policy that a form request names. Raises Refused."""
        pkid, name = call.one("policy"), call.one("policy_name")
        if not pkid and not name:
            return None
        found = self.policy_by_pkid(pkid) if pkid else self.policy_by_name(name)
        if found is None or found.data.get("target_model_type") != model.name:
            refuse(400, f"there is no such Field Display Policy for {model.name}")
        return found

    def policy_by_pkid(self, pkid: str) -> Instance | None:
        """The Field Display Policy with this pkid."""
        return self.store.table(FIELD_DISPLAY_POLICY).get(self.pkid_read(pkid))

    def policy_by_name(self, name: str) -> Instance | None:
        """The Field Display Policy with this name."""
        policies = self.store.table(FIELD_DISPLAY_POLICY).values()
        return next((one for one in policies if one.data.get("name") == name), None)

    def displayed(self, form: dict[str, Any], policy: Instance) -> dict[str, Any]:
        """A form with only the fields of a policy, in its order and with its titles."""
        properties = {}
        for row in policy.data.get("fields", []):
            if row["name"] in form["properties"]:
                found = form["properties"][row["name"]]
                properties[row["name"]] = {**found, "title": row.get("title", found["title"])}
        return {**form, "properties": properties}

    def help_reply(self, call: Call, model: Model) -> Reply:  # noqa: ARG002
        """The page that explains a model."""
        rows = "".join(
            f"<li><code>{escape(one.name)}</code> {escape(one.title)}</li>"
            for one in model.attributes
        )
        return self.html(200, f"{model.title} ({model.name})", f"Attributes:</p><ul>{rows}</ul><p>")
