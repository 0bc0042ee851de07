"""Liberties in HTTP: media types, headers, transfer, sessions."""

from __future__ import annotations

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.request import Call, Headers, Refused, Reply, refuse
from contracts.reference.voss.server import Voss


@liberty("without-format-html", ambiguity="VOSS-AMB-14")
class _WithoutFormatHtml(Voss):
    """A request without a format is answered with a page for people."""

    def without_format(self, call: Call) -> Reply:
        reply = super().without_format(call)
        return reply if call.writes else self.html(reply.status, "VOSS", "Ask for format=json.")


@liberty("no-session", choice="session")
class _NoSession(Voss):
    """HTTP Basic opens no session: each request carries its credentials."""

    def begin_session(self) -> Headers:
        return []


@liberty("no-sessions")
class _NoSessions(Voss):
    """There is no login, only HTTP Basic."""

    def log_in(self, call: Call) -> Reply:
        refuse(404, f"there is nothing at {call.path}")


@liberty("unauthorized-403")
class _Unauthorized403(Voss):
    """A caller who is not known is refused with 403."""

    def unauthorized(self, why: str) -> None:
        raise Refused(403, why)
