"""Faults in status codes and CSRF protection: GWS-CODE-…, GWS-CSRF-01 and -02."""

from __future__ import annotations

from contracts.reference.clock import Clock
from contracts.reference.genesys_ws.faults._registry import fault
from contracts.reference.genesys_ws.liberties.csrf import CsrfProtection
from contracts.reference.genesys_ws.request import Call


@fault("csrf-not-checked", violates="GWS-CSRF-01", kind="omitted")
class _CsrfNotChecked(CsrfProtection):
    """A token is offered but not required."""

    def is_protected(self, call: Call) -> bool:  # noqa: ARG002
        return True


@fault("csrf-any-token", violates="GWS-CSRF-01", kind="wrong-value")
class _CsrfAnyToken(CsrfProtection):
    """Any token is right."""

    def is_protected(self, call: Call) -> bool:
        return self.token_header().lower() in call.headers


@fault("csrf-not-without-session", violates="GWS-CSRF-01", kind="only-sometimes")
class _CsrfOnlyInSessions(CsrfProtection):
    """Without a session no token is required."""

    def is_protected(self, call: Call) -> bool:
        return not self.session_of(call) or super().is_protected(call)


@fault("csrf-never-right", violates="GWS-CSRF-02", kind="omitted")
class _CsrfNeverRight(CsrfProtection):
    """No token is right."""

    def is_protected(self, call: Call) -> bool:  # noqa: ARG002
        return False


@fault("csrf-another-header", violates="GWS-CSRF-02", kind="wrong-value")
class _CsrfAnotherHeader(CsrfProtection):
    """The token is read from another header than the one that is named."""

    def is_protected(self, call: Call) -> bool:
        return call.headers.get("x-xsrf-token") == self.token(call.session)


@fault("csrf-token-once", violates="GWS-CSRF-02", kind="only-sometimes", related="GWS-JSON-01")
class _CsrfTokenOnce(CsrfProtection):
    """A session has one token, which is right for one operation."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.used: set[str] = set()

    def is_protected(self, call: Call) -> bool:
        fresh = call.session not in self.used
        self.used.add(call.session)
        return fresh and super().is_protected(call)
