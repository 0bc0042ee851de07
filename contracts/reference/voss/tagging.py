"""Tags and version tags."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply, refuse
from contracts.reference.voss.state import Instance
from contracts.reference.voss.writes import Writes

CLEAR_ALL = "__CLEAR_ALL_TAGS__"
CLEAR = "__CLEAR_TAG__"


class Tagging(Writes):
    """The layer that tags resources."""

    def tag_reply(self, call: Call, model: Model, pkid: str) -> Reply:
        """The reply to a PATCH of +tag."""
        instance = self.taggable(call, model, pkid)
        values = self.tag_values(call)
        if not values or not all(values):
            refuse(400, "tag is required")

        def work() -> dict[str, Any]:
            for value in values:
                self.tag(instance, value)
            self.store.touch()
            return self.written(instance)

        return self.change(call, model, instance.node, "tag", ", ".join(values), work)

    def tag_values(self, call: Call) -> list[str]:
        """The tag parameters, in order."""
        return call.every("tag")

    def tag_version_reply(self, call: Call, model: Model, pkid: str) -> Reply:
        """The reply to a PATCH of +tag_version."""
        instance = self.taggable(call, model, pkid)
        value = call.one("version_tag")
        if not value:
            refuse(400, "version_tag is required")

        def work() -> dict[str, Any]:
            self.tag_version(instance, value)
            self.store.touch()
            return self.written(instance)

        return self.change(call, model, instance.node, "tag_version", value, work)

    def taggable(self, call: Call, model: Model, pkid: str) -> Instance:
        """The instance, when the model allows tagging. Raises Refused."""
        if not model.taggable:
            refuse(405, f"resources of {model.name} cannot be tagged")
        return self.instance(call, model, pkid)

    def tag(self, instance: Instance, value: str) -> None:
        """Do what one tag parameter says."""
        if value == CLEAR_ALL:
            self.clear_all(instance)
        elif value.startswith(CLEAR):
            self.clear(instance, value.removeprefix(CLEAR))
        else:
            self.add_tag(instance, value)

    def clear_all(self, instance: Instance) -> None:
        """Remove all tags."""
        instance.tags = ()

    def clear(self, instance: Instance, name: str) -> None:
        """Remove one tag."""
        instance.tags = tuple(one for one in instance.tags if one != name)

    def add_tag(self, instance: Instance, name: str) -> None:
        """Add a tag, unless it is there already."""
        if name not in instance.tags:
            instance.tags = (*instance.tags, name)

    def tag_version(self, instance: Instance, value: str) -> None:
        """Set the version tag."""
        instance.version_tag = value
