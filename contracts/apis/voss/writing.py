"""Resources of the suite's own: made, asked for, and waited for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import msgspec

from contracts.apis.voss.answers import Answer, Resource
from contracts.apis.voss.removing import GONE, Own, Removing
from contracts.apis.voss.transactions import has_failed, status_in
from contracts.kit import Allow, Entry, Inconclusive, NotTested

SEEN = "an accepted change is seen"
_ACCEPTED = 202
_DONE = frozenset({200, 201})
_LATE = frozenset({"VOSS-ASYNC-04", "VOSS-ASYNC-05", "VOSS-ASYNC-06"})
"""Requirements that are judged on a resource asked for with nowait=true."""

Found = TypeVar("Found")


class NotMade(Inconclusive):
    """The target refused to make a resource; `answer` is that of the POST."""

    def __init__(self, reason: str, answer: Answer) -> None:
        super().__init__(reason)
        self.answer = answer


class NeverThere(Inconclusive):
    """The target said at once that it had made a resource, which is nowhere; `answer` said it."""

    def __init__(self, reason: str, answer: Answer) -> None:
        super().__init__(reason)
        self.answer = answer


class Late(msgspec.Struct, frozen=True):
    """A resource that was asked for with nowait=true; `transaction` is empty where unnamed.

    `open` says whether the transaction was under way still, right after that answer.
    """

    entry: Entry
    answer: Answer
    transaction: str
    open: bool


class Writing(Removing):
    """The part of the vocabulary that writes."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._shared: dict[bool | None, Own] = {}
        self._late: dict[tuple[tuple[str, str], ...], Late] = {}
        self.nowait_refused: Answer | None = None
        """The refusal of nowait=false, where the same request is accepted without it."""

    def refresh(self) -> None:
        """Forget all that was read of the target, and which resources are at hand."""
        super().refresh()
        self._shared.clear()
        self._late.clear()

    # Making

    def make(self, *, nowait: bool | None = False, **parameters: Any) -> Own:
        """A new resource, once it is there; None leaves nowait out.

        Raises NotMade where the target refuses, NeverThere where it says that it is made and is
        nowhere, Inconclusive where it cannot be found otherwise, NotTested where what is made
        could not be removed again.
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
            at_once = self.is_final(self.poll(transaction)[1])
        if not at_once or not pkid:
            try:
                pkid = self._arrived(entry, answer)
            except Inconclusive as vain:
                if nowait is not True and self._is_nowhere(entry, answer):
                    raise NeverThere(vain.reason, answer) from vain
                raise
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

    def _is_nowhere(self, entry: Entry, answer: Answer) -> bool:
        """Whether an answer says that a resource is made, which has no pkid and is not listed.

        An answer that names no pkid, or leaves open whether the change is over, says no such thing.
        """
        said, status = self.pkid_in(answer), status_in(answer)
        over = (
            not has_failed(status)
            if self.is_final(status)
            else answer.status in _DONE and not status
        )
        if not said or not over or self.get(entry.kind, said).status not in GONE:
            return False
        return self.named(entry.kind, entry.name, self.home) == ("", True)

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
            if nowait is not True:
                self._learn_from(answer, how["model"], pkid)
        elif not answer.accepted:
            self.refused(entry, answer.status)
        return entry, answer

    def _learn_from(self, answer: Answer, model: str, pkid: str) -> None:
        """Learn the word of an answer for a change that is over: what it made is there at once."""
        status = status_in(answer)
        if status and not self.is_final(status) and self.get(model, pkid).item is not None:
            self.learn(status)

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
        """Submit what transactions are going to make, so that none need be waited for later."""
        if self.target.allow is not Allow.WRITE or "create" not in self.target.data:
            return
        template = self.target.data.get("template")
        asked: list[dict[str, str]] = [{}] if planned & _LATE else []
        if template and "VOSS-TEMPLATE-01" in planned:
            asked.append({"template_name": template["name"]})
        if template and "VOSS-TEMPLATE-02" in planned:
            asked.append({"template": template["pkid"]})
        for parameters in asked:
            with suppress(Inconclusive, NotTested):
                # Where lists of this model are looked at nothing must come to be meanwhile.
                if self.any_list().model != self.how_to_create()["model"]:
                    self.late(**parameters)

    def late(self, **parameters: str) -> Late:
        """A resource that was asked for with nowait=true and these parameters, once in a run.

        Raises NotMade where the target refuses it, NotTested where it could not be removed.
        """
        key = tuple(sorted(parameters.items()))
        if key not in self._late:
            model = self.how_to_create()["model"]
            self.hold_removable(model, self._trial)
            name = self.new_name()
            entry, answer = self.create(name, None, nowait=True, **parameters)
            if not answer.accepted:
                reason = f"the POST with nowait=true was refused: {answer}"
                raise NotMade(reason, answer)
            transaction = self.transaction_of(answer)
            status = self.poll(transaction)[1] if transaction else ""
            under_way = bool(status) and not self.is_final(status)
            self._late[key] = Late(entry, answer, transaction, under_way)
        return self._late[key]

    def arrived(self, late: Late) -> Own:
        """What was asked for with nowait=true, once it is there. Raises Inconclusive."""
        pkid = self._arrived(late.entry, late.answer)
        return Own(late.entry.kind, pkid, late.entry.name, late.answer)

    # Waiting

    def effect(self, answer: Answer, look: Callable[[], Found | None], event: str) -> Found | None:
        """What `look` finds once an accepted change is carried out; None where it never does.

        An answer that leaves open when it is carried out is waited for longer. Raises
        Inconclusive where its transaction does not end, or ends with a failure, or where nothing
        says that it is over.
        """
        transaction = self.transaction_of(answer)
        over = self.is_final(status_in(answer)) or answer.status != _ACCEPTED
        if transaction and not self.is_final(status_in(answer)):
            polled, status = self.outcome(transaction)
            over = self.is_final(status)
            if has_failed(status) and look() is None:
                reason = f"the transaction of a change failed: {polled}"
                raise Inconclusive(reason)
        found = self.patience(SEEN).until(look)
        if found is None and not over:
            reason = f"{event}: the change was accepted with {answer}, and is not seen"
            raise Inconclusive(reason)
        return found

    def seen(self, one: Own) -> Resource:
        """The suite's own resource as it is now. Raises Inconclusive where it is not given."""
        found: Resource = self.get(one.model, one.pkid, cached=True)
        found.resource()
        return found
