"""Faults on the way through the tree: deep nodes, what is aside, what is further than one step."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.model_list import HIERARCHY_NODE
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance, Node


@fault("path-of-another-when-deep", violates="VOSS-HIER-04", kind="only-sometimes")
class _PathOfAnotherWhenDeep(Voss):
    """The path of a node that has none below it is that of the node above."""

    def path_shown(self, instance: Instance) -> Any:
        found = super().path_shown(instance)
        node = self.store.nodes.get(instance.pkid)
        deep = instance.model is HIERARCHY_NODE and node is not None and not node.children
        return found[:-1] if deep else found


class _Seen(Voss):
    """A list covers other nodes."""

    def covered(self, node: Node, traversal: str) -> set[Node] | None:
        """The nodes; None for the right ones."""
        raise NotImplementedError

    def nodes_seen(self, node: Node, traversal: str) -> set[Node]:
        found = self.covered(node, traversal)
        return super().nodes_seen(node, traversal) if found is None else found


@fault(
    "down-one-level",
    violates="VOSS-TRAVERSAL-01",
    kind="only-sometimes",
    related="VOSS-TRAVERSAL-02",
)
class _DownOneLevel(_Seen):
    """Down covers the nodes right below, and none further down."""

    def covered(self, node: Node, traversal: str) -> set[Node] | None:
        return {node, *node.children} if traversal == "down" else None


@fault(
    "down-from-parent",
    violates="VOSS-TRAVERSAL-01",
    kind="wrong-value",
    related="VOSS-TRAVERSAL-02",
)
class _DownFromParent(_Seen):
    """Down covers what is beside the node as well, below the root."""

    def covered(self, node: Node, traversal: str) -> set[Node] | None:
        above = node.parent if node.parent and node.parent.parent else None
        return set(above.below) if traversal == "down" and above else None


@fault("up-one-level", violates="VOSS-TRAVERSAL-04", kind="only-sometimes")
class _UpOneLevel(_Seen):
    """Up covers the node above, and none further up."""

    def covered(self, node: Node, traversal: str) -> set[Node] | None:
        return set(list(node.lineage)[:2]) if traversal == "up" else None


@fault("up-with-siblings", violates="VOSS-TRAVERSAL-04", kind="wrong-value")
class _UpWithSiblings(_Seen):
    """Up covers what is right below the nodes above as well."""

    def covered(self, node: Node, traversal: str) -> set[Node] | None:
        above = [one for one in node.lineage if one is not node]
        beside = {child for one in above for child in one.children}
        return {*node.lineage, *beside} if traversal == "up" else None
