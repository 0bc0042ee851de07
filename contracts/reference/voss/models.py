"""The models: which attributes resources have, which of them are summaries, what can be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

DRAFT_03 = "http://json-schema.org/draft-03/schema"
ALL_ACTIONS = frozenset({"create", "update", "delete"})


@dataclass(frozen=True)
class Attribute:
    """One attribute of a model; `kind` is a type of JSON Schema."""

    name: str
    title: str
    kind: str = "string"
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()

    def schema(self) -> dict[str, Any]:
        """The attribute's JSON Schema (draft 03: `required` stands in the property)."""
        found: dict[str, Any] = {
            "type": self.kind,
            "title": self.title,
            "required": self.required,
        }
        if self.default is not None:
            found["default"] = self.default
        if self.choices:
            found["choices"] = [{"value": one, "title": one} for one in self.choices]
        return found


@dataclass(frozen=True)
class Model:
    """A model type.

    `summary` names the summary attributes in order. `asynchronous` names the actions that
    support `nowait=true`. `schema_version` is text as in the vendor's exports; device models
    have one that depends on `api_version`.
    """

    name: str
    title: str
    attributes: tuple[Attribute, ...]
    summary: tuple[str, ...]
    asynchronous: frozenset[str] = ALL_ACTIONS
    writable: bool = True
    taggable: bool = True
    schema_version: str = "0.2.2"
    filter_fields: tuple[str, ...] | None = None
    gui_rules: tuple[dict[str, Any], ...] = field(default=())

    @cached_property
    def by_name(self) -> dict[str, Attribute]:
        """The attributes by name."""
        return {one.name: one for one in self.attributes}

    @cached_property
    def summary_attrs(self) -> list[dict[str, str]]:
        """The summary attributes as metadata show them."""
        return [{"name": one, "title": self.by_name[one].title} for one in self.summary]

    @cached_property
    def filterable(self) -> frozenset[str]:
        """The values that `filter_field` may have."""
        return frozenset(self.summary if self.filter_fields is None else self.filter_fields)

    @property
    def is_device(self) -> bool:
        """Whether instances live on a device and are cached here."""
        return self.name.startswith("device/")

    @property
    def is_cucm(self) -> bool:
        """Whether instances live on a Unified CM."""
        return self.name.startswith("device/cucm/")

    @cached_property
    def actions(self) -> dict[str, dict[str, Any]]:
        """What can be done with the model, and which of it asynchronously."""
        rows = [("list", "GET", ""), ("get", "GET", "[pkid]/"), ("help", "GET", "help/")]
        if self.writable:
            rows += [
                ("add", "GET", "add/"),
                ("create", "POST", ""),
                ("update", "PUT", "[pkid]/"),
                ("delete", "DELETE", "[pkid]/"),
            ]
        if self.taggable:
            rows += [
                ("tag", "PATCH", "[pkid]/+tag/"),
                ("tag_version", "PATCH", "[pkid]/+tag_version/"),
            ]
        return {
            name: {
                "class": name,
                "method": method,
                "href": f"/api/{self.name}/{rest}",
                "title": name.replace("_", " ").capitalize(),
                "support_async": name in self.asynchronous,
            }
            for name, method, rest in rows
        }

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of an instance's data."""
        return {
            "$schema": DRAFT_03,
            "title": self.title,
            "type": "object",
            "properties": {one.name: one.schema() for one in self.attributes},
        }


def text(name: str, title: str, *choices: str, required: bool = False) -> Attribute:
    """An attribute that is a string."""
    return Attribute(name, title, required=required, choices=choices)
