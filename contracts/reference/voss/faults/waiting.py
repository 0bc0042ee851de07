"""Faults in synchronous and asynchronous changes: VOSS-ASYNC-02 to -06."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.types import Receive, Scope, Send

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply, refuse
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance, Node
from contracts.reference.voss.transactions import ENDS_AFTER_S, Pending, Work

_CHANGES = ("create", "update", "delete")


def _later(call: Call) -> bool:
    return call.one("nowait") == "true"


class _Sooner(Voss):
    """A change that should be waited for is answered at once, where `sooner` says so."""

    def sooner(self, call: Call) -> bool:
        raise NotImplementedError

    def nowait(self, call: Call) -> bool:
        return super().nowait(call) or (call.method == "POST" and self.sooner(call))


@fault("nowait-false-ignored", violates="VOSS-ASYNC-02", kind="omitted")
class _NowaitFalseIgnored(_Sooner):
    """nowait=false is taken for true when something is created."""

    def sooner(self, call: Call) -> bool:
        return call.one("nowait") == "false"


@fault("delete-nowait-false-ignored", violates="VOSS-ASYNC-02", kind="only-sometimes")
class _DeleteNowaitFalseIgnored(Voss):
    """nowait=false is taken for true when something is deleted."""

    def nowait(self, call: Call) -> bool:
        return super().nowait(call) or (call.method == "DELETE" and bool(call.one("nowait")))


class _Outcome(Voss):
    """The answer to a change that was waited for is not what it should be."""

    def sync_body(self, body: dict[str, Any], transaction: Instance) -> dict[str, Any]:
        found = super().sync_body(body, transaction)
        created = transaction.data["action"].startswith("Create")
        return self.said(found) if created else found

    def said(self, body: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError


@fault("outcome-empty", violates="VOSS-ASYNC-02", kind="omitted", related="VOSS-ASYNC-03")
class _OutcomeEmpty(_Outcome):
    """When something has been created the answer is an empty object."""

    def said(self, body: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        return {}


@fault(
    "outcome-still-queued", violates="VOSS-ASYNC-02", kind="wrong-value", related="VOSS-ASYNC-03"
)
class _OutcomeStillQueued(_Sooner):
    """With nowait=false the answer has a pkid, but the change is made later only."""

    def sooner(self, call: Call) -> bool:
        return not _later(call)

    def async_body(self, transaction: Instance) -> dict[str, Any]:
        return {**super().async_body(transaction), "status": "Queued"}


class _DefaultLater(Voss):
    def default_nowait(self) -> bool:
        return True


@fault("nowait-default-true", violates="VOSS-ASYNC-03", kind="wrong-default")
class _NowaitDefaultTrue(_DefaultLater):
    """Without nowait a change is asynchronous."""


@fault("nowait-default-true-for-post", violates="VOSS-ASYNC-03", kind="only-sometimes")
class _NowaitDefaultTrueForPost(_Sooner):
    """Without nowait a POST is asynchronous."""

    def sooner(self, call: Call) -> bool:
        return not call.one("nowait")


class _AsyncBody(Voss):
    def said(self, body: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError

    def async_body(self, transaction: Instance) -> dict[str, Any]:
        return self.said(super().async_body(transaction))


@fault("transaction-id-omitted", violates="VOSS-ASYNC-04", kind="omitted")
class _TransactionIdOmitted(_AsyncBody):
    """The answer to nowait=true has no transaction_id."""

    def said(self, body: dict[str, Any]) -> dict[str, Any]:
        return {name: one for name, one in body.items() if name != "transaction_id"}


@fault("transaction-href-omitted", violates="VOSS-ASYNC-04", kind="omitted")
class _TransactionHrefOmitted(_AsyncBody):
    """The answer to nowait=true has no href."""

    def said(self, body: dict[str, Any]) -> dict[str, Any]:
        return {name: one for name, one in body.items() if name != "href"}


@fault("nowait-true-ignored", violates="VOSS-ASYNC-04", kind="wrong-value", related="VOSS-ASYNC-05")
class _NowaitTrueIgnored(Voss):
    """nowait=true is not read: the answer comes when the change has been made."""

    def nowait(self, call: Call) -> bool:
        super().nowait(call)
        return False


@fault("nowait-true-blocks", violates="VOSS-ASYNC-04", kind="wrong-value", related="VOSS-ASYNC-05")
class _NowaitTrueBlocks(Voss):
    """nowait=true blocks until the change has been made, and is answered like nowait=false."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if b"nowait=true" in scope.get("query_string", b""):
            await asyncio.sleep(ENDS_AFTER_S)
        await super().__call__(scope, receive, send)

    def supports_async(self, model: Model, action: str) -> bool:  # noqa: ARG002
        return False


@fault("transactions-end-unseen", violates="VOSS-ASYNC-05", kind="wrong-value")
class _TransactionsEndUnseen(Voss):
    """The change is made, but polling goes on to say In Progress."""

    def poll_reply(self, call: Call, pkid: str) -> Reply:
        found = self.json(call, 200, {pkid: {"status": "In Progress"}})
        super().poll_reply(call, pkid)
        return found


@fault("transactions-forgotten", violates="VOSS-ASYNC-05", kind="only-sometimes")
class _TransactionsForgotten(Voss):
    """A transaction that is over can no longer be polled."""

    def poll_reply(self, call: Call, pkid: str) -> Reply:
        reply = super().poll_reply(call, pkid)
        return reply if b"Queued" in reply.body or b"Progress" in reply.body else refuse(404, pkid)


class _Effect(Voss):
    """What was submitted with nowait=true has another effect."""

    def carry_out(self, one: Pending) -> None:
        work = one.work
        one.work = lambda: self.instead(one.transaction, work)
        super().carry_out(one)

    def instead(self, transaction: Instance, work: Work) -> dict[str, Any]:
        raise NotImplementedError


@fault("nowait-true-no-effect", violates="VOSS-ASYNC-06", kind="omitted")
class _NowaitTrueNoEffect(_Effect):
    """What is submitted with nowait=true succeeds, and is not done."""

    def instead(self, transaction: Instance, work: Work) -> dict[str, Any]:  # noqa: ARG002
        return {}


@fault("nowait-true-fails", violates="VOSS-ASYNC-06", kind="wrong-value")
class _NowaitTrueFails(_Effect):
    """What is submitted with nowait=true always fails."""

    def instead(self, transaction: Instance, work: Work) -> dict[str, Any]:  # noqa: ARG002
        return refuse(400, "the workflow has failed")


@fault(
    "nowait-true-data-lost",
    violates="VOSS-ASYNC-06",
    kind="only-sometimes",
    related="VOSS-TEMPLATE-02 VOSS-TEMPLATE-01",
)
class _NowaitTrueDataLost(_Effect):
    """What is created with nowait=true has its first attribute only."""

    def instead(self, transaction: Instance, work: Work) -> dict[str, Any]:  # noqa: ARG002
        self.thin = True
        try:
            return work()
        finally:
            self.thin = False

    thin = False

    def create(self, model: Model, node: Node, data: dict[str, Any]) -> Instance:
        kept = {model.summary[0]: data[model.summary[0]]} if self.thin else data
        return super().create(model, node, kept)
