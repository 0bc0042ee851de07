"""Resources of the suite's own: made, changed, and taken away again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec

from contracts.apis.voss.answers import Answer, Item, Resource
from contracts.apis.voss.transactions import Transactions, has_failed, is_final, status_in
from contracts.model import Allow, Entry, Inconclusive, NotTested
from contracts.oracles import FilterSet

CLEAR = "__CLEAR_TAG__"
CLEAR_ALL = "__CLEAR_ALL_TAGS__"
GONE = frozenset({404, 410})
"""The statuses by which a target says that a resource is not there."""
SEEN = "an accepted change is seen"
VANISHED = "a deleted resource is gone"
_ACCEPTED = 202
_LATE = frozenset({"VOSS-ASYNC-04", "VOSS-ASYNC-05", "VOSS-ASYNC-06"})
"""Requirements that are judged on a resource asked for with nowait=true."""

Found = TypeVar("Found")


class NotMade(Inconclusive):
    """The target refused to make a resource; `answer` is that of the POST."""

    def __init__(self, reason: str, answer: Answer) -> None:
        super().__init__(reason)
        self.answer = answer


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


class Late(msgspec.Struct, frozen=True):
    """A resource that was asked for with nowait=true; `transaction` is empty where unnamed.

    `open` says whether the transaction was under way still, right after that answer.
    """

    entry: Entry
    answer: Answer
    transaction: str
    open: bool


class Writing(Transactions):
    """The part of the vocabulary that writes."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._shared: dict[bool | None, Own] = {}
        self._late: Late | None = None
        self._tags = 0
        self.nowait_refused: Answer | None = None
        """The refusal of nowait=false, where the same request is accepted without it."""

    def refresh(self) -> None:
        """Forget all that was read of the target, and which resources are at hand."""
        super().refresh()
        self._shared.clear()
        self._late = None

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
        node: str = self.how_to_create().get("hierarchy") or self.hierarchy
        return node

    # Making

    def make(self, *, nowait: bool | None = False, **parameters: Any) -> Own:
        """A new resource, once it is there; None leaves nowait out.

        Raises NotMade where the target refuses, Inconclusive where it cannot be found, NotTested
        where what is made could not be removed again.
        """
        model = self.how_to_create()["model"]
        self.hold_removable(model, self._trial)
        if self.nowait_refused is not None and nowait is False:
            nowait = None
        name = self.new_name()
        entry, answer = self.create(name, nowait=nowait, **parameters)
        if answer.refused and nowait is False and not parameters:
            refused, name = answer, self.new_name()
            entry, answer = self.create(name, nowait=None)
            if answer.accepted:
                # Whether nowait may be refused is judged by VOSS-ASYNC-02: the others go on.
                self.nowait_refused = refused
        if not answer.accepted:
            reason = f"the POST of a new {model} was refused: {answer}"
            raise NotMade(reason, answer)
        pkid, transaction = self.pkid_in(answer), self.transaction_of(answer)
        at_once = None
        if pkid:
            at_once = self.get(model, pkid).item is not None
        elif transaction:
            at_once = is_final(self.poll(transaction)[1])
        if not at_once or not pkid:
            pkid = self._arrived(entry, answer)
        return Own(model, pkid, name, answer, at_once)

    def _trial(self) -> Entry | None:
        """A resource for a trial of its removal; None where the target refuses to make one."""
        entry, answer = self.create(self.new_name(), nowait=False)
        if answer.refused:
            entry, answer = self.create(self.new_name(), nowait=None)
        if not answer.accepted:
            return None
        if not self.pkid_in(answer):
            self._arrived(entry, answer)
        return self.ledger_entry(entry)

    def _arrived(self, entry: Entry, answer: Answer) -> str:
        """The pkid of a resource whose POST did not name it. Raises Inconclusive."""
        transaction = self.transaction_of(answer)
        if transaction:
            polled, status = self.outcome(transaction)
            if has_failed(status):
                self.gone(entry)
                reason = f"the transaction that makes a resource failed: {polled}"
                raise Inconclusive(reason)
        said = self.pkid_in(answer)
        return self.patience(SEEN).wait(
            lambda: self._pkid_if_there(entry, said) or None,
            f"a new resource named {entry.name} is there",
        )

    def _pkid_if_there(self, entry: Entry, said: str) -> str:
        """The pkid of a new resource that is given by the one that was said, or else listed."""
        if said and self.get(entry.kind, said).item is not None:
            return said
        return self.pkid_by_name(entry.name)

    def ledger_entry(self, entry: Entry) -> Entry:
        """An entry of the ledger as it is now."""
        return next((one for one in self.ledger if one.id == entry.id), entry)

    def create(
        self,
        name: str,
        payload: Mapping[str, Any] | None = None,
        *,
        nowait: bool | None,
        **parameters: str,
    ) -> tuple[Entry, Answer]:
        """The POST of a new resource with that name: its entry in the ledger, and the answer."""
        how = self.how_to_create()
        node = self.home
        body = {**how["payload"], how["name_attribute"]: name} if payload is None else payload
        sent: dict[str, str | bool] = dict(parameters)
        if nowait is not None:
            sent["nowait"] = nowait
        entry = self.creating(how["model"], name, hierarchy=node)
        self.forget(how["model"])
        answer = self.post(f"/{how['model']}/", body, hierarchy=node, format="json", **sent)
        pkid = self.pkid_in(answer)
        if answer.accepted and pkid:
            entry = self.created(entry, pkid=pkid)
        elif not answer.accepted:
            self.refused(entry, answer.status)
        return entry, answer

    def subject(self, *, nowait: bool | None = False) -> Own:
        """A resource that tests share: made when it is first asked for, removed at the end.

        There is one for each value of nowait with which it was made.
        """
        if nowait not in self._shared:
            self._shared[nowait] = self.make(nowait=nowait)
        return self._shared[nowait]

    def bystander(self) -> Own:
        """Another resource of the same model, for what must not touch it."""
        return self.subject(nowait=None)

    @contextmanager
    def own(self, **parameters: Any) -> Iterator[Own]:
        """A new resource for as long as the block lasts."""
        made = self.make(**parameters)
        try:
            yield made
        finally:
            self.remove(made)

    # What takes its time

    def start(self, planned: frozenset[str]) -> None:
        """Submit what a transaction is going to make, so that it need not be waited for later."""
        if planned & _LATE and self.target.allow is Allow.WRITE and "create" in self.target.data:
            with suppress(Inconclusive, NotTested):
                # Where lists of this model are looked at nothing must come to be meanwhile.
                if self.any_list().model != self.how_to_create()["model"]:
                    self.late()

    def late(self) -> Late:
        """A resource that was asked for with nowait=true, once in a run.

        Raises NotMade where the target refuses it, NotTested where it could not be removed.
        """
        if self._late is None:
            model = self.how_to_create()["model"]
            self.hold_removable(model, self._trial)
            name = self.new_name()
            entry, answer = self.create(name, nowait=True)
            if not answer.accepted:
                reason = f"the POST with nowait=true was refused: {answer}"
                raise NotMade(reason, answer)
            transaction = self.transaction_of(answer)
            status = self.poll(transaction)[1] if transaction else ""
            under_way = bool(status) and not is_final(status)
            self._late = Late(entry, answer, transaction, under_way)
        return self._late

    # Removing

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

    # Finding

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

    def tags_of(self, one: Own) -> frozenset[str]:
        """The tags of the suite's own resource as it is now. Raises Inconclusive as `seen`."""
        tags = self.seen(one).resource().meta.get("tags", [])
        return frozenset(one for one in tags if isinstance(one, str) and isinstance(tags, list))

    # Waiting

    def effect(self, answer: Answer, look: Callable[[], Found | None], event: str) -> Found | None:
        """What `look` finds once an accepted change is carried out; None where it never does.

        An answer that leaves open when it is carried out is waited for longer. Raises
        Inconclusive where its transaction does not end, or ends with a failure, or where nothing
        says that it is over.
        """
        transaction = self.transaction_of(answer)
        over = is_final(status_in(answer)) or answer.status != _ACCEPTED
        if transaction and not is_final(status_in(answer)):
            polled, status = self.outcome(transaction)
            over = is_final(status)
            if has_failed(status) and look() is None:
                reason = f"the transaction of a change failed: {polled}"
                raise Inconclusive(reason)
        found = self.patience(SEEN).until(look)
        if found is None and not over:
            reason = f"{event}: the change was accepted with {answer}, and is not seen"
            raise Inconclusive(reason)
        return found

    # Tags

    def new_tags(self, count: int) -> list[str]:
        """Tags that nothing has, of which none begins or ends with another."""
        self._tags += count
        return [f"ucc-{number}-tag" for number in range(self._tags - count, self._tags)]

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

    def seen(self, one: Own) -> Resource:
        """The suite's own resource as it is now. Raises Inconclusive where it is not given."""
        found: Resource = self.get(one.model, one.pkid, cached=True)
        found.resource()
        return found
