"""Resources of the suite's own: made, changed, and taken away again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import msgspec

from contracts.apis.voss.answers import Answer, Resource
from contracts.apis.voss.filtering import Filtering
from contracts.apis.voss.meta import find
from contracts.model import Inconclusive, NotTested

CLEAR = "__CLEAR_TAG__"
CLEAR_ALL = "__CLEAR_ALL_TAGS__"
_FAILED = frozenset({"fail", "failed"})
_FINAL = _FAILED | {"success", "completed"}
_PAUSE_S = 0.05
GONE = frozenset({404, 410})
"""The statuses by which a target says that a resource is not there."""


class Own(msgspec.Struct, frozen=True):
    """A resource that the suite made: `name` is what tells it apart, `answer` that of the POST."""

    model: str
    pkid: str
    name: str
    answer: Answer


class Writing(Filtering):
    """The part of the vocabulary that writes."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.polls = False
        """Whether a transaction could be polled."""

    def how_to_create(self) -> Mapping[str, Any]:
        """What the target file says of creating resources. Raises NotTested without it."""
        found: Mapping[str, Any] | None = self.target.data.get("create")
        if found is None:
            reason = "the target file does not say in [data.create] what the suite may create"
            raise NotTested(reason)
        return found

    def new_payload(self, name: str) -> dict[str, Any]:
        """The body of a POST for a resource with that name."""
        how = self.how_to_create()
        return {**how["payload"], how["name_attribute"]: name}

    def create(self, name: str, **parameters: str | bool) -> Answer:
        """The answer to the POST of a new resource with that name, which the ledger holds first."""
        how = self.how_to_create()
        node = how.get("hierarchy", self.hierarchy)
        entry = self.creating(how["model"], name, hierarchy=node)
        answer = self.post(
            f"/{how['model']}/",
            self.new_payload(name),
            hierarchy=node,
            format="json",
            **parameters,
        )
        pkid = self.pkid_in(answer)
        if answer.accepted and pkid:
            self.created(entry, pkid=pkid)
        elif not answer.accepted:
            self.refused(entry, answer.status)
        return answer

    @contextmanager
    def own(
        self, note: Callable[[str], None], *, nowait: bool | None = False, **parameters: str
    ) -> Iterator[Own]:
        """A new resource for as long as the block lasts; `note` is told where it stays behind.

        It is made synchronously, unless `nowait` says otherwise; None leaves nowait out.
        Raises Inconclusive where it cannot be made.
        """
        model = self.how_to_create()["model"]
        name = self.new_name()
        sent: dict[str, str | bool] = dict(parameters)
        if nowait is not None:
            sent["nowait"] = nowait
        answer = self.create(name, **sent)
        answer.needed("the POST of a new resource")
        pkid = self.pkid_in(answer)
        if not pkid:
            transaction = self.transaction_of(answer)
            if transaction:
                self.outcome(transaction)
            pkid = self.awaited(name)
        if not pkid:
            note(f"a new resource of {model} named {name} cannot be found, and may stay behind")
            reason = f"the new resource is not to be found: {answer}"
            raise Inconclusive(reason)
        try:
            yield Own(model, pkid, name, answer)
        finally:
            self.remove(model, pkid, note)

    def remove(self, model: str, pkid: str, note: Callable[[str], None]) -> None:
        """Take a resource of the suite's own away; `note` is told where it stays behind."""
        answer = self.delete(model, pkid)
        if not answer.accepted and answer.status not in GONE:
            note(f"{model}/{pkid} cannot be deleted and stays behind ({answer.status})")
            return
        for entry in self.ledger:
            if entry.kind == model and entry.facts.get("pkid") == pkid:
                self.deleted(entry)

    def remove_by_name(self, name: str, note: Callable[[str], None]) -> None:
        """Take a resource of the suite's own away that is known by its name alone."""
        model = self.how_to_create()["model"]
        pkid = self.awaited(name)
        if pkid:
            self.remove(model, pkid, note)
        else:
            note(f"a new resource of {model} named {name} was not found, and may appear later")

    def delete(self, model: str, pkid: str, **parameters: str | bool) -> Answer:
        """The answer to the DELETE of a resource."""
        query = [("hierarchy", self.hierarchy), ("format", "json")]
        query += [(key, str(value).lower()) for key, value in parameters.items()]
        path = f"/{model}/{quote(pkid, safe='')}/"
        sent = self.wire.send("DELETE", path, operation="deleteInstance", query=query)
        return Answer(sent)

    def pkid_in(self, answer: Answer) -> str:
        """The pkid that the answer to a POST names; empty where it names none."""
        found = answer.members.get("pkid")
        return found if isinstance(found, str) else ""

    def pkid_by_name(self, name: str) -> str:
        """The pkid of the suite's own resource of that name; empty where there is none."""
        how = self.how_to_create()
        pkid, _ = self.named(how["model"], name, how.get("hierarchy"))
        for entry in self.ledger:
            if pkid and entry.name == name and "pkid" not in entry.facts:
                self.created(entry, pkid=pkid)
        return pkid

    def named(self, model: str, name: str, node: str | None) -> tuple[str, bool]:
        """The pkid of a name in a list, and whether the whole of the list was looked through."""
        whole = self.read(model, hierarchy=node, summary=False)
        attribute = self.how_to_create()["name_attribute"]
        for item in whole.items:
            if item.data.get(attribute) == name:
                return str(item.key), whole.complete
        return "", whole.complete

    def awaited(self, name: str) -> str:
        """As `pkid_by_name`, once it is there: what is asynchronous may take `poll_s` seconds."""
        ends = self._patience()
        while not (pkid := self.pkid_by_name(name)) and time.monotonic() < ends:
            time.sleep(_PAUSE_S)
        return pkid

    # Tags

    def tag(self, one: Own, *tags: str) -> Answer:
        """The answer to a PATCH of +tag with these tags."""
        return self._patch(one, "+tag", "tagInstance", [("tag", tag) for tag in tags])

    def tag_version(self, one: Own, version: str) -> Answer:
        """The answer to a PATCH of +tag_version."""
        return self._patch(one, "+tag_version", "tagVersion", [("version_tag", version)])

    def _patch(
        self, one: Own, action: str, operation: str, values: Sequence[tuple[str, str]]
    ) -> Answer:
        path = f"/{one.model}/{quote(one.pkid, safe='')}/{action}/"
        query = [("hierarchy", self.hierarchy), ("format", "json"), ("nowait", "false"), *values]
        return Answer(self.wire.send("PATCH", path, operation=operation, query=query))

    def seen(self, one: Own) -> Resource:
        """The suite's own resource as it is now. Raises Inconclusive where it is not given."""
        found: Resource = self.get(one.model, one.pkid, cached=True)
        found.resource()
        return found

    # Transactions

    def transaction_of(self, answer: Answer) -> str:
        """The id of the transaction that an answer names; empty where it names none."""
        for name in ("transaction_id", "transactionID"):
            found = answer.members.get(name)
            if isinstance(found, str) and found:
                return found
        href = answer.members.get("href")
        return href.rstrip("/").rsplit("/", 1)[-1] if isinstance(href, str) else ""

    def poll(self, transaction: str) -> tuple[Answer, str]:
        """The answer to asking for a transaction once, and the status that it says.

        `poll` is known from public documentation only: where it has always been refused, the
        transaction itself is asked for.
        """
        path = f"/tool/Transaction/{quote(transaction, safe='')}/"
        json = (("format", "json"),)
        answer = self.ask(f"{path}poll/", json, operation="pollTransaction")
        self.polls |= answer.accepted
        if answer.refused and not self.polls:
            answer = self.ask(path, json, operation="getTransaction")
        return answer, next(
            (one for one in find(answer.body, "status") if isinstance(one, str)), ""
        )

    def _patience(self) -> float:
        """When waiting for what is asynchronous ends, by the monotonic clock."""
        return time.monotonic() + float(self.target.data.get("poll_s", 30))

    def outcome(self, transaction: str) -> tuple[Answer, str]:
        """The last answer to polling, and the status: final, or the one when patience ended."""
        ends = self._patience()
        while True:
            answer, status = self.poll(transaction)
            if not answer.accepted or is_final(status) or time.monotonic() > ends:
                return answer, status
            time.sleep(_PAUSE_S)


def has_failed(status: str) -> bool:
    """Whether a transaction with this status is over without its effect."""
    return status.strip().lower() in _FAILED


def is_final(status: str) -> bool:
    """Whether a transaction with this status is over."""
    return status.strip().lower() in _FINAL
