"""Faults with summary and traversal: VOSS-SUMMARY-01 to -03, VOSS-TRAVERSAL-01 to -04."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.model_list import SUBSCRIBER
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance, Node


class _Data(Voss):
    """The data of listed resources are not what they should be."""

    def shown(self, listing: Listing, instance: Instance) -> dict[str, Any] | None:
        raise NotImplementedError

    def list_data(self, listing: Listing, instance: Instance) -> dict[str, Any]:
        wrong = None if listing.model is SUBSCRIBER else self.shown(listing, instance)
        return super().list_data(listing, instance) if wrong is None else wrong


@fault("summary-true-full", violates="VOSS-SUMMARY-01", kind="omitted")
class _SummaryTrueFull(_Data):
    """summary=true gives all data."""

    def shown(self, listing: Listing, instance: Instance) -> dict[str, Any] | None:
        return self.full_data(instance) if listing.call.one("summary") == "true" else None


@fault("summary-true-one-more", violates="VOSS-SUMMARY-01", kind="only-sometimes")
class _SummaryTrueOneMore(_Data):
    """With summary=true the last attribute of a model is shown as well."""

    def shown(self, listing: Listing, instance: Instance) -> dict[str, Any] | None:
        if listing.call.one("summary") != "true":
            return None
        last = listing.model.attributes[-1].name
        return {**self.summary_data(instance), last: instance.data.get(last)}


@fault(
    "summary-default-false",
    violates="VOSS-SUMMARY-02",
    kind="wrong-default",
    related="VOSS-FILTER-18",
)
class _SummaryDefaultFalse(Voss):
    """Without summary all data are listed."""

    def default_summary(self) -> bool:
        return False


@fault("summary-default-one-more", violates="VOSS-SUMMARY-02", kind="only-sometimes")
class _SummaryDefaultOneMore(_Data):
    """Without summary the last attribute of a model is shown as well."""

    def shown(self, listing: Listing, instance: Instance) -> dict[str, Any] | None:
        if listing.call.one("summary"):
            return None
        last = listing.model.attributes[-1].name
        return {**self.summary_data(instance), last: instance.data.get(last)}


@fault("summary-default-false-later", violates="VOSS-SUMMARY-02", kind="only-sometimes")
class _SummaryDefaultFalseLater(_Data):
    """Without summary all data are listed from the second page on."""

    def shown(self, listing: Listing, instance: Instance) -> dict[str, Any] | None:
        later = listing.skip and not listing.call.one("summary")
        return self.full_data(instance) if later else None


@fault(
    "summary-false-ignored", violates="VOSS-SUMMARY-03", kind="omitted", related="VOSS-FILTER-18"
)
class _SummaryFalseIgnored(Voss):
    """summary=false is not read."""

    def summary(self, call: Call, model: Model) -> bool:  # noqa: ARG002
        return True


@fault(
    "summary-false-long-ignored",
    violates="VOSS-SUMMARY-03",
    kind="only-sometimes",
    related="VOSS-LIST-03",
)
class _SummaryFalseLongIgnored(_Data):
    """summary=false is not read where limit is above 10."""

    def shown(self, listing: Listing, instance: Instance) -> dict[str, Any] | None:
        return self.summary_data(instance) if listing.limit > 10 else None  # noqa: PLR2004


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


@fault("down-local", violates="VOSS-TRAVERSAL-01", kind="omitted", related="VOSS-TRAVERSAL-03")
class _DownLocal(_Down):
    """Down covers the node alone."""

    def covered(self, node: Node) -> set[Node]:
        return {node}


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


@fault("local-down", violates="VOSS-TRAVERSAL-02", kind="wrong-value", related="VOSS-FILTER-18")
class _LocalDown(Voss):
    """local gives descendants as well."""

    def nodes_seen(self, node: Node, traversal: str) -> set[Node]:
        return super().nodes_seen(node, "down" if traversal == "local" else traversal)


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


@fault("traversal-default-local", violates="VOSS-TRAVERSAL-03", kind="wrong-default")
class _TraversalDefaultLocal(Voss):
    """Without traversal a list looks at the node alone."""

    def default_traversal(self) -> str:
        return "local"


@fault("traversal-default-up", violates="VOSS-TRAVERSAL-03", kind="wrong-default")
class _TraversalDefaultUp(Voss):
    """Without traversal a list looks up."""

    def default_traversal(self) -> str:
        return "up"


@fault("up-down", violates="VOSS-TRAVERSAL-04", kind="wrong-value")
class _UpDown(Voss):
    """traversal=up looks down."""

    def nodes_above(self, node: Node) -> set[Node]:
        return set(node.below)


@fault("up-local", violates="VOSS-TRAVERSAL-04", kind="omitted")
class _UpLocal(Voss):
    """traversal=up looks at the node alone."""

    def nodes_above(self, node: Node) -> set[Node]:
        return {node}


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
