"""What the document says is refused, and with which codes."""

from __future__ import annotations

from contracts.kit import Refusal, refusal, refusals

_CLIENT_ERRORS = frozenset({400, 403, 404, 405, 409, 410, 415, 422, 423})


def malformed(case: str) -> Refusal:
    """A request whose form is not the documented one: 400."""
    return refusal(case, 400, cause=refusals.MALFORMED)


def not_in_state(case: str, *others: int) -> Refusal:
    """A request that the state of a job forbids: 400, or what else is documented for it.

    409 says the very same (RFC 9110, 15.5.10), and UDM-AMB-17 takes it for bulk deletes as well.
    """
    return refusal(case, 400, 409, *others, cause=refusals.IN_STATE | {404})


def not_found(case: str, *codes: int) -> Refusal:
    """A request about something that does not exist: 404, or the codes that are documented.

    Where that is 404 alone, 400 says that the request is bad, which it is not.
    """
    documented = codes or (404,)
    others = refusals.UNKNOWN - ({400} if documented == (404,) else set())
    return refusal(case, *documented, cause=others)


def no_number(case: str) -> Refusal:
    """A request with an id that is no number: 400 or 404 (UDM-AMB-25)."""
    return refusal(case, 400, 404, cause=refusals.UNKNOWN)


def unnamed(case: str) -> Refusal:
    """A request for which a parameter is required and no code is given (UDM-AMB-44)."""
    return refusal(case, *_CLIENT_ERRORS, cause=frozenset())


def unauthenticated(case: str) -> Refusal:
    """A request with credentials that are not valid; no code is documented."""
    return refusal(case, 401, 403, cause=frozenset({400, 404, 407}))


def without_credentials(case: str) -> Refusal:
    """A request that lacks a required header; no code is documented for it.

    400 is the code that operations list for bad requests, and this one lacks a parameter.
    """
    return refusal(case, 400, 401, 403, cause=frozenset({404, 407}))
