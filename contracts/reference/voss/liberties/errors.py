"""Liberties in refusals: status codes and bodies."""

from __future__ import annotations

import json
from typing import Any

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.request import Call, Refused, Reply
from contracts.reference.voss.server import Voss

_TOLD = frozenset({400, 404, 405, 409, 410, 415})
"""The statuses of refusals that a body can tell of."""


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
