"""Refusals: which status codes refuse a request, and which of them a document gives for it.

A document says of a request that it is refused and, mostly, with which code. A code that refuses
as clearly but that the document does not give for this case is worth a warning; an accepted
request, a redirection and a breakdown of the target are violations.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

UNDOCUMENTED = "not documented here"


class Grade(StrEnum):
    """What a status code says where a refusal is due."""

    REFUSED = "refused"
    UNDOCUMENTED = "undocumented"
    VIOLATED = "violated"


class Refusal(msgspec.Struct, frozen=True):
    """A request that a document says is refused: `case` in words, such as "a broken cipher".

    `documented` are the codes that the document gives for it. `equivalent` are those that say the
    same in HTTP (RFC 9110, RFC 4918) without being documented for the case: with them the request
    is refused all the same.
    """

    case: str
    documented: frozenset[int]
    equivalent: frozenset[int] = frozenset()

    def grade(self, status: int) -> Grade:
        """What `status` says: refused as documented, refused otherwise, or not refused."""
        if status in self.documented:
            return Grade.REFUSED
        if status in self.equivalent:
            return Grade.UNDOCUMENTED
        return Grade.VIOLATED

    @property
    def expected(self) -> str:
        """The documented codes as a finding names them: `400`, `401 or 403`."""
        return " or ".join(str(one) for one in sorted(self.documented or self.equivalent))


# What refuses a request, by its cause, as HTTP has it.
MALFORMED = frozenset({400, 404, 409, 415, 422})
"""Codes for a request whose content or parameters are wrong."""
UNAUTHENTICATED = frozenset({401, 403})
"""Codes for a request without the right credentials."""
UNKNOWN = frozenset({400, 404, 410, 422})
"""Codes for a request about something that is not there."""
IN_STATE = frozenset({400, 403, 405, 409, 422, 423})
"""Codes for a request that the state of the thing forbids."""
MEDIA = frozenset({400, 415, 422})
"""Codes for a request body of a media type that is not taken."""


def refusal(case: str, *documented: int, cause: frozenset[int]) -> Refusal:
    """The refusal of `case`: `documented` codes pass, the others of `cause` warn."""
    return Refusal(case, frozenset(documented), cause - frozenset(documented))
