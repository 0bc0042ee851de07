"""Faults in the meta of resources, and where two operations describe one thing otherwise."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance


class _Meta(Voss):
    """The meta of a resource is another than it should be."""

    def instance_meta(self, call: Call, instance: Instance, *, cached: bool) -> dict[str, Any]:
        return self.said(super().instance_meta(call, instance, cached=cached))

    def said(self, meta: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError


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


@fault(
    "transaction-id-other", violates="VOSS-ASYNC-04", kind="wrong-value", related="VOSS-ASYNC-05"
)
class _TransactionIdOther(Voss):
    """transaction_id in the answer to nowait=true is not that of the href."""

    def async_body(self, transaction: Instance) -> dict[str, Any]:
        found = super().async_body(transaction)
        return {**found, "transaction_id": found["transaction_id"][::-1]}
