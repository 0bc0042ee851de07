"""Resources of the suite's own, found again and taken away."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from contracts.apis.voss.answers import Answer, Item
from contracts.apis.voss.transactions import Transactions
from contracts.kit import Entry, FilterSet, NotTested

GONE = frozenset({404, 410})
"""The statuses by which a target says that a resource is not there."""
VANISHED = "a deleted resource is gone"


class Own(msgspec.Struct, frozen=True):
    """A resource that the suite made.

    `name` is what tells it apart, `answer` that of the POST. `at_once` says whether the change was
    over right after that answer: the resource was there by its pkid, or else the transaction was
    in a final state; None where the answer names neither.
    """

    model: str
    pkid: str
    name: str
    answer: Answer
    at_once: bool | None = None


class Removing(Transactions):
    """The part of the vocabulary that takes away."""

    def how_to_create(self) -> Mapping[str, Any]:
        """What the target file says of creating resources. Raises NotTested without it.

        Each resource gets a name of its own: one that the payload has is no part of it.
        """
        found: Mapping[str, Any] | None = self.target.data.get("create")
        if found is None:
            reason = "the target file does not say in [data.create] what the suite may create"
            raise NotTested(reason)
        name = found["name_attribute"]
        return {**found, "payload": {k: v for k, v in found["payload"].items() if k != name}}

    @property
    def home(self) -> str:
        """The node at which resources are made."""
        node: str = self.how_to_create().get("hierarchy", "")
        return self.in_a_form_taken(node) if node else self.hierarchy

    def ledger_entry(self, entry: Entry) -> Entry:
        """An entry of the ledger as it is now."""
        return next((one for one in self.ledger if one.id == entry.id), entry)

    def remove(self, one: Own) -> None:
        """Take a resource of the suite's own away; the end of the run sees whether it is gone."""
        answer = self.delete(one.model, one.pkid)
        if not answer.accepted and answer.status not in GONE:
            return
        for entry in self.ledger:
            if entry.kind == one.model and entry.facts.get("pkid") == one.pkid:
                self.deleted(entry)
        # What is on its way out must not be in a list that is looked at next.
        self.patience(VANISHED).until(
            lambda: self.get(one.model, one.pkid, operation=None).status in GONE or None
        )

    def delete(self, model: str, pkid: str, **parameters: str | bool) -> Answer:
        """The answer to the DELETE of a resource."""
        self.forget(model)
        query = [("hierarchy", self.hierarchy), ("format", "json")]
        query += [(key, str(value).lower()) for key, value in parameters.items()]
        path = f"/{model}/{quote(pkid, safe='')}/"
        sent = self.wire.send("DELETE", path, operation="deleteInstance", query=query)
        return Answer(sent)

    def delete_in_bulk(self, model: str, pkid: str) -> Answer:
        """The answer to a DELETE of the collection that names one resource: the other way."""
        query = [("hierarchy", self.hierarchy), ("format", "json")]
        body = json.dumps({"hrefs": [f"/api/{model}/{pkid}/"]}).encode()
        headers = (("Content-Type", "application/json"),)
        return Answer(
            self.wire.send("DELETE", f"/{model}/", query=query, headers=headers, body=body)
        )

    def pkid_by_name(self, name: str) -> str:
        """The pkid of the suite's own resource of that name; empty where there is none."""
        pkid, _ = self.named(self.how_to_create()["model"], name, self.home)
        for entry in self.ledger:
            if pkid and entry.name == name and "pkid" not in entry.facts:
                self.created(entry, pkid=pkid)
        return pkid

    def named(self, model: str, name: str, node: str | None) -> tuple[str, bool]:
        """The pkid of a name in a list, and whether the whole of the list was looked through."""
        attribute = self.how_to_create()["name_attribute"]

        def key_of(items: Sequence[Item]) -> str:
            fitting = (one.key for one in items if one.data.get(attribute) == name)
            return next(fitting, "")

        # A filter is quicker in a long list; where it finds nothing it may be at fault.
        found = self.page(model, (self.by_name(name),), hierarchy=node, limit=5, summary=False)
        if found.is_list and key_of(found.items):
            return key_of(found.items), True
        whole = self.read(model, hierarchy=node, summary=False)
        return key_of(whole.items), whole.complete

    def by_name(self, name: str) -> FilterSet:
        """The filter that lists the suite's own resource of that name."""
        attribute = self.how_to_create()["name_attribute"]
        return FilterSet(attribute, "equals", name, ignore_case=False)
