"""The version that a target says it has, read off an exchange that passes."""

from __future__ import annotations

import re

from contracts.model import Exchange

_OPERATION = "getVersion"
_VERSION = re.compile(
    rb"""<version>\s*([^<]{1,80}?)\s*</version>|"version"\s*:\s*"([^"]{1,80})\""""
)


def version_in(exchange: Exchange) -> str:
    """The version in the answer to `getVersion`; empty for any other exchange, or where none is."""
    response = exchange.response
    if exchange.request.operation != _OPERATION or response is None:
        return ""
    if exchange.request.defect is not None or not 200 <= response.status < 300:  # noqa: PLR2004 - a success
        return ""
    found = _VERSION.search(response.body)
    return (found[1] or found[2]).decode("utf-8", "replace") if found else ""
