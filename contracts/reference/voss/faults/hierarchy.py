"""Faults with the hierarchy parameter: VOSS-HIER-01 to -05."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.model_list import HIERARCHY_NODE
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply, refuse
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance, Node


@fault("dots-root-only", violates="VOSS-HIER-01", kind="wrong-value")
class _DotsRootOnly(Voss):
    """Dot notation always means the root."""

    def by_path(self, given: str) -> Node | None:
        return self.store.root if super().by_path(given) else None


@fault("dots-one-short", violates="VOSS-HIER-01", kind="wrong-value")
class _DotsOneShort(Voss):
    """Dot notation of three names or more means the node above."""

    def by_path(self, given: str) -> Node | None:
        return super().by_path(given.rpartition(".")[0] if given.count(".") > 1 else given)


@fault("dots-refused", violates="VOSS-HIER-01", kind="omitted")
class _DotsRefused(Voss):
    """Dot notation of two names or more is refused."""

    def by_path(self, given: str) -> Node | None:
        return None if "." in given else super().by_path(given)


@fault("dots-local", violates="VOSS-HIER-01", kind="only-sometimes")
class _DotsLocal(Voss):
    """From a node in dot notation below the root a list looks at the node alone."""

    def traversal(self, call: Call, model: Model) -> str:
        return "local" if "." in call.one("hierarchy") else super().traversal(call, model)


@fault("pkid-is-root", violates="VOSS-HIER-01", kind="wrong-value", related="VOSS-TRAVERSAL-02")
class _PkidIsRoot(Voss):
    """A pkid always means the root."""

    def by_pkid(self, given: str) -> Node | None:
        return self.store.root if super().by_pkid(given) else None


@fault("no-hierarchy-500", violates="VOSS-HIER-02", kind="breaks-down")
class _NoHierarchy500(Voss):
    """A list without a hierarchy is an internal error."""

    def no_hierarchy(self) -> Node:
        refuse(500, "internal error")


@fault("no-hierarchy-page", violates="VOSS-HIER-02", kind="wrong-value")
class _NoHierarchyPage(Voss):
    """A list without a hierarchy is answered with a page for people."""

    def list_reply(self, call: Call, model: Model) -> Reply:
        if call.one("hierarchy"):
            return super().list_reply(call, model)
        return self.html(200, "VOSS", "Choose a hierarchy.")


@fault("instance-needs-hierarchy", violates="VOSS-HIER-03", kind="wrong-reason")
class _InstanceNeedsHierarchy(Voss):
    """A resource is refused where the request has no hierarchy."""

    def instance_reply(self, call: Call, model: Model, pkid: str) -> Reply:
        if not call.one("hierarchy"):
            refuse(400, "hierarchy is required")
        return super().instance_reply(call, model, pkid)


@fault("device-needs-hierarchy", violates="VOSS-HIER-03", kind="only-sometimes")
class _DeviceNeedsHierarchy(Voss):
    """A device is refused where the request has no hierarchy."""

    def instance_reply(self, call: Call, model: Model, pkid: str) -> Reply:
        if model.name.startswith("device/") and not call.one("hierarchy"):
            refuse(400, "hierarchy is required")
        return super().instance_reply(call, model, pkid)


@fault(
    "instance-without-hierarchy-empty",
    violates="VOSS-HIER-03",
    kind="omitted",
    related="VOSS-TRANS-04 VOSS-getTransaction-BODY",
)
class _InstanceWithoutHierarchyEmpty(Voss):
    """A resource has no data where the request has no hierarchy."""

    def instance_body(self, call: Call, instance: Instance) -> dict[str, Any]:
        body = super().instance_body(call, instance)
        return body if call.one("hierarchy") else {**body, "data": {}}


class _PathOfNode(Voss):
    def path_of(self, instance: Instance) -> Any:
        raise NotImplementedError

    def path_shown(self, instance: Instance) -> Any:
        if instance.model is HIERARCHY_NODE:
            return self.path_of(instance)
        return super().path_shown(instance)


@fault("path-in-names", violates="VOSS-HIER-04", kind="wrong-value")
class _PathInNames(_PathOfNode):
    """The path of a node is its dot notation, and the pkid is not in it."""

    def path_of(self, instance: Instance) -> Any:
        return instance.data["hierarchy_path"]


@fault("path-of-parent", violates="VOSS-HIER-04", kind="wrong-value")
class _PathOfParent(_PathOfNode):
    """The path of a node ends with the node above."""

    def path_of(self, instance: Instance) -> Any:
        pkid = "0" * 24 if instance.node is self.store.root else instance.node.pkid
        return self.href(HIERARCHY_NODE.name, pkid)


@fault("path-omitted", violates="VOSS-HIER-04", kind="omitted")
class _PathOmitted(Voss):
    """The metadata of a node have no path."""

    def instance_meta(self, call: Call, instance: Instance, *, cached: bool) -> dict[str, Any]:
        meta = super().instance_meta(call, instance, cached=cached)
        if instance.model is HIERARCHY_NODE:
            del meta["path"]
        return meta


@fault("unknown-hierarchy-is-root", violates="VOSS-HIER-05", kind="wrong-value")
class _UnknownHierarchyIsRoot(Voss):
    """A hierarchy that names no node is taken for the root."""

    def unknown_hierarchy(self, given: str) -> Node:  # noqa: ARG002
        return self.store.root


@fault("unknown-hierarchy-parent", violates="VOSS-HIER-05", kind="only-sometimes")
class _UnknownHierarchyParent(Voss):
    """A hierarchy that names no node is taken for its beginning, or else for the first customer."""

    def unknown_hierarchy(self, given: str) -> Node:
        above = self.store.node_at(given.rpartition(".")[0])
        return above or self.store.root.children[0].children[0]


@fault("unknown-hierarchy-500", violates="VOSS-listResources-STATUS", kind="breaks-down")
class _UnknownHierarchy500(Voss):
    """A hierarchy that names no node is an internal error."""

    def unknown_hierarchy(self, given: str) -> Node:  # noqa: ARG002
        refuse(500, "internal error")
