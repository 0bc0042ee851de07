"""Lists: which there are, and what is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from contracts.apis.genesys_ws.answers import Answer
from contracts.apis.genesys_ws.requests import Requests
from contracts.kit import ListSpec, NotTested, Partition, Snapshot, by_texts

_USUAL = ("/users", "/me/devices", "/queues", "/me/skills")
_OPERATIONS = {"/users": "listUsers", "/me/devices": "listOwnDevices"}
_LONGEST = 60

Item = Mapping[str, Any]


class Listing(Answer):
    """The answer to a request for a list at `path`."""

    def __init__(self, answer: Answer, path: str) -> None:
        super().__init__(answer.exchange, status_text=answer.status_text)
        self.path = path

    @property
    def uris(self) -> Sequence[str] | None:
        """The URIs; None where there is no list of texts in uris."""
        found = self.members.get("uris")
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return found
        return None

    @cached_property
    def items(self) -> Sequence[Item] | None:
        """The objects, in the member named after the resource; None where there are none."""
        found = self.members.get(self.path.rsplit("/", 1)[-1])
        if isinstance(found, list) and all(isinstance(one, dict) for one in found):
            return found
        return None


class Lists(Requests):
    """The part of the vocabulary that reads lists."""

    _fields_known: bool | None = None

    def list(self, path: str, *query: tuple[str, str]) -> Listing:
        """A list, with fields and filters."""
        self.authenticated()
        return Listing(self.get(path, *query, operation=_OPERATIONS.get(path)), path)

    def readable(self) -> Sequence[Listing]:
        """The lists that the user may read and that hold something, objects and all.

        Raises NotTested where there is none.
        """
        given = self.target.data.get("list")
        paths = (given,) if given else _USUAL
        tried = [self.list(path, ("fields", "*")) for path in paths]
        found = [one for one in tried if one.accepted and self._holds_something(one)]
        if not found:
            reason = (
                f"the user may read none of the lists {', '.join(paths)}; "
                "[data] list of the target file can name another"
            )
            raise NotTested(reason)
        return found

    def _holds_something(self, listing: Listing) -> bool:
        """Whether a list has objects, be they where they belong or not."""
        if listing.items is None and listing.uris is None:
            return bool(self.list(listing.path).uris)
        return bool(listing.items or listing.uris)

    def hold_fields_known(self) -> None:
        """Raise NotTested where `fields` has no effect at all, neither on lists nor on /me.

        That is one defect, which GWS-FIELDS-01 names; such a target has no filters, either.
        """
        if self._fields_known is None:
            self._fields_known = self._cuts_me() or any(map(self._cuts, self.readable()))
        if not self._fields_known:
            reason = "the target ignores the parameter `fields` (see GWS-FIELDS-01)"
            raise NotTested(reason)

    def _cuts_me(self) -> bool:
        whole = self.me().user
        part = self.me(("fields", "userName"))
        return part.accepted and len(part.user) < len(whole)

    def _cuts(self, whole: Listing) -> bool:
        """Whether a list is another one without `fields`, or with one of them."""
        bare, named = self.list(whole.path), self.list(whole.path, ("fields", "id"))
        size = sum(map(len, whole.items or ()))
        return bool(bare.uris) or (named.accepted and sum(map(len, named.items or ())) != size)

    def various(self) -> Sequence[Listing]:
        """The lists that can be read, those first whose objects differ in some field."""
        return sorted(self.readable(), key=lambda one: not told_apart(one.items or ()))


def seen(listing: Listing) -> Snapshot:
    """A list as it was read: its objects by id, or by all that they say where ids are alike."""
    items = listing.items or ()
    apart = len({str(one.get("id")) for one in items}) == len(items)
    spec = ListSpec(_OPERATIONS.get(listing.path, ""), key=_by_id if apart else _by_all)
    return Snapshot(spec, items)


def _by_id(item: Item) -> str:
    return str(item.get("id"))


def _by_all(item: Item) -> str:
    return msgspec.json.encode(item, order="sorted").decode()


def having(rows: Mapping[str, Item], name: str, value: str, *, part: bool = False) -> Partition:
    """How a filter divides objects: they have the value, or contain it where `part` of it does."""

    def texts(row: Item) -> Sequence[str]:
        return [row[name]] if isinstance(row.get(name), str) else []

    return by_texts(rows, texts, str.__contains__ if part else str.__eq__, value)


def told_apart(items: Sequence[Item]) -> list[tuple[str, str]]:
    """Fields and values that some of `items` have and some have not; plain texts only."""
    pairs = {
        (name, value)
        for one in items
        for name, value in one.items()
        if isinstance(value, str) and 0 < len(value) <= _LONGEST and _is_plain(name + value)
    }
    return sorted(
        (name, value)
        for name, value in pairs
        if any(one.get(name) != value for one in items) and name not in {"fields", "subresources"}
    )


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isalnum()
