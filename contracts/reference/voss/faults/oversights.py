"""Faults of what is easily overlooked: a value, a caller, a second request, a new resource."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply, refuse
from contracts.reference.voss.seed import rows
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

_MANY = 1000


@fault(
    "limit-1-empty",
    violates="VOSS-PAGE-05",
    kind="only-sometimes",
    related="VOSS-PAGE-07 VOSS-PAGE-09",
)
class _Limit1Empty(Voss):
    """With limit=1 a list is empty."""

    def window(self, listing: Listing, found: Sequence[Instance]) -> Sequence[Instance]:
        return () if listing.limit == 1 else super().window(listing, found)


@fault("total-capped-at-1000", violates="VOSS-PAGE-13", kind="only-sometimes")
class _TotalCappedAt1000(Voss):
    """No more than 1000 resources are counted."""

    def total(self, listing: Listing, found: Sequence[Instance]) -> int:
        return min(super().total(listing, found), _MANY)


@fault("html-for-browsers", violates="VOSS-FORMAT-01", kind="only-sometimes")
class _HtmlForBrowsers(Voss):
    """Who accepts HTML gets it, also with format=json."""

    def routed(self, call: Call) -> Reply:
        browser = "text/html" in call.headers.get("accept", "")
        return self.html(200, "List", "a list") if browser else super().routed(call)


@fault("help-of-devices-missing", violates="VOSS-FORMAT-02", kind="only-sometimes")
class _HelpOfDevicesMissing(Voss):
    """Device models have no help page."""

    def help_reply(self, call: Call, model: Model) -> Reply:
        if model.is_device:
            refuse(404, "there is no help")
        return super().help_reply(call, model)


@fault("schema-when-false", violates="VOSS-SCHEMA-05", kind="wrong-value")
class _SchemaWhenFalse(Voss):
    """schema=false shows the schema."""

    def schema_parts(self, call: Call, model: Model) -> dict[str, Any]:
        shown = {"schema": self.schema(call, model)} if call.one("schema") else {}
        return {**shown, **super().schema_parts(call, model)}


@fault("rules-when-false", violates="VOSS-SCHEMA-05", kind="wrong-value")
class _RulesWhenFalse(Voss):
    """schema_rules=false shows the rules."""

    def schema_parts(self, call: Call, model: Model) -> dict[str, Any]:
        parts = super().schema_parts(call, model)
        if parts and call.one("schema_rules"):
            parts["schema_rules"] = self.schema_rules(model)
        return parts


@fault("forms-missing", violates="VOSS-POLICY-01", kind="omitted", related="VOSS-POLICY-02")
class _FormsMissing(Voss):
    """No model has an add form."""

    def form_reply(self, call: Call, model: Model) -> Reply:  # noqa: ARG002
        refuse(404, "there is no form")


@fault("instance-new-missing", violates="VOSS-INST-01", kind="only-sometimes")
class _InstanceNewMissing(Voss):
    """What was just made is listed, and is not given by its pkid."""

    def instance_reply(self, call: Call, model: Model, pkid: str) -> Reply:
        seeded = {row.pkid for row in rows().get(model.name, ())}
        if seeded and pkid in self.store.table(model) and pkid not in seeded:
            refuse(404, "there is no such resource")
        return super().instance_reply(call, model, pkid)


@fault(
    "template-dropped-later",
    violates="VOSS-TEMPLATE-02",
    kind="only-sometimes",
    related="VOSS-TEMPLATE-01",
)
class _TemplateDroppedLater(Voss):
    """With nowait=true a Configuration Template is not applied."""

    def template(self, call: Call, model: Model) -> dict[str, Any] | None:
        found = super().template(call, model)
        return None if call.one("nowait") == "true" else found


@fault("nowait-refused", violates="VOSS-ASYNC-02", kind="wrong-reason", related="VOSS-ASYNC-06")
class _NowaitRefused(Voss):
    """A POST that has nowait is refused, whatever its value is."""

    def create_reply(self, call: Call, model: Model) -> Reply:
        if call.one("nowait"):
            refuse(400, "nowait is not known")
        return super().create_reply(call, model)


@fault("nowait-true-refused", violates="VOSS-ASYNC-06", kind="only-sometimes")
class _NowaitTrueRefused(Voss):
    """A POST with nowait=true is refused, though actions support it."""

    def create_reply(self, call: Call, model: Model) -> Reply:
        if call.one("nowait") == "true":
            refuse(400, "nowait is not supported")
        return super().create_reply(call, model)


@fault("version-sticks", violates="VOSS-VERSION-02", kind="only-sometimes")
class _VersionSticks(Voss):
    """Without api_version the version is the one that was asked for last."""

    last = ""

    def api_version(self, call: Call) -> str:
        self.last = super().api_version(call) or self.last
        return self.last


@fault(
    "tag-by-put-only",
    violates="VOSS-TAG-01",
    kind="wrong-reason",
    related="VOSS-VTAG-01",
)
class _TagByPutOnly(Voss):
    """Tags and version tags are taken with PUT, and not with PATCH."""

    def patching(self, call: Call) -> Reply | None:
        return None if call.method == "PUT" else self.not_allowed(call, "PUT")
