"""Liberties in HTTP: media types, headers, transfer, and who is let in."""

from __future__ import annotations

from contracts.reference.genesys_udm.liberties._registry import liberty
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.server import Udm

_NO_CONTENT = 204


@liberty("length-of-nothing")
class _LengthOfNothing(Udm):
    """A reply with status 204 says that it is empty with a Content-Length of 0."""

    def deleted(self, call: Call) -> Reply:
        return self.empty(call, _NO_CONTENT, (b"content-length", b"0"))


@liberty("unauthorized-400", choice="unauthorized")
class _Unauthorized400(Udm):
    """A missing token is refused with 400, as a missing parameter is, and a wrong one with 403."""

    def unauthorized(self, call: Call) -> Reply:
        status = 403 if call.headers.get("authorization") else 400
        return self.json(call, status, {"error": "no valid token was sent"})
