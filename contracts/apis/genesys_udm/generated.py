"""Generated cases made harmless: what they would change is the suite's own, or is not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from contracts.apis.genesys_udm.filters import NO_ID
from contracts.apis.genesys_udm.templates import FAR

NO_FILE = "ucc-no-such-"
_READING = frozenset({"GET", "HEAD"})
_SCHEDULE = {"immediately": False, "startDate": FAR}
_DOTS = frozenset({"", ".", ".."})


def path_values(case: Any, method: str, own: str) -> dict[str, str]:
    """What fills the path: as generated where it is only read, else of the suite's own."""
    found: Mapping[str, Any] = case.path_parameters or {}
    if method in _READING:
        values = {str(name): _text(value) for name, value in found.items()}
        return {name: "%" if value in _DOTS else value for name, value in values.items()}
    return {str(name): own if name == "id" else f"{NO_FILE}{NO_ID}" for name in found}


def query_pairs(case: Any, method: str) -> list[tuple[str, str]]:
    """The query; what would be deleted in bulk is not there."""
    pairs = list(_pairs(case.query if isinstance(case.query, Mapping) else {}))
    if method in _READING:
        return pairs
    return [(name, f"{NO_FILE}{value.replace(',', '')}") for name, value in pairs]


def _pairs(query: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in query.items():
        for one in value if isinstance(value, list) else [value]:
            yield _text(name), _text(one)


def _text(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).encode("utf-8", "replace").decode()


def body_of(case: Any, title: str) -> bytes:
    """The body; a Job in it does not start, exports little, and has a title of the suite's own."""
    body = case.body
    if isinstance(body, dict):
        changed = {"title": title} if isinstance(body.get("title"), str) else {}
        if isinstance(body.get("schedulerParam"), dict):
            changed["schedulerParam"] = _SCHEDULE  # type: ignore[assignment] # a member of any type
        frame = body.get("timeFrame")
        if isinstance(frame, dict) and frame.get("all") is True:
            changed["timeFrame"] = {**frame, "all": False}  # type: ignore[assignment] # likewise
        body = {**body, **changed}
    try:
        return msgspec.json.encode(body)
    except (TypeError, msgspec.MsgspecError, UnicodeError):
        return b""
