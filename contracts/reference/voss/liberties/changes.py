"""Liberties in changes: status codes, bodies, transactions, tags."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply, refuse
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance
from contracts.reference.voss.writes import Payload


@liberty("created-200", ambiguity="VOSS-AMB-15", choice="created")
class _Created200(Voss):
    """A POST that waits is answered with 200."""

    def sync_status(self, action: str) -> int:
        return 200 if action == "create" else super().sync_status(action)


@liberty("created-202", ambiguity="VOSS-AMB-15", choice="created")
class _Created202(Voss):
    """Every change that waits is answered with 202, though it has been made."""

    def sync_status(self, action: str) -> int:
        return 202 if action != "delete" else super().sync_status(action)


@liberty("deleted-204", ambiguity="VOSS-AMB-15")
class _Deleted204(Voss):
    """A DELETE that waits is answered with 204 and no body."""

    def sync_status(self, action: str) -> int:
        return 204 if action == "delete" else super().sync_status(action)


@liberty("nowait-200", ambiguity="VOSS-AMB-16", choice="nowait")
class _Nowait200(Voss):
    """A request that does not wait is answered with 200."""

    def async_status(self) -> int:
        return 200


@liberty("nowait-201", ambiguity="VOSS-AMB-16", choice="nowait")
class _Nowait201(Voss):
    """A request that does not wait is answered with 201."""

    def async_status(self) -> int:
        return 201


@liberty("no-poll", ambiguity="VOSS-AMB-16")
class _NoPoll(Voss):
    """A transaction is asked for by its own address alone; there is no poll."""

    def poll_reply(self, call: Call, pkid: str) -> Reply:  # noqa: ARG002
        refuse(404, f"there is nothing at {call.path}")


@liberty("outcome-bare", ambiguity="VOSS-AMB-16", choice="outcome")
class _OutcomeBare(Voss):
    """A change that has been made is answered with pkid and success, without the transaction."""

    def sync_body(self, body: dict[str, Any], transaction: Instance) -> dict[str, Any]:
        found = super().sync_body(body, transaction)
        return {name: found[name] for name in found if name != "transaction"}


@liberty("outcome-flat", ambiguity="VOSS-AMB-16", choice="outcome")
class _OutcomeFlat(Voss):
    """The id and status of a transaction that is over stand beside pkid and success."""

    def sync_body(self, body: dict[str, Any], transaction: Instance) -> dict[str, Any]:
        found = super().sync_body(body, transaction)
        outcome = found.pop("transaction")
        return {**found, "transaction_id": outcome["pkid"], "status": outcome["status"]}


@liberty("status-completed", choice="status-words")
class _StatusCompleted(Voss):
    """A transaction that went well is Completed."""

    def status_words(self) -> dict[str, str]:
        return {**super().status_words(), "done": "Completed"}


@liberty("status-not-queued", choice="status-words")
class _StatusNotQueued(Voss):
    """A transaction is In Progress from the beginning."""

    def status_words(self) -> dict[str, str]:
        return {**super().status_words(), "queued": "In Progress"}


@liberty("transactions-slow", choice="pace")
class _TransactionsSlow(Voss):
    """A transaction takes nearly a second."""

    def ends_after_s(self) -> float:
        return 0.9


@liberty("transactions-quick", choice="pace")
class _TransactionsQuick(Voss):
    """A transaction is over before the next request."""

    def ends_after_s(self) -> float:
        return 0.0


@liberty("nowait-everywhere")
class _NowaitEverywhere(Voss):
    """Every action of every model supports asynchronous requests, tags too."""

    def supports_async(self, model: Model, action: str) -> bool:  # noqa: ARG002
        return True

    def actions_of(self, model: Model) -> dict[str, dict[str, Any]]:
        found = super().actions_of(model)
        return {name: {**one, "support_async": True} for name, one in found.items()}


@liberty("template-wins")
class _TemplateWins(Voss):
    """What a Configuration Template says takes the place of what the payload says."""

    def applied(self, template: Payload, payload: Payload) -> Payload:
        return {**payload, **template}


@liberty("tags-lower-cased", ambiguity="VOSS-AMB-21")
class _TagsLowerCased(Voss):
    """Tags are kept in small letters."""

    def add_tag(self, instance: Instance, name: str) -> None:
        super().add_tag(instance, name.lower())
