"""The credentials of a request: HTTP Basic, bearer tokens, cookies."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from functools import lru_cache

from starlette.requests import cookie_parser


@lru_cache(maxsize=256)
def basic(given: str) -> tuple[str, str] | None:
    """User name and password of an Authorization header (RFC 7617), in UTF-8.

    None where it is not Basic, cannot be read, or has no colon.
    """
    scheme, _, blob = given.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, colon, password = b64decode(blob.strip(), validate=True).decode().partition(":")
    except ValueError:
        return None
    return (name, password) if colon else None


def bearer(given: str) -> str | None:
    """The token of an Authorization header (RFC 6750); None where it has none."""
    scheme, _, token = given.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def cookie(headers: Mapping[str, str], name: str) -> str:
    """The value of a cookie that a request brings; empty where it brings none."""
    sent = headers.get("cookie")
    return cookie_parser(sent).get(name, "") if sent else ""
