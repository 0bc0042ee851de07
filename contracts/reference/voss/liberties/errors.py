"""Liberties in refusals: status codes and bodies."""

from __future__ import annotations

import json
from typing import Any

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Refused, Reply, refuse
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

_TOLD = frozenset({400, 404, 405, 409, 410, 415})
"""The statuses of refusals that a body can tell of."""


@liberty("unknown-pkid-400", ambiguity="VOSS-AMB-15", choice="unknown-pkid")
class _UnknownPkid400(Voss):
    """A pkid that no resource has is refused with 400."""

    def unknown_instance(self, model: Model, pkid: str) -> Instance:
        refuse(400, f"{model.name} has no resource {pkid}")


@liberty("unknown-pkid-410", ambiguity="VOSS-AMB-15", choice="unknown-pkid")
class _UnknownPkid410(Voss):
    """A pkid that no resource has is refused with 410."""

    def unknown_instance(self, model: Model, pkid: str) -> Instance:
        refuse(410, f"{model.name} has no resource {pkid}")


@liberty("unknown-model-400", ambiguity="VOSS-AMB-15")
class _UnknownModel400(Voss):
    """A model that does not exist is refused with 400."""

    def unknown_model(self, path: str) -> Model:
        refuse(400, f"there is no model at {path}")


@liberty("errors-flat", choice="error-body")
class _ErrorsFlat(Voss):
    """The body of a refusal has other members."""

    def fault(self, refusal: Refused) -> dict[str, Any]:
        return {"error_code": 4000 + refusal.status, "error_message": refusal.why, "success": False}


@liberty("faults-with-200", ambiguity="VOSS-AMB-15", choice="error-body")
class _FaultsWith200(Voss):
    """A refusal is a 200 with a fault, but for that of a caller who is not known."""

    def reply(self, call: Call) -> Reply:
        reply = super().reply(call)
        return self.json(call, 200, json.loads(reply.body)) if reply.status in _TOLD else reply

    def fault(self, refusal: Refused) -> dict[str, Any]:
        return {"success": False, "fault": {"code": refusal.status, "message": refusal.why}}


@liberty("errors-html", choice="error-body")
class _ErrorsHtml(Voss):
    """A refusal is a page for people."""

    def reply(self, call: Call) -> Reply:
        reply = super().reply(call)
        if reply.status < 400:  # noqa: PLR2004
            return reply
        page = self.html(reply.status, "Request refused", "It was not carried out.")
        kept = [one for one in reply.headers if one[0] == b"www-authenticate"]
        page.headers.extend(kept)
        return page
