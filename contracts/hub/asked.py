"""What a request asks for: parameters read with their kinds, things found by their ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from starlette.exceptions import HTTPException
from starlette.requests import Request

from contracts.hub.desk import Desk
from contracts.store.queries import TargetRow
from contracts.store.queries.glances import run_by_key, target_by_id
from contracts.store.queries.runs import RunRow
from contracts.store.values import text

_LARGEST = 2**63 - 1
_LONGEST = 200


def word(request: Request, name: str) -> str | None:
    """A text; None where it was not given, or is empty. Raises HTTPException for a long one."""
    given = request.query_params.get(name, "").strip()
    if len(given) > _LONGEST:
        msg = f"{name} has {len(given):,} characters; at most {_LONGEST} are looked for"
        raise HTTPException(400, msg)
    return text(given) or None


def choice(request: Request, name: str, known: Collection[str]) -> str | None:
    """One of several texts; None where it was not given. Raises HTTPException for another."""
    given = word(request, name)
    if given is not None and given not in known:
        msg = f"{name} is one of {', '.join(known)}, not {given!r}"
        raise HTTPException(400, msg)
    return given


def number(request: Request, name: str, default: int, low: int, high: int) -> int:
    """A whole number within bounds; `default` where it was not given. Raises HTTPException."""
    given = word(request, name)
    if given is None:
        return default
    if not given.isascii() or not given.isdigit() or not low <= int(given) <= high:
        msg = f"{name} is a whole number from {low:,} to {high:,}, not {given!r}"
        raise HTTPException(400, msg)
    return int(given)


def moment(request: Request, name: str) -> dt.datetime | None:
    """A time, ISO 8601; None where it was not given. Raises HTTPException for what is none."""
    given = word(request, name)
    if given is None:
        return None
    try:
        # A `+` that was not escaped in an address is a space.
        found = dt.datetime.fromisoformat(given.replace(" ", "+"))
        found = found if found.tzinfo else found.replace(tzinfo=dt.UTC)
        return found.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        msg = f"{name} is a time such as 2026-11-27T20:00:00Z, not {given!r}"
        raise HTTPException(400, msg) from None


def target_of(desk: Desk, request: Request) -> TargetRow:
    """The target that the address names. Raises HTTPException where there is none."""
    wanted = request.path_params["target"]
    found = target_by_id(desk.store, wanted) if wanted <= _LARGEST else None
    if found is None:
        msg = f"the store has no target {wanted}"
        raise HTTPException(404, msg)
    return found


def run_of(desk: Desk, key: str) -> RunRow:
    """The run with this id. Raises HTTPException where there is none."""
    found = run_by_key(desk.store, key)
    if found is None:
        msg = f"the store has no run {key}"
        raise HTTPException(404, msg)
    return found
