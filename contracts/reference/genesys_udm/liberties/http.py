"""Liberties in HTTP: media types, headers, transfer, and who is let in."""

from __future__ import annotations

from contracts.reference.genesys_udm.liberties._registry import liberty
from contracts.reference.genesys_udm.request import Call, Reply, refuse
from contracts.reference.genesys_udm.server import Udm

_NO_CONTENT = 204
_UNAUTHORIZED = 401


@liberty("length-of-nothing")
class _LengthOfNothing(Udm):
    """A reply with status 204 says that it is empty with a Content-Length of 0."""

    def deleted(self, call: Call) -> Reply:
        return self.empty(call, _NO_CONTENT, (b"content-length", b"0"))


@liberty("unauthorized-403", choice="unauthorized")
class _Unauthorized403(Udm):
    """A caller who is not known is refused with 403."""

    def unauthorized(self, call: Call) -> Reply:
        refuse(403, f"{call.path} is not for everyone")


@liberty("unauthorized-bare", choice="unauthorized")
class _UnauthorizedBare(Udm):
    """The refusal of a caller who is not known has neither body nor challenge."""

    def unauthorized(self, call: Call) -> Reply:
        return self.empty(call, _UNAUTHORIZED)


@liberty("unauthorized-400", choice="unauthorized")
class _Unauthorized400(Udm):
    """A missing token is refused with 400, as a missing parameter is, and a wrong one with 403."""

    def unauthorized(self, call: Call) -> Reply:
        status = 403 if call.headers.get("authorization") else 400
        return self.json(call, status, {"error": "no valid token was sent"})


@liberty("labels-secured", ambiguity="UDM-AMB-04")
class _LabelsSecured(Udm):
    """Labels ask for a token."""

    def is_secured(self, call: Call) -> bool:
        return call.operation.name == "getLabels" or super().is_secured(call)


@liberty("all-versions-secured")
class _AllVersionsSecured(Udm):
    """v4 and v3 ask for a token too, but for their version."""

    def is_secured(self, call: Call) -> bool:
        return super().is_secured(call) or (
            call.version != "v10" and call.operation.name != "getVersion"
        )


@liberty("key-required", ambiguity="UDM-AMB-05")
class _KeyRequired(Udm):
    """A request without x-api-key is refused."""

    def denied(self, call: Call) -> Reply | None:
        if not call.headers.get("x-api-key"):
            refuse(403, "x-api-key is missing")
        return super().denied(call)


@liberty("json-only")
class _JsonOnly(Udm):
    """A job that does not say that it is JSON is refused."""

    def read_members(self, call: Call) -> dict[str, object]:
        if not call.headers.get("content-type", "").lower().startswith("application/json"):
            refuse(415, "application/json is required")
        return super().read_members(call)
