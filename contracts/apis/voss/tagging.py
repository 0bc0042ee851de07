"""Tags and version tags of the suite's own resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote

from contracts.apis.voss.answers import Answer, Page, Resource
from contracts.apis.voss.listing import NAMELESS
from contracts.apis.voss.meta import find
from contracts.apis.voss.removing import Own
from contracts.apis.voss.writing import Writing
from contracts.kit import Inconclusive

CLEAR = "__CLEAR_TAG__"
CLEAR_ALL = "__CLEAR_ALL_TAGS__"
NO_TAGS: frozenset[str] = frozenset()
_ROWS = 1000
"""In how many resources a tag of another one is looked for."""
FORBIDDEN = frozenset({401, 403})


class Tagging(Writing):
    """The part of the vocabulary that tags."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._tags = 0

    def new_tags(self, count: int) -> list[str]:
        """Tags that nothing has, not even from another run; none begins or ends with another."""
        self._tags += count
        return [f"{self.prefix}{number}-tag" for number in range(self._tags - count, self._tags)]

    def tag(self, one: Own, *tags: str, nowait: str = "false") -> Answer:
        """The answer to a PATCH of +tag with these tags."""
        values = [("tag", tag) for tag in tags]
        return self._patch(one, "+tag", "tagInstance", values, nowait)

    def tag_version(self, one: Own, version: str) -> Answer:
        """The answer to a PATCH of +tag_version."""
        return self._patch(one, "+tag_version", "tagVersion", [("version_tag", version)], "false")

    def _patch(
        self,
        one: Own,
        action: str,
        operation: str,
        values: Sequence[tuple[str, str]],
        nowait: str,
    ) -> Answer:
        path = f"/{one.model}/{quote(one.pkid, safe='')}/{action}/"
        query = [("hierarchy", self.hierarchy), ("format", "json"), ("nowait", nowait), *values]
        return Answer(self.wire.send("PATCH", path, operation=operation, query=query))

    def tags_of(self, one: Own) -> frozenset[str]:
        """The tags of the suite's own resource as it is now. Raises Inconclusive as `seen`."""
        return tags_in(self.seen(one))

    def read_back(
        self, own: Own, answer: Answer, there: frozenset[str], gone: frozenset[str] = NO_TAGS
    ) -> tuple[Resource, bool]:
        """The resource once a change is seen, and whether it has tags and lacks others."""

        def look() -> Resource | None:
            seen = self.seen(own)
            tags = tags_in(seen)
            return seen if there <= tags and not gone & tags else None

        found = self.effect(answer, look, "tags of a resource")
        return found or self.seen(own), found is not None

    def tagged_beside(self, own: Own, tag: str) -> tuple[Page, list[str]]:
        """A page of the widest list there is, and the pkids of others in it that have the tag."""
        node = None
        with suppress(Inconclusive):
            tree = self.tree()
            node = next((one.pkid for one in tree if not tree.above(one)), None)
        page: Page = self.longest(own.model, most=_ROWS, hierarchy=node)
        tagged = [one.key for one in page if tag in _tags(one.meta)] if page.is_list else []
        return page, [one for one in tagged if one != own.pkid and not one.startswith(NAMELESS)]

    def tagged(self, own: Own, *tags: str) -> None:
        """Give a resource all these tags. Raises Inconclusive where they do not all stay."""
        answer = self.tag(own, *tags)
        if answer.accepted and self.read_back(own, answer, frozenset(tags))[1]:
            return
        for tag in tags:
            if tag not in self.tags_of(own):
                done(self.tag(own, tag))
        if not frozenset(tags) <= self.tags_of(own):
            reason = f"{', '.join(tags)} cannot be there together: see VOSS-TAG-01, 02 and 05"
            raise Inconclusive(reason)

    def made_with(self, own: Own) -> dict[str, object]:
        """What the resource was made with, as it is read back; other data may change by itself."""
        how = self.how_to_create()
        data = self.seen(own).resource().data
        return {name: data.get(name) for name in (*how["payload"], how["name_attribute"])}

    def may_refuse(self, own: Own, answer: Answer, operation: str) -> bool:
        """Whether a PATCH may be answered so: it is accepted, forbidden, or not offered."""
        if answer.accepted or answer.status in FORBIDDEN:
            return True
        bodies = (self.seen(own).body, self.page(own.model, limit=1).body)
        names = (name for body in bodies for name in _enabled(body))
        return all(name.strip("+") != operation for name in names)


def tags_in(resource: Resource) -> frozenset[str]:
    """The tags that the meta of a resource shows. Raises Inconclusive where there is no meta."""
    return _tags(resource.resource().meta)


def _tags(meta: Mapping[str, Any]) -> frozenset[str]:
    tags = meta.get("tags", [])
    if not isinstance(tags, list):
        return NO_TAGS
    return frozenset(tag for tag in tags if isinstance(tag, str))


def done(answer: Answer) -> Answer:
    """The answer. Raises Inconclusive where tags cannot be managed, which rights may forbid."""
    return answer.needed("the PATCH of a tag")


def _enabled(body: object) -> Iterator[str]:
    """The names of the operations and actions that an answer shows."""
    for member in ("operations", "actions"):
        for found in find(body, member):
            for one in found if isinstance(found, list | dict) else ():
                yield from (one,) if isinstance(one, str) else one if isinstance(one, dict) else ()
