"""Badges: the verdict of a target's latest run, by an address that stays."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from contracts.hub import answers, asked
from contracts.hub.desk import Desk
from contracts.model import Results
from contracts.report.badge import badge_svg
from contracts.store.queries import TargetRow, results_of
from contracts.store.queries.glances import target_by_name

_CACHING = "max-age=300"
"""Pages elsewhere show badges through caches of their own, which ask as often as this."""


def badge(desk: Desk, request: Request) -> Response:
    """The badge of a target by its id."""
    return _badge(desk, request, asked.target_of(desk, request))


def badge_by_name(desk: Desk, request: Request) -> Response:
    """The badge of a target by its API and name, which are the same in every store."""
    api, name = request.path_params["api"], request.path_params["name"]
    found = target_by_name(desk.store, api, name)
    if found is None:
        msg = f"the store has no target {name} of {api}"
        raise HTTPException(404, msg)
    return _badge(desk, request, found)


def _badge(desk: Desk, request: Request, target: TargetRow) -> Response:
    whole = results_of(desk.store, target.latest.run_id)
    ours = tuple(one for one in whole.targets if (one.api, one.name) == (target.api, target.name))
    results = Results(whole.suite, target.latest.verdict, ours, whole.seconds)
    picture = b"".join(badge_svg(results))
    made = answers.revalidated(request, picture, "image/svg+xml", _CACHING)
    made.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # it is made for other pages
    return made
