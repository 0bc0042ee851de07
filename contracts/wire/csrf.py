"""CSRF tokens: sent back where the target offers one, as a browser's script would.

A reply offers one by two headers: `X-CSRF-HEADER` names the header to send, `X-CSRF-TOKEN` has
its value. It is tied to the session, so it is kept and forgotten together with the cookies.
"""

from __future__ import annotations

import re

from contracts.model import Headers, Response
from contracts.wire.gate import READING

# A target may not choose any other header of ours.
_NAME = re.compile(r"x-(?:[a-z0-9]+-)*[cx]srf(?:-[a-z0-9]+)*", re.IGNORECASE)
_VALUE = re.compile(r"[\x21-\x7e]+")


class CsrfToken:
    """The token that the target offered last, if it offered any."""

    def __init__(self) -> None:
        self._line: Headers = ()

    def note(self, response: Response) -> None:
        """Take in the token that a reply offers."""
        name, value = response.header("X-CSRF-HEADER"), response.header("X-CSRF-TOKEN")
        if name and value and _NAME.fullmatch(name) and _VALUE.fullmatch(value):
            self._line = ((name, value),)

    def lines_for(self, method: str) -> Headers:
        """The header that a request with this method carries: none where it only reads."""
        return () if method in READING else self._line

    def forget(self) -> None:
        """Drop the token."""
        self._line = ()
