"""The operations below /data, the labels and the version."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_udm import data
from contracts.reference.genesys_udm.cipher import Cipher
from contracts.reference.genesys_udm.request import Call, Reply


class Catalog(Cipher):
    """The layer that answers with what there is to choose from; v10 has the forms of v3."""

    def get_job_statuses(self, call: Call) -> Reply:
        """GET /data/job-statuses."""
        return self.choice(call, data.key_values(data.STATUSES))

    def get_sources(self, call: Call) -> Reply:
        """GET /data/sources."""
        return self.choice(call, data.key_values(data.SOURCES))

    def get_types(self, call: Call) -> Reply:
        """GET /data/types, of one source if it is given."""
        return self.choice(call, data.types_of(self.choosing(call, "source")))

    def get_sub_types(self, call: Call) -> Reply:
        """GET /data/sub-types, of one source and one type if they are given."""
        source, kind = self.choosing(call, "source"), self.choosing(call, "dataType")
        return self.choice(call, data.sub_types_of(source, kind))

    def choosing(self, call: Call, name: str) -> str:
        """A parameter that the choice is narrowed by."""
        return call.one(name)

    def choice(self, call: Call, found: list[Any]) -> Reply:
        """A list to choose from; 204 where it is empty."""
        return self.json(call, 200, self.choice_shown(call, found)) if found else self.none(call)

    def none(self, call: Call) -> Reply:
        """There is nothing to choose from."""
        return self.empty(call, 204)

    def choice_shown(self, call: Call, found: list[Any]) -> Any:  # noqa: ARG002
        """A list to choose from as it is shown (UA-14)."""
        return found

    def get_attributes(self, call: Call) -> Reply:
        """GET /data/attributes: the attributes of the entities that are named, or of all."""
        wanted = self.list_given(call, "entities")
        found = {
            name: list(of) for name, of in data.ATTRIBUTES.items() if not wanted or name in wanted
        }
        return self.json(call, 200, found)

    def get_labels(self, call: Call) -> Reply:
        """GET /resources/labels."""
        return self.json(call, 200, data.LABELS)

    def get_version(self, call: Call) -> Reply:
        """GET /version."""
        return self.json(call, 200, data.VERSION)
