"""The status codes of answers, and the HTTP statuses that go with them."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """The return values that this server answers with."""

    SUCCESS = 0
    PARAMETER_MISSING = 1
    WRONG_IN_STATE = 2
    FORBIDDEN_OPERATION = 3
    INTERNAL_ERROR = 4
    NO_PERMISSION = 5
    NOT_FOUND = 6
    INVALID_INPUT = 10
    NOT_AUTHENTICATED = 20


HTTP = {
    Status.SUCCESS: 200,
    Status.INTERNAL_ERROR: 500,
    Status.NO_PERMISSION: 403,
    Status.NOT_FOUND: 404,
    Status.NOT_AUTHENTICATED: 401,
}
"""The document gives none (GWS-AMB-05); a status that is not here goes with 400."""
