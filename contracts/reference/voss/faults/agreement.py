"""Faults in the meta of resources, and where two operations describe one thing otherwise."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.model_list import TRANSACTION
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance


class _Meta(Voss):
    """The meta of a resource is another than it should be."""

    def instance_meta(self, call: Call, instance: Instance, *, cached: bool) -> dict[str, Any]:
        return self.said(super().instance_meta(call, instance, cached=cached))

    def said(self, meta: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError


def _without(meta: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in meta.items() if key != name}


@fault("meta-without-pkid", violates="VOSS-META-01", kind="omitted")
class _MetaWithoutPkid(_Meta):
    """The meta of resources has no pkid; the reference to the resource itself has it."""

    def said(self, meta: dict[str, Any]) -> dict[str, Any]:
        return _without(meta, "pkid")


@fault("meta-model-short", violates="VOSS-META-02", kind="wrong-value")
class _MetaModelShort(_Meta):
    """model_type of a resource is the first part of its model alone."""

    def said(self, meta: dict[str, Any]) -> dict[str, Any]:
        return {**meta, "model_type": meta["model_type"].partition("/")[0]}


@fault("meta-without-model", violates="VOSS-META-02", kind="omitted")
class _MetaWithoutModel(_Meta):
    """The meta of resources has no model_type."""

    def said(self, meta: dict[str, Any]) -> dict[str, Any]:
        return _without(meta, "model_type")


@fault("meta-without-hierarchy", violates="VOSS-META-03", kind="omitted")
class _MetaWithoutHierarchy(_Meta):
    """The meta of resources has no hierarchy."""

    def said(self, meta: dict[str, Any]) -> dict[str, Any]:
        return _without(meta, "hierarchy")


@fault(
    "meta-without-tags",
    violates="VOSS-META-04",
    kind="omitted",
    related="VOSS-TAG-01 VOSS-META-07",
)
class _MetaWithoutTags(_Meta):
    """The meta of resources has no tags where there are none."""

    def said(self, meta: dict[str, Any]) -> dict[str, Any]:
        return meta if meta["tags"] else _without(meta, "tags")


@fault("meta-without-schema-version", violates="VOSS-META-05", kind="omitted")
class _MetaWithoutSchemaVersion(_Meta):
    """The meta of resources has no schema_version."""

    def said(self, meta: dict[str, Any]) -> dict[str, Any]:
        return _without(meta, "schema_version")


@fault(
    "version-tag-in-list",
    violates="VOSS-META-06",
    kind="wrong-value",
    related=(
        "VOSS-VTAG-01 VOSS-VTAG-02 VOSS-getInstance-BODY VOSS-listResources-BODY VOSS-LIST-02 "
        "VOSS-listDevices-BODY VOSS-listTransactions-BODY"
    ),
)
class _VersionTagInList(_Meta):
    """A version tag is a list of numbers."""

    def said(self, meta: dict[str, Any]) -> dict[str, Any]:
        tag = meta["version_tag"]
        return {**meta, "version_tag": [float(tag)]} if tag else meta


@fault("listed-tags-empty", violates="VOSS-META-07", kind="wrong-value")
class _ListedTagsReversed(Voss):
    """Lists show other tags than the resources have."""

    def item(self, listing: Listing, instance: Instance) -> dict[str, Any]:
        found = super().item(listing, instance)
        tags = [f"{one}-old" for one in found["meta"]["tags"]]
        return {**found, "meta": {**found["meta"], "tags": tags}}


@fault("listed-model-other", violates="VOSS-META-07", kind="wrong-value")
class _ListedModelOther(Voss):
    """Lists show another model_type than the resources have."""

    def item(self, listing: Listing, instance: Instance) -> dict[str, Any]:
        found = super().item(listing, instance)
        return {**found, "meta": {**found["meta"], "model_type": "data/Any"}}


@fault("poll-says-success", violates="VOSS-TRANS-04", kind="wrong-value")
class _PollSaysSuccess(Voss):
    """Polling says Success of every transaction that is over."""

    def poll_reply(self, call: Call, pkid: str) -> Reply:
        status = self.instance(call, TRANSACTION, pkid).data["status"]
        if status != self.status_words()["failed"]:
            return super().poll_reply(call, pkid)
        return self.json(call, 200, {pkid: {"status": self.status_words()["done"]}})


@fault("poll-unnamed", violates="VOSS-TRANS-04", kind="omitted")
class _PollUnnamed(Voss):
    """The answer to polling does not name the transaction."""

    def poll_reply(self, call: Call, pkid: str) -> Reply:
        status = self.instance(call, TRANSACTION, pkid).data["status"]
        return self.json(call, 200, {"transaction": {"status": status}})


@fault(
    "transaction-id-other", violates="VOSS-ASYNC-04", kind="wrong-value", related="VOSS-ASYNC-05"
)
class _TransactionIdOther(Voss):
    """transaction_id in the answer to nowait=true is not that of the href."""

    def async_body(self, transaction: Instance) -> dict[str, Any]:
        found = super().async_body(transaction)
        return {**found, "transaction_id": found["transaction_id"][::-1]}


class _Deleted(Voss):
    """The answer to a DELETE has another form."""

    def sync_body(self, body: dict[str, Any], transaction: Instance) -> dict[str, Any]:
        found = super().sync_body(body, transaction)
        deleted = transaction.data["action"].startswith("Delete")
        return self.said(found) if deleted else found

    def said(self, body: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError


@fault("delete-success-text", violates="VOSS-deleteInstance-BODY", kind="wrong-type")
class _DeleteSuccessText(_Deleted):
    """The answer to a DELETE says success in a text."""

    def said(self, body: dict[str, Any]) -> dict[str, Any]:
        return {**body, "success": "yes"}


@fault("delete-pkid-number", violates="VOSS-deleteInstance-BODY", kind="wrong-type")
class _DeletePkidNumber(_Deleted):
    """The answer to a DELETE has a number as pkid."""

    def said(self, body: dict[str, Any]) -> dict[str, Any]:
        return {**body, "pkid": 7}


@fault("delete-300", violates="VOSS-deleteInstance-STATUS", kind="wrong-value")
class _Delete300(Voss):
    """A DELETE that has been carried out is answered with 300."""

    def sync_status(self, action: str) -> int:
        return 300 if action == "delete" else super().sync_status(action)


@fault("list-action-unfiltered", violates="VOSS-FILTER-21", kind="only-sometimes")
class _ListActionUnfiltered(Voss):
    """Phones have the list action, and their list cannot be filtered."""

    def filterable(self, model: Model) -> frozenset[str]:
        return frozenset() if model.name == "device/cucm/Phone" else super().filterable(model)

    def unknown_field(self, field: str, model: Model) -> bool:
        return False if model.name == "device/cucm/Phone" else super().unknown_field(field, model)


@fault(
    "meta-pkid-object",
    violates="VOSS-META-01",
    kind="wrong-type",
    related="VOSS-META-07 VOSS-getInstance-BODY",
)
class _MetaPkidObject(Voss):
    """pkid in the meta of a single resource is an object with the pkid in it."""

    def instance_body(self, call: Call, instance: Instance) -> dict[str, Any]:
        body = super().instance_body(call, instance)
        return {**body, "meta": {**body["meta"], "pkid": {"value": instance.pkid}}}


@fault("meta-hierarchy-null", violates="VOSS-META-03", kind="wrong-value")
class _MetaHierarchyNull(_Meta):
    """hierarchy in the meta of resources is null."""

    def said(self, meta: dict[str, Any]) -> dict[str, Any]:
        return {**meta, "hierarchy": None}


@fault(
    "meta-tags-object",
    violates="VOSS-META-04",
    kind="wrong-type",
    related="VOSS-getInstance-BODY VOSS-TAG-01 VOSS-TAG-02 VOSS-TAG-04 VOSS-VTAG-02",
)
class _MetaTagsObject(Voss):
    """tags in the meta of a single resource are an object."""

    def instance_body(self, call: Call, instance: Instance) -> dict[str, Any]:
        body = super().instance_body(call, instance)
        tags = dict.fromkeys(body["meta"]["tags"], True)
        return {**body, "meta": {**body["meta"], "tags": tags}}


@fault("meta-schema-version-null", violates="VOSS-META-05", kind="wrong-value")
class _MetaSchemaVersionNull(_Meta):
    """schema_version in the meta of resources is null."""

    def said(self, meta: dict[str, Any]) -> dict[str, Any]:
        return {**meta, "schema_version": None}


@fault(
    "version-tag-flag",
    violates="VOSS-META-06",
    kind="wrong-type",
    related=(
        "VOSS-VTAG-01 VOSS-VTAG-02 VOSS-getInstance-BODY VOSS-listResources-BODY VOSS-LIST-02 "
        "VOSS-listDevices-BODY VOSS-listTransactions-BODY"
    ),
)
class _VersionTagFlag(_Meta):
    """version_tag says only that there is one."""

    def said(self, meta: dict[str, Any]) -> dict[str, Any]:
        return {**meta, "version_tag": bool(meta["version_tag"])}


@fault("list-action-filters-nothing", violates="VOSS-FILTER-21", kind="only-sometimes")
class _ListActionFiltersNothing(Voss):
    """Phones have the list action, and every filter leaves their list empty."""

    def filtered(self, instances: Any, sets: Any, model: Model) -> Any:
        return [] if model.name == "device/cucm/Phone" else super().filtered(instances, sets, model)
