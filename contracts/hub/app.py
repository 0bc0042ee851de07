"""The hub as an ASGI application."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from contracts.hub import answers
from contracts.hub.accepting import take
from contracts.hub.api.openapi import OPERATIONS, document
from contracts.hub.badges import badge, badge_by_name
from contracts.hub.desk import Desk, Page
from contracts.hub.pages.comparison import comparison
from contracts.hub.pages.fleet import fleet
from contracts.hub.pages.requirement import requirement, requirements
from contracts.hub.pages.runs import run, runs
from contracts.hub.pages.target import target
from contracts.hub.shield import Shield
from contracts.report.text import one_line
from contracts.store import StoreError

_PAGES: tuple[tuple[str, Page], ...] = (
    ("/", fleet),
    ("/targets/{target:int}", target),
    ("/targets/{target:int}/badge.svg", badge),
    ("/badges/{api}/{name:path}.svg", badge_by_name),
    ("/requirements", requirements),
    ("/requirements/{api}/{requirement:path}", requirement),
    ("/runs", runs),
    ("/runs/{run}", run),
    ("/compare", comparison),
)
_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
_FOREVER = "public, max-age=31536000, immutable"
_AGAIN = {"Retry-After": "10"}
_SMALL = 1_500
"""Bytes: what fits into a packet is not compressed."""
_Endpoint = Callable[[Request], Awaitable[Response]]


def hub_app(desk: Desk, root: str = "") -> Starlette:
    """The application. It writes to the store only where the desk takes runs.

    `root` is the path that a proxy serves it at, and takes off.
    """

    async def openapi(request: Request) -> Response:
        told = document(request.scope.get("root_path", ""), accepts=desk.accepting is not None)
        return answers.as_json(request, told)

    async def taking(request: Request) -> Response:
        return await take(desk, request)

    routes = [Route("/static/{version}/{name}", _static), Route("/api/openapi.json", openapi)]
    if desk.accepting is not None:
        routes.append(Route("/runs", taking, methods=["POST"]))
    reading = [*_PAGES, *((one.path, one.page) for one in OPERATIONS)]
    routes += [Route(path, _reader(desk, page)) for path, page in reading]
    handlers: dict[Any, Any] = {
        HTTPException: _told,
        StoreError: _unreadable,
        Exception: _broken,
    }
    around = [Middleware(Shield, root), Middleware(GZipMiddleware, minimum_size=_SMALL)]
    return Starlette(routes=routes, exception_handlers=handlers, middleware=around)


def _reader(desk: Desk, page: Page) -> _Endpoint:
    async def answer(request: Request) -> Response:
        made: Response = await desk.read(page, desk, request)
        return made

    return answer


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    text = answers.static_text(name)
    if text is None:
        raise HTTPException(404, f"there is no file {name}")
    kind = _KINDS[name.rpartition(".")[2]]
    # Another version's address must not keep this one's text.
    same = request.path_params["version"] == answers.static_version()
    caching = _FOREVER if same else "no-cache"
    return answers.revalidated(request, text.encode(), kind, caching)


async def _told(request: Request, error: HTTPException) -> Response:
    detail, headers = error.detail, dict(error.headers or {})
    if error.status_code == 405:  # noqa: PLR2004 - the status of a method that is not allowed
        detail = f"{request.method} is not allowed here; this hub may be read"
        headers["Allow"] = ", ".join(sorted(headers.get("Allow", "").split(", ")))
    elif detail == "Not Found":
        detail = "there is no such page"
    return answers.refused(request, error.status_code, detail, headers)


async def _unreadable(request: Request, error: StoreError) -> Response:
    # Its operator is told all; who reads it is not told where the store is.
    sys.stderr.write(f"uc-contracts: {one_line(str(error))}\n")
    detail = "the store cannot be used at the moment; the output of the hub says why"
    return answers.refused(request, 503, detail, _AGAIN)


async def _broken(request: Request, _error: Exception) -> Response:
    detail = "internal error: this is a fault of the suite; the output of the hub says more"
    return answers.refused(request, 500, detail)
