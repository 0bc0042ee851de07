"""Faults in defaults and at gaps: what is missing, empty, or was not asked for."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.access import USERNAME
from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.filters import FilterSet
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Refused, Reply
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance, Node
from contracts.reference.voss.transactions import Work


class _Negative(Voss):
    """Negative conditions drop resources."""

    def dropped(self, instance: Instance, field: str) -> bool:
        raise NotImplementedError

    def keeps(self, one: FilterSet, instance: Instance) -> bool:
        negative = one.condition in {"notcontain", "notequal"}
        return super().keeps(one, instance) and not (negative and self.dropped(instance, one.field))


@fault("missing-dropped", violates="VOSS-FILTER-22", kind="only-sometimes")
class _MissingDropped(_Negative):
    """notcontain and notequal leave out resources that have no value."""

    def dropped(self, instance: Instance, field: str) -> bool:
        return field not in instance.data


class _EmptyTexts(Voss):
    """Attributes of users that have no value are shown as an empty text."""

    def summary_data(self, instance: Instance) -> dict[str, Any]:
        found = super().summary_data(instance)
        return {name: found.get(name, "") for name in instance.model.summary}


@fault("empty-dropped-by-notcontain", violates="VOSS-FILTER-04", kind="only-sometimes")
class _EmptyDroppedByNotContain(_EmptyTexts):
    """notcontain leaves out resources whose text is empty."""

    def keeps(self, one: FilterSet, instance: Instance) -> bool:
        empty = one.condition == "notcontain" and not instance.data.get(one.field)
        return super().keeps(one, instance) and not empty


@fault("empty-dropped-by-notequal", violates="VOSS-FILTER-06", kind="only-sometimes")
class _EmptyDroppedByNotEqual(_EmptyTexts):
    """notequal leaves out resources whose text is empty."""

    def keeps(self, one: FilterSet, instance: Instance) -> bool:
        empty = one.condition == "notequal" and not instance.data.get(one.field)
        return super().keeps(one, instance) and not empty


@fault("cached-false-changes-all", violates="VOSS-CACHED-03", kind="wrong-value")
class _CachedFalseChangesAll(Voss):
    """With cached=false resources of data models lack their first attribute."""

    def instance_body(self, call: Call, instance: Instance) -> dict[str, Any]:
        body = super().instance_body(call, instance)
        if call.one("cached") != "false" or instance.model.is_device:
            return body
        first = instance.model.summary[0]
        return {**body, "data": {k: v for k, v in body["data"].items() if k != first}}


@fault("rules-without-schema", violates="VOSS-SCHEMA-04", kind="wrong-value")
class _RulesWithoutSchema(Voss):
    """schema_rules=true shows the rules also without schema."""

    def schema_parts(self, call: Call, model: Model) -> dict[str, Any]:
        parts = super().schema_parts(call, model)
        if call.flag("schema_rules", default=False):
            parts["schema_rules"] = self.schema_rules(model)
        return parts


@fault("no-hierarchy-no-node", violates="VOSS-HIER-02", kind="wrong-value")
class _NoHierarchyNoNode(Voss):
    """Without a hierarchy a list has the resources of the root alone."""

    def nodes_seen(self, node: Node, traversal: str) -> set[Node]:
        return {node} if node.pkid == "" else super().nodes_seen(node, traversal)

    def no_hierarchy(self) -> Node:
        return Node("", "", "", None)


@fault("failure-is-success", violates="VOSS-ASYNC-07", kind="wrong-value")
class _FailureIsSuccess(Voss):
    """A change that fails is answered as a success."""

    def wait_for(self, call: Call, transaction: Instance, action: str, work: Work) -> Reply:
        try:
            return super().wait_for(call, transaction, action, work)
        except Refused:
            return self.json(call, 200, {"success": True})


@fault("missing-dropped-by-notequal", violates="VOSS-FILTER-22", kind="only-sometimes")
class _MissingDroppedByNotEqual(Voss):
    """notequal leaves out resources that have no value."""

    def keeps(self, one: FilterSet, instance: Instance) -> bool:
        missing = one.condition == "notequal" and one.field not in instance.data
        return super().keeps(one, instance) and not missing


@fault("gui-rules-without-schema", violates="VOSS-SCHEMA-04", kind="only-sometimes")
class _GuiRulesWithoutSchema(Voss):
    """schema_rules=true shows the GUI rules also without schema."""

    def schema_parts(self, call: Call, model: Model) -> dict[str, Any]:
        parts = super().schema_parts(call, model)
        if not parts and call.flag("schema_rules", default=False):
            parts = {"schema_rules": {"gui_rules": self.schema_rules(model)["gui_rules"]}}
        return parts


@fault("pages-of-equals-turn", violates="VOSS-PAGE-19", kind="only-sometimes")
class _PagesOfEqualsTurn(Voss):
    """On every other page equals stand in another order."""

    def window(self, listing: Listing, found: Any) -> Any:
        if listing.skip // listing.limit % 2 == 0 or listing.ranged:
            return super().window(listing, found)
        turned = self.ordered(list(found)[::-1], listing.order_by, listing.direction)
        return super().window(listing, turned)


@fault("failure-unsaid", violates="VOSS-ASYNC-07", kind="omitted")
class _FailureUnsaid(Voss):
    """A change that fails is answered with an empty object."""

    def wait_for(self, call: Call, transaction: Instance, action: str, work: Work) -> Reply:
        try:
            return super().wait_for(call, transaction, action, work)
        except Refused:
            return self.json(call, 200, {})


@fault("unknown-users-list", violates="VOSS-AUTH-03", kind="only-sometimes")
class _UnknownUsersList(Voss):
    """Lists are given to a user that does not exist."""

    def identify(self, call: Call) -> str:
        given = call.headers.get("authorization", "").partition(" ")[2]
        unknown = bool(given) and not given.startswith("YWRtaW46")
        return USERNAME if unknown and call.path.count("/") == 4 else super().identify(call)  # noqa: PLR2004
