"""Liberties in the JSON of answers."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance, Node

_ORIGIN = "https://voss.example.com"


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


@liberty("extra-members")
class _ExtraMembers(Voss):
    """Lists and resources have members that the document does not know."""

    def model_meta(self, call: Call, model: Model) -> dict[str, Any]:
        return {**super().model_meta(call, model), "singleton": False, "operations": ["list"]}

    def instance_meta(self, call: Call, instance: Instance, *, cached: bool) -> dict[str, Any]:
        found = super().instance_meta(call, instance, cached=cached)
        return {**found, "created_by": "system", "lock": {"held": False}}

    def item(self, listing: Listing, instance: Instance) -> dict[str, Any]:
        return {**super().item(listing, instance), "links": []}


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


@liberty("href-absolute", choice="href")
class _HrefAbsolute(Voss):
    """References are absolute URLs."""

    def href(self, model_name: str, pkid: str) -> str:
        return _ORIGIN + super().href(model_name, pkid)


@liberty("href-slash", choice="href")
class _HrefSlash(Voss):
    """References end in a slash."""

    def href(self, model_name: str, pkid: str) -> str:
        return super().href(model_name, pkid) + "/"


@liberty("path-as-address", choice="path")
class _PathAsAddress(Voss):
    """The path of a resource is its address."""

    def path_shown(self, instance: Instance) -> Any:
        return self.href(instance.model.name, self.pkid_shown(instance.pkid))


@liberty("path-bare", choice="path")
class _PathBare(Voss):
    """The path of a resource is its pkid alone."""

    def path_shown(self, instance: Instance) -> Any:
        return self.pkid_shown(instance.pkid)


@liberty("hierarchy-as-pkid", choice="hierarchy-shown")
class _HierarchyAsPkid(Voss):
    """The hierarchy of a resource is the pkid of its node."""

    def hierarchy_shown(self, node: Node) -> str:
        return self.pkid_shown(node.pkid)


@liberty("hierarchy-without-root", ambiguity="VOSS-AMB-03", choice="hierarchy-shown")
class _HierarchyWithoutRoot(Voss):
    """The hierarchy of a resource begins below the root."""

    def hierarchy_shown(self, node: Node) -> str:
        return node.path.removeprefix("sys.")


@liberty("version-tag-list", ambiguity="VOSS-AMB-19", choice="version-tag")
class _VersionTagList(Voss):
    """The version tag is a list."""

    def version_tag_shown(self, instance: Instance) -> Any:
        return [instance.version_tag] if instance.version_tag else []


@liberty("version-tag-null", ambiguity="VOSS-AMB-19", choice="version-tag")
class _VersionTagNull(Voss):
    """The version tag is null where there is none."""

    def version_tag_shown(self, instance: Instance) -> Any:
        return instance.version_tag or None


@liberty("tags-sorted")
class _TagsSorted(Voss):
    """Tags are shown in alphabetical order."""

    def tags_shown(self, instance: Instance) -> Any:
        return sorted(super().tags_shown(instance))
