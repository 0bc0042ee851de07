"""Faults with summary and traversal: VOSS-SUMMARY-01 to -03, VOSS-TRAVERSAL-01 to -04."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.model_list import SUBSCRIBER
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance, Node


class _Data(Voss):
    """The data of listed resources are not what they should be."""

    def shown(self, listing: Listing, instance: Instance) -> dict[str, Any] | None:
        raise NotImplementedError

    def list_data(self, listing: Listing, instance: Instance) -> dict[str, Any]:
        wrong = None if listing.model is SUBSCRIBER else self.shown(listing, instance)
        return super().list_data(listing, instance) if wrong is None else wrong


@fault("summary-true-one-more", violates="VOSS-SUMMARY-01", kind="only-sometimes")
class _SummaryTrueOneMore(_Data):
    """With summary=true the last attribute of a model is shown as well."""

    def shown(self, listing: Listing, instance: Instance) -> dict[str, Any] | None:
        if listing.call.one("summary") != "true":
            return None
        last = listing.model.attributes[-1].name
        return {**self.summary_data(instance), last: instance.data.get(last)}


@fault("summary-default-one-more", violates="VOSS-SUMMARY-02", kind="only-sometimes")
class _SummaryDefaultOneMore(_Data):
    """Without summary the last attribute of a model is shown as well."""

    def shown(self, listing: Listing, instance: Instance) -> dict[str, Any] | None:
        if listing.call.one("summary"):
            return None
        last = listing.model.attributes[-1].name
        return {**self.summary_data(instance), last: instance.data.get(last)}


class _Down(Voss):
    """Down does not cover what it should."""

    def covered(self, node: Node) -> set[Node]:
        raise NotImplementedError

    def nodes_seen(self, node: Node, traversal: str) -> set[Node]:
        return self.covered(node) if traversal == "down" else super().nodes_seen(node, traversal)


@fault(
    "down-children",
    violates="VOSS-TRAVERSAL-01",
    kind="only-sometimes",
    related="VOSS-TRAVERSAL-02",
)
class _DownChildren(_Down):
    """Down covers the node and its children, and nothing below them."""

    def covered(self, node: Node) -> set[Node]:
        return {node, *node.children}


@fault(
    "down-first-branch",
    violates="VOSS-TRAVERSAL-01",
    kind="only-sometimes",
    related="VOSS-TRAVERSAL-02",
)
class _DownFirstBranch(_Down):
    """Of the branches below a node down leaves out the last."""

    def covered(self, node: Node) -> set[Node]:
        last = set(node.children[-1].below) if len(node.children) > 1 else set()
        return set(node.below) - last


@fault(
    "local-children", violates="VOSS-TRAVERSAL-02", kind="only-sometimes", related="VOSS-FILTER-18"
)
class _LocalChildren(Voss):
    """local gives the resources of children as well."""

    def nodes_seen(self, node: Node, traversal: str) -> set[Node]:
        seen = super().nodes_seen(node, traversal)
        return {*seen, *node.children} if traversal == "local" else seen


@fault(
    "local-parent",
    violates="VOSS-TRAVERSAL-02",
    kind="wrong-value",
    related="VOSS-TRAVERSAL-01 VOSS-FILTER-18",
)
class _LocalParent(Voss):
    """local gives the resources of the node above as well."""

    def nodes_seen(self, node: Node, traversal: str) -> set[Node]:
        seen = super().nodes_seen(node, traversal)
        return {*seen, node.parent} if traversal == "local" and node.parent else seen


@fault("up-and-below", violates="VOSS-TRAVERSAL-04", kind="wrong-value")
class _UpAndBelow(Voss):
    """traversal=up gives the resources of children as well."""

    def nodes_above(self, node: Node) -> set[Node]:
        return {*super().nodes_above(node), *node.children}


@fault("up-one-step", violates="VOSS-TRAVERSAL-04", kind="only-sometimes")
class _UpOneStep(Voss):
    """traversal=up goes up by one node only."""

    def nodes_above(self, node: Node) -> set[Node]:
        return {node, node.parent} if node.parent else {node}
