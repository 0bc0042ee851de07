"""Liberties with the hierarchy."""

from __future__ import annotations

import re

from contracts.reference.clock import Clock
from contracts.reference.voss import model_list
from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import PKID_LENGTH, Instance, Node

_SHOWN = re.compile(r"(.{8})-(.{4})-4(.{3})-8(.{3})-(.{6})000000")


@liberty("pkid-uuid", ambiguity="VOSS-AMB-01")
class _PkidUuid(Voss):
    """A pkid is a UUID with dashes; the 24 digits are taken as well."""

    def pkid_shown(self, pkid: str) -> str:
        if len(pkid) != PKID_LENGTH:
            return pkid
        return f"{pkid[:8]}-{pkid[8:12]}-4{pkid[12:15]}-8{pkid[15:18]}-{pkid[18:]}000000"

    def pkid_read(self, pkid: str) -> str:
        found = _SHOWN.fullmatch(pkid)
        return "".join(found.groups()) if found else pkid


@liberty("unknown-hierarchy-empty", choice="unknown-hierarchy")
class _UnknownHierarchyEmpty(Voss):
    """A list from a hierarchy that names no node is empty."""

    def place(self, call: Call) -> Node:
        given = call.one("hierarchy")
        if call.writes or not given or self.node_of(given) is not None:
            return super().place(call)
        return Node("", "", "", None)


@liberty("up-without-node", ambiguity="VOSS-AMB-24")
class _UpWithoutNode(Voss):
    """Up covers the nodes above, and not the node itself."""

    def nodes_above(self, node: Node) -> set[Node]:
        return super().nodes_above(node) - {node}


@liberty("nodes-in-themselves")
class _NodesInThemselves(Voss):
    """A hierarchy node is tied to itself, and not to the node above it."""

    def scope(self, model: Model, node: Node, traversal: str) -> list[Instance]:
        if model.name != "data/HierarchyNode":
            return super().scope(model, node, traversal)
        seen = {one.pkid for one in self.nodes_seen(node, traversal)}
        return [one for one in self.store.table(model).values() if one.pkid in seen]


@liberty("nodes-alike")
class _NodesAlike(Voss):
    """Nodes do not show their dot notation, and half of them are named as the one above them."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        for node in [one for one in self.store.nodes.values() if one.parent]:
            made = self.store.add_node(node, node.name)
            facts = {"name": made.name, "hierarchy_type": "Site"}
            self.store.add(model_list.HIERARCHY_NODE, node, facts, pkid=made.pkid)
        for one in self.store.table(model_list.HIERARCHY_NODE).values():
            one.data = {**one.data, "hierarchy_path": ""}
