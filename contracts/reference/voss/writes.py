"""Creating, changing and deleting resources."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from contracts.reference.voss.model_list import CONFIGURATION_TEMPLATE, HIERARCHY_NODE
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply, refuse
from contracts.reference.voss.state import Instance, Node
from contracts.reference.voss.transactions import Transactions

_NODE_NAME = re.compile(r"[A-Za-z0-9_\-][A-Za-z0-9_\ -]*[A-Za-z0-9_\-]|[A-Za-z0-9_\-]")
_KINDS: dict[str, type] = {"string": str, "boolean": bool, "object": dict, "array": list}

Payload = dict[str, Any]


class Writes(Transactions):
    """The layer that changes resources."""

    def payload(self, call: Call) -> Payload:
        """The JSON object in the body. Raises Refused (400)."""
        if len(call.body) > self.body_limit:
            refuse(413, "the body is larger than 1 MiB")
        try:
            found = msgspec.json.decode(call.body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            refuse(400, "the body is not JSON")
        if not isinstance(found, dict):
            refuse(400, "the body is not a JSON object")
        return found

    def check(self, model: Model, data: Payload) -> Payload:
        """`data` without nulls, when it fits the model's schema. Raises Refused (400)."""
        given = {name: value for name, value in data.items() if value is not None}
        for name, value in given.items():
            attribute = model.by_name.get(name)
            if attribute is None:
                refuse(400, f"{model.name} has no attribute {name}")
            if not isinstance(value, _KINDS[attribute.kind]):
                refuse(400, f"{name} has to be of type {attribute.kind}")
            if attribute.choices and value not in ("", *attribute.choices):
                refuse(400, f"{name} is one of {', '.join(attribute.choices)}")
        for one in model.attributes:
            if one.required and not given.get(one.name):
                refuse(400, f"{one.name} is required")
        return given

    def create_reply(self, call: Call, model: Model) -> Reply:
        """The reply to a POST on a collection."""
        if not model.writable:
            refuse(405, f"{model.name} cannot be added to")
        node = self.place(call)
        payload = self.payload(call)
        template = self.template(call, model)
        if template is not None:
            payload = self.applied(template, payload)

        def work() -> dict[str, Any]:
            return self.written(self.create(model, node, self.check(model, payload)))

        return self.change(call, model, node, "create", self.detail(model, payload), work)

    def template(self, call: Call, model: Model) -> Payload | None:
        """The values of the Configuration Template that a request names. Raises Refused."""
        pkid, name = call.one("template"), call.one("template_name")
        if not pkid and not name:
            return None
        found = self.template_by_pkid(pkid) if pkid else self.template_by_name(name)
        if found is None or found.data.get("target_model_type") != model.name:
            refuse(400, f"there is no such Configuration Template for {model.name}")
        return dict(found.data.get("template", {}))

    def template_by_pkid(self, pkid: str) -> Instance | None:
        """The Configuration Template with this pkid."""
        return self.store.table(CONFIGURATION_TEMPLATE).get(self.pkid_read(pkid))

    def template_by_name(self, name: str) -> Instance | None:
        """The Configuration Template with this name."""
        templates = self.store.table(CONFIGURATION_TEMPLATE).values()
        return next((one for one in templates if one.data.get("name") == name), None)

    def applied(self, template: Payload, payload: Payload) -> Payload:
        """A payload with a template applied: what the payload says itself stays."""
        return {**template, **payload}

    def detail(self, model: Model, data: Payload) -> str:
        """What a transaction is about, in a line."""
        first = model.summary[0]
        return f"[{first}:{data.get(first, '')}]"

    def create(self, model: Model, node: Node, data: Payload) -> Instance:
        """A new instance at a node. Raises Refused."""
        defaults = {one.name: one.default for one in model.attributes if one.default is not None}
        data = {**defaults, **data}
        if model is not HIERARCHY_NODE:
            return self.store.add(model, node, data)
        name = data["name"]
        if not _NODE_NAME.fullmatch(name) or self.store.node_at(f"{node.path}.{name}"):
            refuse(400, f"{name} cannot be the name of a node here")
        made = self.store.add_node(node, name, self.store.new_pkid())
        return self.store.add(model, node, {**data, "hierarchy_path": made.path}, pkid=made.pkid)

    def update_reply(self, call: Call, model: Model, pkid: str, *, replace: bool) -> Reply:
        """The reply to a PUT (all data anew) or a PATCH (some data anew)."""
        if not model.writable:
            refuse(405, f"{model.name} cannot be changed")
        instance = self.instance(call, model, pkid)
        payload = self.payload(call)

        def work() -> dict[str, Any]:
            current = self.instance(call, model, pkid)
            before = {} if replace else current.data
            self.update(current, self.check(model, {**before, **payload}))
            return self.written(current)

        detail = self.detail(model, {**instance.data, **payload})
        return self.change(call, model, instance.node, "update", detail, work)

    def update(self, instance: Instance, data: Payload) -> None:
        """Give an instance other data. Raises Refused."""
        if instance.model is HIERARCHY_NODE:
            if data["name"] != instance.data["name"]:
                refuse(400, "a node keeps its name")
            data["hierarchy_path"] = instance.data["hierarchy_path"]
        instance.data = data
        self.store.touch()

    def delete_reply(self, call: Call, model: Model, pkid: str) -> Reply:
        """The reply to a DELETE."""
        if not model.writable:
            refuse(405, f"{model.name} cannot be deleted from")
        instance = self.instance(call, model, pkid)

        def work() -> dict[str, Any]:
            self.delete(self.instance(call, model, pkid))
            return {"pkid": self.pkid_shown(instance.pkid), "model_type": model.name}

        detail = self.detail(model, instance.data)
        return self.change(call, model, instance.node, "delete", detail, work)

    def delete(self, instance: Instance) -> None:
        """Take an instance away. Raises Refused for a node on which something hangs."""
        if instance.model is HIERARCHY_NODE:
            node = self.store.nodes[instance.pkid]
            if node is self.store.root or not self.store.is_empty(node):
                refuse(400, "the node is not empty")
            self.store.remove_node(node)
        self.store.remove(instance)

    def written(self, instance: Instance) -> dict[str, Any]:
        """The answer to a change of an instance."""
        parent = self.pkid_shown(instance.node.pkid)
        pkid = self.pkid_shown(instance.pkid)
        return {
            "pkid": pkid,
            "model_type": instance.model.name,
            "meta": {
                "parent_id": {"pkid": parent, "uri": self.href(HIERARCHY_NODE.name, parent)},
                "summary_attrs": self.summary_attrs(instance.model),
                "uri": self.href(instance.model.name, pkid),
                "tags": self.tags_shown(instance),
                "version_tag": self.version_tag_shown(instance),
            },
        }
