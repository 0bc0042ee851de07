"""Liberties in the JSON of answers."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance, Node


@liberty("pretty-printed")
class _PrettyPrinted(Voss):
    """JSON is indented."""

    def encode(self, value: Any) -> bytes:
        return msgspec.json.format(super().encode(value), indent=2)


@liberty("escaped")
class _Escaped(Voss):
    """Characters beyond ASCII are written as escapes."""

    def encode(self, value: Any) -> bytes:
        return json.dumps(msgspec.json.decode(super().encode(value))).encode()


def _reversed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _reversed(value[name]) for name in reversed(value)}
    return [_reversed(one) for one in value] if isinstance(value, list) else value


@liberty("members-reversed")
class _MembersReversed(Voss):
    """The members of objects stand the other way round."""

    def encode(self, value: Any) -> bytes:
        return super().encode(_reversed(value))


@liberty("numbers-with-a-point")
class _NumbersWithAPoint(Voss):
    """Whole numbers are written with a point: 50.0 and 50 are the same in JSON."""

    def encode(self, value: Any) -> bytes:
        return super().encode(_pointed(msgspec.to_builtins(value)))


def _pointed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _pointed(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_pointed(one) for one in value]
    return float(value) if type(value) is int else value


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
