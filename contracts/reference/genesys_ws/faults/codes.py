"""Faults in status codes and CSRF protection: GWS-CODE-…, GWS-CSRF-01 and -02."""

from __future__ import annotations

from contracts.reference.clock import Clock
from contracts.reference.genesys_ws.faults._registry import fault
from contracts.reference.genesys_ws.liberties.csrf import CsrfProtection
from contracts.reference.genesys_ws.request import Call, Object, refuse
from contracts.reference.genesys_ws.server import GenesysWs
from contracts.reference.genesys_ws.status import Status


@fault("missing-parameter-10", violates="GWS-CODE-01", kind="wrong-value")
class _MissingParameter10(GenesysWs):
    """A payload without operationName is answered with 10."""

    def no_operation(self) -> str:
        refuse(Status.INVALID_INPUT, "operationName may not be null.")


@fault("missing-parameter-6", violates="GWS-CODE-01", kind="wrong-value")
class _MissingParameter6(GenesysWs):
    """A payload without operationName is answered with 6."""

    def no_operation(self) -> str:
        refuse(Status.NOT_FOUND, "There is no operation null.")


@fault("no-permission-3", violates="GWS-CODE-05", kind="wrong-value")
class _NoPermission3(GenesysWs):
    """A caller without the permission is answered with 3."""

    def no_permission(self) -> None:
        refuse(Status.FORBIDDEN_OPERATION, "The operation is forbidden.")


@fault("no-permission-20", violates="GWS-CODE-05", kind="wrong-reason")
class _NoPermission20(GenesysWs):
    """A caller without the permission is answered as if not authenticated."""

    def no_permission(self) -> None:
        refuse(Status.NOT_AUTHENTICATED, "Access denied.")


@fault("not-found-10", violates="GWS-CODE-06", kind="wrong-value")
class _NotFound10(GenesysWs):
    """A resource that does not exist is answered with 10."""

    def nothing(self, call: Call) -> Object:
        refuse(Status.INVALID_INPUT, f"{call.path} is not valid.")


@fault("unknown-user-found", violates="GWS-CODE-06", kind="omitted")
class _UnknownUserFound(GenesysWs):
    """A user who does not exist is a success without a user."""

    def one_user(self, call: Call, identifier: str) -> Object:
        return super().one_user(call, identifier) if self.centre.by_id(identifier) else {}


@fault("unauthenticated-5", violates="GWS-CODE-20", kind="wrong-value")
class _Unauthenticated5(GenesysWs):
    """A caller who has not authenticated is answered with 5."""

    def unauthenticated(self, call: Call) -> None:  # noqa: ARG002
        refuse(Status.NO_PERMISSION, "The user lacks the permission.")


@fault("unauthenticated-6", violates="GWS-CODE-20", kind="wrong-reason")
class _Unauthenticated6(GenesysWs):
    """A caller who has not authenticated is answered with 6, not found."""

    def unauthenticated(self, call: Call) -> None:
        self.nothing(call)


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
