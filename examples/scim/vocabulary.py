"""The vocabulary of SCIM: users as JSON of its own media type, and lists of them."""

from __future__ import annotations

import json
from typing import Any

from contracts.kit import Answer, Headers, JsonApi, Listing, NotApplicable, Own

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
_MEDIA = (("Content-Type", "application/scim+json"),)


class Scim(JsonApi):
    """A SCIM service provider."""

    def encoded(self, body: Any) -> tuple[Headers, bytes]:
        """A body in SCIM's own media type."""
        return _MEDIA, json.dumps(body).encode()

    def items(self, answer: Answer, shape: Listing) -> list[Any]:
        """The users of a list; one of nobody may leave Resources out."""
        if answer.accepted and "totalResults" in answer.members:
            found = answer.members.get("Resources", [])
            if isinstance(found, list):
                return found
        return super().items(answer, shape)

    def page(self, *query: tuple[str, str]) -> list[dict[str, Any]]:
        """The users that one request lists."""
        shape = self.list_at("listUsers")
        assert shape is not None  # noqa: S101 - the document describes a list
        return self.items(self.call("listUsers", None, *query).needed("the list"), shape)

    def users(self, *query: tuple[str, str]) -> list[dict[str, Any]]:
        """All users that match, page by page."""
        return self.whole("listUsers", {}, *query)

    def total(self, *query: tuple[str, str]) -> Any:
        """How many users the server says that there are."""
        return self.call("listUsers", None, *query).needed("the list").members.get("totalResults")

    def somebody(self, **more: Any) -> Own:
        """A user of the run's own, who is removed at its end."""
        body = {"schemas": [USER], "userName": self.new_name(), "displayName": "Of a run", **more}
        return self.make("createUser", body)

    def version_of(self, answer: Answer) -> str:
        """The version of a user. Raises NotApplicable where the server has none."""
        meta = answer.members.get("meta") or {}
        version = answer.header("ETag") or meta.get("version")
        if not version:
            reason = "the server gives no versions"
            raise NotApplicable(reason)
        return str(version)


API = Scim
