"""Faults on some models alone, or with many filter sets alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.filters import FilterSet
from contracts.reference.voss.model_list import HIERARCHY_NODE
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply, refuse
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance, Node

_MOST = 3


class _Elsewhere(Voss):
    """Filters go wrong on lists of models whose names begin alike."""

    beginning: str

    def bent(self, one: FilterSet) -> FilterSet:
        raise NotImplementedError

    def filtered(
        self, instances: Sequence[Instance], sets: list[FilterSet], model: Model
    ) -> Sequence[Instance]:
        if model.name.startswith(self.beginning):
            sets = [self.bent(one) for one in sets]
        return super().filtered(instances, sets, model)


class _Contains(_Elsewhere):
    def bent(self, one: FilterSet) -> FilterSet:
        return dataclasses.replace(one, condition="contains") if one.condition == "equals" else one


@fault("device-equals-contains", violates="VOSS-FILTER-05", kind="only-sometimes")
class _DeviceEqualsContains(_Contains):
    """On devices equals is contains."""

    beginning = "device/"


@fault("transactions-equals-contains", violates="VOSS-TRANS-01", kind="only-sometimes")
class _TransactionsEqualsContains(_Contains):
    """On transactions equals is contains."""

    beginning = "tool/Transaction"


@fault("device-notequal-notcontain", violates="VOSS-FILTER-06", kind="only-sometimes")
class _DeviceNotequalNotcontain(_Elsewhere):
    """On devices notequal is notcontain."""

    beginning = "device/"

    def bent(self, one: FilterSet) -> FilterSet:
        if one.condition != "notequal":
            return one
        return dataclasses.replace(one, condition="notcontain")


@fault(
    "device-case-counts",
    violates="VOSS-FILTER-08",
    kind="only-sometimes",
    related="VOSS-FILTER-10",
)
class _DeviceCaseCounts(_Elsewhere):
    """On devices case always counts."""

    beginning = "device/"

    def bent(self, one: FilterSet) -> FilterSet:
        return dataclasses.replace(one, ignore_case=False)


@fault("device-case-ignored", violates="VOSS-FILTER-09", kind="only-sometimes")
class _DeviceCaseIgnored(_Elsewhere):
    """On devices case is always ignored."""

    beginning = "device/"

    def bent(self, one: FilterSet) -> FilterSet:
        return dataclasses.replace(one, ignore_case=True)


@fault("sets-three-at-most", violates="VOSS-FILTER-23", kind="omitted", related="VOSS-FILTER-15")
class _SetsThreeAtMost(Voss):
    """A fourth filter set is ignored."""

    def effective(self, sets: list[FilterSet]) -> list[FilterSet]:
        return super().effective(sets)[:_MOST]


@fault("device-dots-refused", violates="VOSS-HIER-01", kind="only-sometimes")
class _DeviceDotsRefused(Voss):
    """Lists of device models refuse dot notation."""

    def list_reply(self, call: Call, model: Model) -> Reply:
        if model.name.startswith("device/") and "." in call.one("hierarchy"):
            refuse(400, "hierarchy has to be a pkid")
        return super().list_reply(call, model)


@fault("device-hierarchy-ignored", violates="VOSS-TRAVERSAL-02", kind="only-sometimes")
class _DeviceHierarchyIgnored(Voss):
    """Lists of device models are those of the root, whatever the hierarchy."""

    def scope(self, model: Model, node: Node, traversal: str) -> list[Instance]:
        if model.name.startswith("device/"):
            node, traversal = self.store.root, "down"
        return super().scope(model, node, traversal)


@fault("device-schema-of-nodes", violates="VOSS-SCHEMA-01", kind="wrong-value")
class _DeviceSchemaOfNodes(Voss):
    """The schema of device models is that of hierarchy nodes."""

    def schema(self, call: Call, model: Model) -> dict[str, Any]:
        other = HIERARCHY_NODE if model.name.startswith("device/") else model
        return super().schema(call, other)
