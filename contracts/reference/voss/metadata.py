"""The meta of lists and of resources."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.listing import Reading
from contracts.reference.voss.model_list import HIERARCHY_NODE
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, refuse
from contracts.reference.voss.state import Instance, Node

SCHEMA_VERSIONS = {
    "10.1.2": 10.0,
    "10.6.1": 10.5,
    "10.6.2": 10.5,
    "10.6.3": 10.5,
    "11.5.1": 11.5,
    "11.5.2": 11.5,
    "11.5.3": 11.5,
}
"""The document's mapping of api_version to the schema_version of device/cucm models."""


class Metadata(Reading):
    """The layer that describes resources."""

    def model_meta(self, call: Call, model: Model) -> dict[str, Any]:
        """The meta of a list, a form or a schema."""
        return {
            "model_type": model.name,
            "tags": [],
            "cached": True,
            "title": "",
            "business_key": {},
            "schema_version": self.schema_version(call, model),
            "summary_attrs": self.summary_attrs(model),
            "actions": self.actions(model),
            "references": {"self": [], "parent": [], "children": [], "device": [], "owner": []},
        }

    def summary_attrs(self, model: Model) -> Any:
        """The summary attributes as meta shows them."""
        return model.summary_attrs

    def actions(self, model: Model) -> Any:
        """The actions as meta shows them."""
        return self.actions_of(model)

    def actions_of(self, model: Model) -> dict[str, dict[str, Any]]:
        """What can be done with a model, by the name of the action."""
        return model.actions

    def schema_version(self, call: Call, model: Model) -> Any:
        """The version of a model's schema: of a Unified CM model a number."""
        version = self.api_version(call)
        return self.cucm_version(version) if model.is_cucm else model.schema_version

    def api_version(self, call: Call) -> str:
        """The API version asked for, empty for none. Raises Refused (400) for an unknown one."""
        given = call.one("api_version")
        if given and given not in SCHEMA_VERSIONS:
            refuse(400, f"api_version {given} is not supported")
        return given

    def cucm_version(self, api_version: str) -> Any:
        """The Unified CM version that corresponds with an API version, or the latest one."""
        if not api_version:
            return self.latest_version()
        return self.versions()[api_version]

    def versions(self) -> dict[str, float]:
        """The mapping in force."""
        return SCHEMA_VERSIONS

    def latest_version(self) -> float:
        """The version without api_version: the last entry of the table."""
        return list(SCHEMA_VERSIONS.values())[-1]

    def instance_meta(self, call: Call, instance: Instance, *, cached: bool) -> dict[str, Any]:
        """The meta of a resource."""
        pkid = self.pkid_shown(instance.pkid)
        return {
            "pkid": pkid,
            "model_type": instance.model.name,
            "hierarchy": self.hierarchy_shown(instance.node),
            "path": self.path_shown(instance),
            "tags": self.tags_shown(instance),
            "version_tag": self.version_tag_shown(instance),
            "schema_version": self.schema_version(call, instance.model),
            "cached": cached,
            "title": "",
            "business_key": {},
            "references": {
                "self": [{"pkid": pkid, "href": self.href(instance.model.name, pkid)}],
                "parent": self.parent_references(instance.node),
                "children": [],
                "device": [],
                "owner": [],
            },
        }

    def hierarchy_shown(self, node: Node) -> str:
        """The place of a resource: dot notation from the root on."""
        return node.path

    def path_shown(self, instance: Instance) -> Any:
        """The path of a resource: the nodes from the root on, then its own pkid."""
        nodes = [self.pkid_shown(node.pkid) for node in reversed(list(instance.node.lineage))]
        own = self.pkid_shown(instance.pkid)
        return nodes if nodes[-1] == own else [*nodes, own]

    def parent_references(self, node: Node) -> list[dict[str, str]]:
        """The node that a resource hangs on."""
        pkid = self.pkid_shown(node.pkid)
        return [{"pkid": pkid, "href": self.href(HIERARCHY_NODE.name, pkid)}]

    def href(self, model_name: str, pkid: str) -> str:
        """Where a resource is."""
        return f"/api/{model_name}/{pkid}"

    def tags_shown(self, instance: Instance) -> Any:
        """The tags of a resource."""
        return list(instance.tags)

    def version_tag_shown(self, instance: Instance) -> Any:
        """The version tag of a resource; empty for none."""
        return instance.version_tag
