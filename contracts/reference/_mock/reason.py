"""Why a request was refused: the message in the response, whatever its format."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import msgspec

_FAILED = 400
_LONGEST = 200
_NAMES = ("message", "statusMessage", "error", "detail", "why")
_HIDDEN = re.compile(r"<(head|style|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def reason(status: int, body: bytes, trouble: Callable[[bytes], str] | None) -> str:
    """Why a request was refused; empty if it was not.

    `trouble` finds it in the body of an answer whose status does not tell.
    """
    found = trouble(body) if trouble is not None else ""
    if not found and status >= _FAILED:
        found = _said(body) or "no reason is given"
    return found[:_LONGEST]


def _said(body: bytes) -> str:
    try:
        return _message(msgspec.json.decode(body)) or ""
    except (msgspec.DecodeError, UnicodeDecodeError):
        text = _HIDDEN.sub(" ", body[: 64 * _LONGEST].decode("utf-8", "replace"))
        return " ".join(html.unescape(_TAG.sub(" ", text)).split())


def _message(value: Any) -> str | None:
    """The first message in a JSON value, the outermost first."""
    if not isinstance(value, dict):
        return None
    texts = (value.get(name) for name in _NAMES)
    own = next((one for one in texts if isinstance(one, str) and one), None)
    inner = (_message(one) for one in value.values())
    return own or next((one for one in inner if one), None)
