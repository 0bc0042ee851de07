"""Protection against forged requests, which some installations have (public documentation)."""

from __future__ import annotations

from contracts.reference.genesys_ws.data import identifier
from contracts.reference.genesys_ws.liberties._registry import liberty
from contracts.reference.genesys_ws.request import Call, Forbidden, Headers
from contracts.reference.genesys_ws.server import GenesysWs


@liberty("csrf-protection", choice="sessions")
class CsrfProtection(GenesysWs):
    """Every GET offers a token that belongs to the session; operations without it get a 403."""

    def token_header(self) -> str:
        """The header that the token has to come in."""
        return "X-CSRF-TOKEN"

    def token(self, session: str) -> str:
        """The token of a session."""
        return identifier(f"token {session}")

    def guard(self, call: Call) -> None:
        """Refuse an operation that was not asked for in a session, or without its token."""
        super().guard(call)
        if call.writes and not self.is_protected(call):
            msg = "Missing or invalid CSRF token"
            raise Forbidden(msg)

    def is_protected(self, call: Call) -> bool:
        """Whether cookie and token are right."""
        kept = call.session == self.session_of(call)
        sent = call.headers.get(self.token_header().lower())
        return kept and sent == self.token(call.session)

    def more_headers(self, call: Call) -> Headers:
        """With the token, in the answer to a GET of someone who is known."""
        found = super().more_headers(call)
        if call.session and not call.writes:
            found.append((b"x-csrf-header", self.token_header().encode()))
            found.append((b"x-csrf-token", self.token(call.session).encode()))
        return found


@liberty("csrf-other-header", choice="sessions")
class _CsrfOtherHeader(CsrfProtection):
    """The token has to come in a header of another name."""

    def token_header(self) -> str:
        return "X-GWS-Xsrf"
