"""Lists of JSON APIs: their items, all of their pages, and what tells an item apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from contracts.apis._answers import Answer
from contracts.apis._requests import PLACE, Query, Requests
from contracts.catalogue import Operation
from contracts.catalogue.openapi import Listing, listing
from contracts.model import Inconclusive, NotTested, SuiteError

_MOST_PAGES = 100


class JsonLists(Requests):
    """Lists as the document describes them, by the usual names where it leaves them open."""

    def list_at(self, operation: str) -> Listing | None:
        """What an operation lists, by its document; None where it answers with no list."""
        return listing(self.spec.document(operation), self._operation(operation).raw)

    def items(self, answer: Answer, shape: Listing) -> list[Any]:
        """The items of a list. Raises Inconclusive where the answer holds none."""
        body = answer.needed("the list").body
        found = body if not shape.items else answer.members.get(shape.items)
        if not isinstance(found, list):
            where = f"at {shape.items!r}" if shape.items else "in its body"
            reason = f"the answer has no list {where}: {answer}"
            raise Inconclusive(reason)
        return found

    def whole(self, operation: str, values: Mapping[str, str], *query: Query) -> list[Any]:
        """All items of a list, read page by page where the document has parameters for that."""
        shape = self.list_at(operation)
        if shape is None:
            msg = f"{operation} is no list"
            raise SuiteError(msg)
        step = shape.having("offset") or shape.having("page")
        asked = (*self.required_query(operation), *query)
        found = self.items(self.call(operation, values, *asked), shape)
        size, pages = len(found), 1
        while step is not None and size and pages < _MOST_PAGES:
            number = len(found) + step.first if step.role == "offset" else pages + step.first
            page = self.items(self.call(operation, values, *asked, (step.name, str(number))), shape)
            fresh = [one for one in page if one not in found]
            found, pages = [*found, *fresh], pages + 1
            if not fresh or len(page) < size:
                break
        return found

    def values_for(self, operation: str) -> Mapping[str, str]:
        """Values for the parameters in an operation's path that lead to something that is there.

        They come from `[data]`, or from the list of which the path names an item. Raises NotTested
        where neither has one.
        """
        found = self._operation(operation)
        values: dict[str, str] = {}
        for place in PLACE.finditer(found.path):
            name = place[1]
            given = self.target.data.get(name)
            if given is None:
                given = self._from_list(found, found.path[: place.start()], name, values)
            values[name] = str(given)
        return values

    def _from_list(
        self, operation: Operation, before: str, name: str, values: Mapping[str, str]
    ) -> str:
        """The key of the first item in the list whose path stands before a parameter."""
        path = before.rstrip("/")
        known = self.spec.operations.values()
        lists = (one for one in known if one.method == "GET" and one.path.rstrip("/") == path)
        for one in lists if before.endswith("/") else ():
            shape = self.list_at(one.id)
            if shape is not None:
                answer = self.call(one.id, values, *self.required_query(one.id))
                for item in self.items(answer, shape):
                    if (key := self.key_of(item, name, shape)) is not None:
                        return key
        reason = (
            f"nothing is known that {operation.method} {operation.path} could be asked for: "
            f"give [data] {name} in the target file"
        )
        raise NotTested(reason)

    def key_of(self, item: Any, name: str, shape: Listing) -> str | None:
        """What tells an item of a list apart, for the parameter `name` of a path."""
        if isinstance(item, str | int) and not isinstance(item, bool):
            return str(item)
        if not isinstance(item, dict):
            return None
        short = re.sub(r"^.*(?=(id|Id|ID|key|name)$)", "", name)
        for one in (name, short.lower(), *shape.keys):
            value = item.get(one)
            if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
                return str(value)
        return None

    def keys(self, items: Sequence[Any], shape: Listing) -> list[str]:
        """What tells each item of a list apart: its key, or else all that it says."""
        return [
            self.key_of(one, "", shape) or msgspec.json.encode(one, order="sorted").decode()
            for one in items
        ]
