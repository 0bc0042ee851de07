"""Transactions: what every change is recorded as, and how changes take time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contracts.reference.clock import Clock
from contracts.reference.voss.instances import Instances
from contracts.reference.voss.model_list import TRANSACTION
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Refused, Reply, refuse
from contracts.reference.voss.seed import moment
from contracts.reference.voss.state import Instance, Node

STARTS_AFTER_S = 0.1
ENDS_AFTER_S = 0.3

Work = Callable[[], dict[str, Any]]
"""A change; gives the members of its answer. Raises Refused."""


@dataclass(slots=True)
class Pending:
    """A transaction that is not over yet."""

    transaction: Instance
    work: Work
    submitted_s: float


class Transactions(Instances):
    """The layer that records and carries out changes."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.pending: list[Pending] = []

    def status_words(self) -> dict[str, str]:
        """What the states of a transaction are called."""
        return {
            "queued": "Queued",
            "running": "In Progress",
            "done": "Success",
            "failed": "Fail",
        }

    def settle(self) -> None:
        """Move on what has been submitted, by the clock."""
        if not self.pending:
            return
        now = self.clock.monotonic()
        waiting, self.pending = self.pending, []
        for one in waiting:
            age = now - one.submitted_s
            if age >= self.ends_after_s():
                self.carry_out(one)
                continue
            if age >= STARTS_AFTER_S:
                self.mark(one.transaction, "running")
            self.pending.append(one)

    def ends_after_s(self) -> float:
        """How long a transaction takes."""
        return ENDS_AFTER_S

    def carry_out(self, one: Pending) -> None:
        """Do what was submitted, and note how it ended."""
        try:
            one.work()
        except Refused as refusal:
            self.mark(one.transaction, "failed", refusal.why)
        else:
            self.mark(one.transaction, "done")

    def mark(self, transaction: Instance, state: str, message: str = "") -> None:
        """Note the state that a transaction has come to."""
        data = transaction.data
        data["status"] = self.status_words()[state]
        data["message"] = message
        now = moment(self.clock.now())
        if state != "queued":
            data.setdefault("started_time", now)
        if state in {"done", "failed"}:
            data["completed_time"] = now
        self.store.touch()

    def record(self, call: Call, model: Model, node: Node, action: str, detail: str) -> Instance:
        """A new transaction."""
        identifier = self.store.new_uuid()
        data = {
            "id": identifier,
            "action": f"{action.capitalize()} {model.title}",
            "detail": detail,
            "username": call.user,
            "submitted_time": moment(self.clock.now()),
            "priority": "Normal",
            "rolled_back": False,
            "resource": {"hierarchy": node.path, "model_type": model.name},
        }
        made = self.store.add(TRANSACTION, node, data, pkid=identifier)
        self.mark(made, "queued")
        self.store.keep_recent(TRANSACTION)
        return made

    def change(  # noqa: PLR0913 - who, what, where, how
        self, call: Call, model: Model, node: Node, action: str, detail: str, work: Work
    ) -> Reply:
        """Carry out a change, at once or later as the request says."""
        later = self.nowait(call) and self.supports_async(model, action)
        transaction = self.record(call, model, node, action, detail)
        if later:
            self.pending.append(Pending(transaction, work, self.clock.monotonic()))
            return self.json(call, self.async_status(), self.async_body(transaction))
        return self.wait_for(call, transaction, action, work)

    def nowait(self, call: Call) -> bool:
        """Whether the answer is wanted before the change is made."""
        return call.flag("nowait", default=self.default_nowait())

    def default_nowait(self) -> bool:
        """Whether not to wait where nothing is said."""
        return False

    def supports_async(self, model: Model, action: str) -> bool:
        """Whether an action of a model can be asynchronous."""
        return action in model.asynchronous

    def wait_for(self, call: Call, transaction: Instance, action: str, work: Work) -> Reply:
        """Carry out a change at once. Raises Refused, the transaction having failed."""
        try:
            body = work()
        except Refused as refusal:
            self.mark(transaction, "failed", refusal.why)
            raise
        self.mark(transaction, "done")
        status = self.sync_status(action)
        if status == 204:  # noqa: PLR2004 - No Content
            return Reply(204, self.more_headers(), b"")
        return self.json(call, status, self.sync_body(body, transaction))

    def sync_status(self, action: str) -> int:
        """The status code of a change that has been made (VOSS-AMB-15)."""
        return 201 if action == "create" else 200

    def async_status(self) -> int:
        """The status code of a change that will be made (VOSS-AMB-16)."""
        return 202

    def sync_body(self, body: dict[str, Any], transaction: Instance) -> dict[str, Any]:
        """The answer to a change that has been made, with how its transaction ended."""
        outcome = {
            "pkid": transaction.pkid,
            "href": self.href(TRANSACTION.name, transaction.pkid),
            "status": transaction.data["status"],
        }
        return {**body, "success": True, "transaction": outcome}

    def async_body(self, transaction: Instance) -> dict[str, Any]:
        """The answer to a change that will be made."""
        return {
            "href": self.href(TRANSACTION.name, transaction.pkid),
            "success": True,
            "transaction_id": transaction.pkid,
        }

    def poll_reply(self, call: Call, pkid: str) -> Reply:
        """How far a transaction has come."""
        found = self.instance(call, TRANSACTION, pkid)
        state = {
            "status": found.data["status"],
            "href": self.href(TRANSACTION.name, pkid),
            "description": found.data["action"],
        }
        return self.json(call, 200, {pkid: state})

    def replay_reply(self, call: Call, pkid: str) -> Reply:
        """A replay: this server keeps no payloads, so that nothing can be submitted again."""
        self.instance(call, TRANSACTION, pkid)
        refuse(409, f"the transaction {pkid} cannot be replayed")
