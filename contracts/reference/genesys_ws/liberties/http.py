"""Liberties in HTTP: media types, headers, transfer, statuses."""

from __future__ import annotations

from contracts.reference.genesys_ws.liberties._registry import liberty
from contracts.reference.genesys_ws.request import Call, Headers, Refused, Reply
from contracts.reference.genesys_ws.server import GenesysWs
from contracts.reference.genesys_ws.serving import ROOT
from contracts.reference.genesys_ws.status import HTTP, Status

_VERSION, _MOVED = "/diagnostics/version", "/diagnostics/build"


@liberty("version-moved", ambiguity="GWS-AMB-05")
class _VersionMoved(GenesysWs):
    """The version is at another address, to which a redirect leads (302)."""

    def reply(self, call: Call) -> Reply:
        if call.path == _MOVED:
            call.path = _VERSION
        elif call.path == _VERSION:
            return Reply(302, [(b"location", (call.origin + ROOT + _MOVED).encode())], b"")
        return super().reply(call)


@liberty("other-origins", ambiguity="GWS-AMB-07", choice="origins")
class _OtherOrigins(GenesysWs):
    """Scripts of any origin may call, with credentials; a browser may ask so before (OPTIONS)."""

    def reply(self, call: Call) -> Reply:
        origin = call.headers.get("origin", "*")
        if call.method == "OPTIONS" and "origin" in call.headers:
            return Reply(200, [*_allowed(origin), (b"access-control-max-age", b"600")], b"")
        reply = super().reply(call)
        reply.headers.extend(_allowed(origin))
        return reply


def _allowed(origin: str) -> Headers:
    """What lets scripts of `origin` call, and bring their credentials."""
    allowed = [(b"access-control-allow-origin", origin.encode("latin-1"))]
    if origin != "*":
        allowed += [
            (b"access-control-allow-credentials", b"true"),
            (b"access-control-allow-methods", b"GET, POST, PUT, DELETE"),
            (b"access-control-allow-headers", b"Authorization, Content-Type, X-CSRF-TOKEN"),
            (b"vary", b"Origin"),
        ]
    return allowed


@liberty("other-origins-refused", ambiguity="GWS-AMB-07", choice="origins")
class _OtherOriginsRefused(GenesysWs):
    """A request that a script of another origin sends is refused."""

    def reply(self, call: Call) -> Reply:
        if call.headers.get("origin", call.origin) != call.origin:
            return self.page(403, "Invalid CORS request")
        return super().reply(call)


@liberty("no-sessions", choice="sessions")
class _NoSessions(GenesysWs):
    """There are no sessions: every request is authenticated by itself."""

    def identify(self, call: Call) -> None:
        given = call.headers.get("authorization")
        call.user = self.by_basic(given) if given is not None else None


class _OwnRefusal(GenesysWs):
    """Callers who are not known are turned away in another way."""

    def instead(self) -> Reply:
        raise NotImplementedError

    def refusal(self, call: Call, refused: Refused) -> Reply:
        if refused.status is Status.NOT_AUTHENTICATED:
            return self.instead()
        return super().refusal(call, refused)


@liberty("unauthenticated-page", ambiguity="GWS-AMB-05", choice="unauthenticated")
class _UnauthenticatedPage(_OwnRefusal):
    """A caller who is not authenticated gets a 401 with a page of the web server."""

    def instead(self) -> Reply:
        reply = self.page(401, "Unauthorized")
        reply.headers.append((b"www-authenticate", b'Basic realm="WS"'))
        return reply


@liberty("unauthenticated-empty-403", ambiguity="GWS-AMB-05", choice="unauthenticated")
class _UnauthenticatedEmpty(_OwnRefusal):
    """A caller who is not authenticated gets a 403 without a body."""

    def instead(self) -> Reply:
        return Reply(403, [], b"")


@liberty("unauthenticated-redirect", ambiguity="GWS-AMB-05", choice="unauthenticated")
class _UnauthenticatedRedirect(_OwnRefusal):
    """A caller who is not authenticated is redirected to a login page."""

    def instead(self) -> Reply:
        return Reply(302, [(b"location", b"/ui/login.html")], b"")


@liberty("unauthenticated-form", ambiguity="GWS-AMB-05", choice="unauthenticated")
class _UnauthenticatedForm(_OwnRefusal):
    """A caller who is not authenticated gets a login form with status 200."""

    def instead(self) -> Reply:
        return self.page(200, "<form method=post><input name=user></form>")


@liberty("refusals-without-envelope", ambiguity="GWS-AMB-05")
class _RefusalsWithoutEnvelope(GenesysWs):
    """Refusals of an authenticated caller are pages of the web server."""

    def refusal(self, call: Call, refused: Refused) -> Reply:
        if refused.status is Status.NOT_AUTHENTICATED:
            return super().refusal(call, refused)
        return self.page(HTTP.get(refused.status, 400), refused.why)
