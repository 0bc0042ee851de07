"""Liberties in changes: status codes, bodies, transactions, tags."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance
from contracts.reference.voss.writes import Payload


@liberty("outcome-flat", ambiguity="VOSS-AMB-16", choice="outcome")
class _OutcomeFlat(Voss):
    """The id and status of a transaction that is over stand beside pkid and success."""

    def sync_body(self, body: dict[str, Any], transaction: Instance) -> dict[str, Any]:
        found = super().sync_body(body, transaction)
        outcome = found.pop("transaction")
        return {**found, "transaction_id": outcome["pkid"], "status": outcome["status"]}


@liberty("template-wins")
class _TemplateWins(Voss):
    """What a Configuration Template says takes the place of what the payload says."""

    def applied(self, template: Payload, payload: Payload) -> Payload:
        return {**payload, **template}
