"""Any two runs side by side."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from contracts.hub import answers, asked
from contracts.hub.desk import Desk
from contracts.report import compare
from contracts.store.queries import results_of
from contracts.store.queries.runs import runs as runs_of

_OFFERED = 50


def comparison(desk: Desk, request: Request) -> Response:
    """The page; without two runs it asks for them."""
    before, after = (asked.word(request, name) for name in ("before", "after"))
    values: dict[str, Any] = {"before": None, "after": None, "found": None}
    if before and after:
        pair = asked.run_of(desk, before), asked.run_of(desk, after)
        found = compare(*(results_of(desk.store, one.id) for one in pair))
        values = {"before": pair[0], "after": pair[1], "found": found}
    given = (before or "", after or "")
    offered = runs_of(desk.store, limit=_OFFERED)
    return answers.page(request, "compare.html", {"given": given, "offered": offered, **values})
