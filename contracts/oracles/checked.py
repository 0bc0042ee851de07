"""What checking one exchange gives."""

from __future__ import annotations

import msgspec

from contracts.model import Finding

_SHOWN = 300
_DOCUMENT = 4_000


class Checked(msgspec.Struct, frozen=True):
    """Requirement ids that the exchange upheld, and findings where it broke one.

    What could not be told from the exchange is in neither.
    """

    upheld: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def clip(text: str, limit: int = _SHOWN) -> str:
    """`text`, cut to `limit` characters with a note of what was left out."""
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text) - limit} more characters)"


def clip_value(value: object) -> str:
    """What was expected or observed, cut where it is long.

    JSON and XML documents stay whole up to some length, so that a report can compare them.
    """
    text = str(value)
    return clip(text, _DOCUMENT) if text.startswith(("{", "[", "<")) else clip(text)


def show(body: bytes, limit: int = _SHOWN) -> str:
    """The beginning of a body as text for a finding; `(empty)` for none."""
    if not body:
        return "(empty)"
    return clip(body[: 4 * limit].decode("utf-8", "replace"), limit)
