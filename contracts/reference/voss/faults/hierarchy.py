"""Faults with the hierarchy parameter: VOSS-HIER-01 to -05."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.model_list import HIERARCHY_NODE
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance, Node


class _PathOfNode(Voss):
    def path_of(self, instance: Instance) -> Any:
        raise NotImplementedError

    def path_shown(self, instance: Instance) -> Any:
        if instance.model is HIERARCHY_NODE:
            return self.path_of(instance)
        return super().path_shown(instance)


@fault("path-of-parent", violates="VOSS-HIER-04", kind="wrong-value")
class _PathOfParent(_PathOfNode):
    """The path of a node ends with the node above."""

    def path_of(self, instance: Instance) -> Any:
        pkid = "0" * 24 if instance.node is self.store.root else instance.node.pkid
        return self.href(HIERARCHY_NODE.name, pkid)


@fault("dots-last-name", violates="VOSS-HIER-01", kind="only-sometimes")
class _DotsLastName(Voss):
    """Of nodes with one name, dot notation always means the first."""

    def by_path(self, given: str) -> Node | None:
        found = super().by_path(given)
        named = found.name if found else ""
        return next((one for one in self.store.nodes.values() if one.name == named), None)


@fault("unknown-hierarchy-parent", violates="VOSS-HIER-05", kind="only-sometimes")
class _UnknownHierarchyParent(Voss):
    """A hierarchy that names no node is taken for its beginning, or else for the first customer."""

    def unknown_hierarchy(self, given: str) -> Node:
        above = self.store.node_at(given.rpartition(".")[0])
        return above or self.store.root.children[0].children[0]
