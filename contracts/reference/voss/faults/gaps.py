"""Faults in defaults and at gaps: what is missing, empty, or was not asked for."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.access import USERNAME
from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.filters import FilterSet
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Refused, Reply, refuse
from contracts.reference.voss.seed import moment
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance, Node
from contracts.reference.voss.transactions import Work


@fault("default-order-descending", violates="VOSS-ORDER-04", kind="wrong-default")
class _DefaultOrderDescending(Voss):
    """Without order_by a list is in descending order."""

    def direction(self, call: Call) -> str:
        given = super().direction(call)
        return given if call.one("order_by") or call.one("direction") else "desc"


@fault("direction-alone-ignored", violates="VOSS-ORDER-06", kind="omitted")
class _DirectionAloneIgnored(Voss):
    """direction is not read where there is no order_by."""

    def direction(self, call: Call) -> str:
        given = super().direction(call)
        return given if call.one("order_by") else "asc"


@fault("direction-alone-refused", violates="VOSS-ORDER-06", kind="wrong-reason")
class _DirectionAloneRefused(Voss):
    """direction is refused where there is no order_by."""

    def direction(self, call: Call) -> str:
        if call.one("direction") and not call.one("order_by"):
            refuse(400, "order_by is required beside direction")
        return super().direction(call)


@fault("help-of-one-missing", violates="VOSS-FORMAT-02", kind="only-sometimes")
class _HelpOfOneMissing(Voss):
    """One model has no help page."""

    def help_reply(self, call: Call, model: Model) -> Reply:
        if model.name == "data/NumberInventory":
            refuse(404, "there is no help")
        return super().help_reply(call, model)


@fault("text-trimmed", violates="VOSS-FILTER-12", kind="wrong-value")
class _TextTrimmed(Voss):
    """Spaces at the edges of filter_text are taken away before it is compared."""

    def filter_set(self, field: str, condition: str, text: str, ignore_case: str) -> FilterSet:
        return super().filter_set(field, condition, text.strip(), ignore_case)


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


@fault("limit-default-20", violates="VOSS-PAGE-18", kind="wrong-default")
class _LimitDefault20(Voss):
    """Without limit a list has up to 20 resources."""

    def default_limit(self) -> int:
        return 20


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


@fault("unknown-users-served", violates="VOSS-AUTH-03", kind="omitted")
class _UnknownUsersServed(Voss):
    """The password of a user that does not exist is not looked at."""

    def identify(self, call: Call) -> str:
        given = call.headers.get("authorization", "")
        try:
            return super().identify(call)
        except Refused:
            if given.lower().startswith("basic ") and not self.known(given):
                return USERNAME
            raise

    def known(self, given: str) -> bool:
        """Whether the user name is that of a user: it is the one thing that both blobs share."""
        return given.partition(" ")[2].startswith("YWRtaW46")


@fault("anonymous-writes", violates="VOSS-AUTH-04", kind="only-sometimes")
class _AnonymousWrites(Voss):
    """Tags can be set without credentials."""

    def identify(self, call: Call) -> str:
        tags = call.method == "PATCH" and "authorization" not in call.headers
        return USERNAME if tags else super().identify(call)


@fault("any-password-writes", violates="VOSS-AUTH-04", kind="only-sometimes")
class _AnyPasswordWrites(Voss):
    """Whoever says a user name may set tags."""

    def identify(self, call: Call) -> str:
        named = call.method == "PATCH" and "authorization" in call.headers
        return USERNAME if named else super().identify(call)


@fault(
    "any-password-for-forms",
    violates="VOSS-AUTH-02",
    kind="only-sometimes",
    related="VOSS-AUTH-03",
)
class _AnyPasswordForForms(Voss):
    """Whoever says a user name is given forms."""

    def identify(self, call: Call) -> str:
        form = call.path.endswith("/add/") and "authorization" in call.headers
        return USERNAME if form else super().identify(call)


@fault("list-empty-object", violates="VOSS-LIST-01", kind="omitted", related="VOSS-LIST-02")
class _ListEmptyObject(Voss):
    """A list has pagination and no resources."""

    def list_body(self, listing: Listing, found: Any, resources: Any) -> dict[str, Any]:
        body = super().list_body(listing, found, resources)
        return {name: one for name, one in body.items() if name != "resources"}


@fault("missing-dropped-by-notequal", violates="VOSS-FILTER-22", kind="only-sometimes")
class _MissingDroppedByNotEqual(Voss):
    """notequal leaves out resources that have no value."""

    def keeps(self, one: FilterSet, instance: Instance) -> bool:
        missing = one.condition == "notequal" and one.field not in instance.data
        return super().keeps(one, instance) and not missing


@fault("cached-false-stamps-all", violates="VOSS-CACHED-03", kind="wrong-value")
class _CachedFalseStampsAll(Voss):
    """With cached=false resources of data models have the time at which they were read."""

    def instance_body(self, call: Call, instance: Instance) -> dict[str, Any]:
        body = super().instance_body(call, instance)
        if call.one("cached") != "false" or instance.model.is_device:
            return body
        return {**body, "data": {**body["data"], "lastRefreshed": moment(self.clock.now())}}


@fault("gui-rules-without-schema", violates="VOSS-SCHEMA-04", kind="only-sometimes")
class _GuiRulesWithoutSchema(Voss):
    """schema_rules=true shows the GUI rules also without schema."""

    def schema_parts(self, call: Call, model: Model) -> dict[str, Any]:
        parts = super().schema_parts(call, model)
        if not parts and call.flag("schema_rules", default=False):
            parts = {"schema_rules": {"gui_rules": self.schema_rules(model)["gui_rules"]}}
        return parts


@fault("limit-default-49", violates="VOSS-PAGE-18", kind="off-by-one")
class _LimitDefault49(Voss):
    """Without limit a list has up to 49 resources."""

    def default_limit(self) -> int:
        return 49


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
