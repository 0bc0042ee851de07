"""What RFC 7644 leaves open, done the other way."""

from __future__ import annotations

from typing import Any

from scim.reference.server import Users

from contracts.kit.reference import Liberty, seeded

LIBERTIES: dict[str, Liberty] = {}
liberty = seeded(LIBERTIES, Liberty)


@liberty("newest-first", ambiguity="SCIM-AMB-01")
class _(Users):
    """Without sortBy the newest users come first."""

    def ordered(self, users: list[Any], query: dict[str, str]) -> list[Any]:
        return super().ordered(users[::-1] if "sortBy" not in query else users, query)


@liberty("small-pages")
class _(Users):
    """A page holds ten users at most."""

    page = 10


@liberty("no-resources-for-nobody")
class _(Users):
    """A list of nobody has no Resources."""

    def with_users(self, body: dict[str, Any], users: list[Any]) -> dict[str, Any]:
        return super().with_users(body, users) if users else body


@liberty("no-versions")
class _(Users):
    """There are no versions."""

    def shown(self, user: dict[str, Any], origin: str) -> dict[str, Any]:
        shown = super().shown(user, origin)
        del shown["meta"]["version"]
        return shown

    def unchanged(self, _call: Any, _shown: Any) -> bool:
        return False

    def stale(self, _call: Any, _user: Any) -> bool:
        return False


@liberty("more-attributes")
class _(Users):
    """Users have attributes beyond those of the document."""

    def shown(self, user: dict[str, Any], origin: str) -> dict[str, Any]:
        return {**super().shown(user, origin), "x509Certificates": [], "costCenter": None}


@liberty("charset-named")
class _(Users):
    """Content-Type names the charset."""

    media = "application/scim+json; charset=utf-8"
