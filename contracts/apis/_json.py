"""APIs of JSON over HTTP, by their OpenAPI document alone: a vocabulary, and a base for others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from contracts.apis._answers import Answer
from contracts.apis._json_lists import JsonLists
from contracts.apis._requests import PLACE, READING
from contracts.catalogue import Operation
from contracts.catalogue.openapi import Listing
from contracts.model import Allow, Auth, Entry, Inconclusive, NotTested

_GONE = frozenset({404, 410})


class Own(msgspec.Struct, frozen=True):
    """A thing of the run's own: its entry in the ledger, its path, and the answer that made it.

    `values` are those of the parameters in the paths of operations on it.
    """

    entry: Entry
    path: str
    values: Mapping[str, str]
    answer: Answer


class JsonApi(JsonLists):
    """An API whose requests and answers are JSON, in the words of its OpenAPI document."""

    def beside(self, operation: str, method: str) -> Operation | None:
        """The operation of another method on the item that an operation makes, or is about."""
        path = self._operation(operation).path
        known = [one for one in self.spec.operations.values() if one.method == method]
        if not path.endswith("}"):
            below = re.compile(re.escape(path.rstrip("/")) + r"/\{[^/]+\}")
            return next((one for one in known if below.fullmatch(one.path)), None)
        return next((one for one in known if one.path == path), None)

    def make(self, operation: str, body: Any = None) -> Own:
        """Make a thing of one's own by an operation that creates items of a collection.

        It stands in the ledger, and is removed at the end of the run. Raises NotTested where the
        document gives no way to remove it, Inconclusive where the target refuses.
        """
        self._removing(operation)
        self.hold_removable(operation, lambda: self._own(operation, body).entry)
        return self._own(operation, body)

    def _removing(self, operation: str) -> Operation:
        found = self.beside(operation, "DELETE")
        if found is None:
            one = self._operation(operation)
            reason = f"what {one.method} {one.path} makes could not be removed again"
            raise NotTested(reason)
        return found

    def _own(self, operation: str, body: Any) -> Own:
        own = self.create(operation, body)
        if not own.answer.accepted:
            reason = f"a thing of the suite's own was refused by {operation}: {own.answer}"
            raise Inconclusive(reason)
        if not own.path:
            reason = f"the answer to {operation} does not say which id it gave: {own.answer}"
            raise Inconclusive(reason)
        return own

    def create(self, operation: str, body: Any = None, *, auth: Auth | None = None) -> Own:
        """Send a request that makes a thing, whatever comes of it; with `auth`, as another.

        What is made stands in the ledger. Raises NotTested where it could not be removed.
        """
        removing, values = self._removing(operation), self.values_for(operation)
        sent = self.body_of(operation) if body is None else body
        entry = self.creating(operation, self.new_name(), removing=removing.id)
        defect = "other credentials" if auth is not None else None
        query = self.required_query(operation)
        answer = self.call(operation, values, *query, body=sent, auth=auth, defect=defect)
        if not answer.accepted:
            if 0 < answer.status < 500:  # noqa: PLR2004 - it was understood, and made nothing
                self.gone(entry)
            return Own(entry, "", values, answer)
        name = PLACE.findall(removing.path)[-1]
        key = self._key_in(answer, name)
        if key is None:
            return Own(self.created(entry), "", values, answer)
        whole = {**values, name: key}
        path = PLACE.sub(lambda place: quote(whole[place[1]], safe=""), removing.path)
        return Own(self.created(entry, path=path), path, whole, answer)

    def _key_in(self, answer: Answer, name: str) -> str | None:
        """The key of a thing that was made: in Location, or in the answer's body."""
        location = answer.header("Location")
        if location:
            return urlsplit(location).path.rstrip("/").rpartition("/")[2]
        shape = Listing("", "", ("id", "uuid", "key", "_id", "uid", "name", "slug"), (), ())
        body = answer.body
        found = self.key_of(body, name, shape) if isinstance(body, dict) else None
        if found is None and isinstance(body, dict):
            inner = [one for one in body.values() if isinstance(one, dict)]
            found = self.key_of(inner[0], name, shape) if len(inner) == 1 else None
        return found

    # The plainest request of an operation

    def ask(self, operation: str, *, auth: Auth | None = None) -> Answer:
        """The answer to the plainest request that the document allows; with `auth`, as another.

        What changes something is sent to a thing of the suite's own. Raises NotTested where
        there can be none, or where nothing is known to ask for.
        """
        found = self._operation(operation)
        if found.method in READING:
            return self.asked(operation, self._known_values(operation), auth)
        if found.method == "POST" and not found.path.endswith("}"):
            return self.create(operation, auth=auth).answer if auth else self.make(operation).answer
        own = self._own_at(operation)
        answer = self.asked(operation, own.values, auth)
        if found.method == "DELETE" and answer.accepted:
            self.deleted(own.entry)
        return answer

    def _known_values(self, operation: str) -> Mapping[str, str]:
        try:
            return self.values_for(operation)
        except NotTested:
            if self.target.allow is not Allow.WRITE or self.beside(operation, "DELETE") is None:
                raise
            return self._own_at(operation).values

    def _own_at(self, operation: str) -> Own:
        """A thing of the suite's own that an operation is about."""
        found = self._operation(operation)
        collection = found.path.rpartition("/")[0]
        known = self.spec.operations.values()
        making = (o for o in known if o.method == "POST" and o.path.rstrip("/") == collection)
        creator = next(making, None)
        if creator is None or not found.path.endswith("}"):
            reason = (
                f"{found.method} {found.path} changes something, and the document gives no way to "
                "make a thing of the suite's own for it"
            )
            raise NotTested(reason)
        return self.make(creator.id)

    def undo(self, entry: Entry) -> str:
        """Remove what an entry names, and look whether it is gone."""
        path, removing = entry.facts.get("path"), entry.facts.get("removing", "")
        if not path or removing not in self.spec.operations:
            return "its id is not known: the answer that made it did not say it"
        answer = Answer(self.wire.send("DELETE", path, operation=removing, failures="return"))
        if answer.status in _GONE:
            return ""
        if not answer.accepted:
            return f"DELETE {path} was refused: {answer}"
        reading = self.operation_at("GET", path)
        if reading is None:
            return ""
        looked = self.patience("a deleted thing is gone").until(
            lambda: True if self._is_gone(path, reading.id) else None
        )
        return "" if looked else f"GET {path} still finds it after DELETE was accepted"

    def _is_gone(self, path: str, operation: str) -> bool:
        return (
            Answer(self.wire.send("GET", path, operation=operation, failures="return")).status
            in _GONE
        )
