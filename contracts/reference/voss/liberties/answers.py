"""Liberties in the JSON of answers."""

from __future__ import annotations

from typing import Any

from contracts.reference.http import json_forms
from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance, Node

json_forms(liberty)


def _with_nulls(data: dict[str, Any], names: Any) -> dict[str, Any]:
    return {name: data.get(name) for name in names}


@liberty("nulls-shown", choice="missing")
class _NullsShown(Voss):
    """Attributes without a value are null."""

    def summary_data(self, instance: Instance) -> dict[str, Any]:
        return _with_nulls(super().summary_data(instance), instance.model.summary)

    def full_data(self, instance: Instance) -> dict[str, Any]:
        return _with_nulls(super().full_data(instance), instance.model.by_name)


@liberty("empty-left-out", choice="missing")
class _EmptyLeftOut(Voss):
    """Attributes that are an empty text are left out."""

    def summary_data(self, instance: Instance) -> dict[str, Any]:
        return {k: value for k, value in super().summary_data(instance).items() if value != ""}

    def full_data(self, instance: Instance) -> dict[str, Any]:
        return {k: value for k, value in super().full_data(instance).items() if value != ""}


@liberty("path-as-address", choice="path")
class _PathAsAddress(Voss):
    """The path of a resource is its address."""

    def path_shown(self, instance: Instance) -> Any:
        return self.href(instance.model.name, self.pkid_shown(instance.pkid))


@liberty("hierarchy-as-pkid", choice="hierarchy-shown")
class _HierarchyAsPkid(Voss):
    """The hierarchy of a resource is the pkid of its node."""

    def hierarchy_shown(self, node: Node) -> str:
        return self.pkid_shown(node.pkid)
