"""Answers: pages, JSON, problems; each with what tells a browser or a cache how to take it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import Response

from contracts import __version__
from contracts.report.html import environment, source_of, style_of
from contracts.report.text import one_line

_FILES = ("hub.css",)
_JSON = "application/json"
PROBLEM = "application/problem+json"
_HTML = "text/html; charset=utf-8"
_TITLES = {
    400: "That cannot be asked",
    401: "Who are you?",
    404: "Not here",
    405: "That cannot be done here",
    503: "Not at the moment",
}


class Links:
    """The addresses of a hub's pages, below the path that it is served at."""

    def __init__(self, root: str) -> None:
        self.root = root.rstrip("/")

    def to(self, path: str, **asked: Any) -> str:
        """A page by its path; what is None is left out of the query."""
        given = {key: value for key, value in asked.items() if value is not None and value != ""}
        query = f"?{urlencode(given)}" if given else ""
        return f"{self.root}{path}{query}"

    def target(self, target_id: int) -> str:
        """A target."""
        return self.to(f"/targets/{target_id}")

    def requirement(self, api: str, name: str) -> str:
        """A requirement."""
        return self.to(f"/requirements/{quote(api, safe='')}/{quote(name, safe='')}")

    def run(self, key: str) -> str:
        """A run."""
        return self.to(f"/runs/{quote(key, safe='')}")

    def badge(self, api: str, name: str) -> str:
        """The badge of a target, by its name."""
        return self.to(f"/badges/{quote(api, safe='')}/{quote(name, safe='')}.svg")

    def static(self, name: str) -> str:
        """A style or a script, in an address of its own for each version of it."""
        return self.to(f"/static/{static_version()}/{name}")


def static_text(name: str) -> str | None:
    """A file that pages load: `style.css` or `page.js`; None for another."""
    match name:
        case "style.css":
            here = environment("contracts.hub").loader
            assert here is not None  # noqa: S101 - it was made with one
            own = here.get_source(environment("contracts.hub"), _FILES[0])[0]
            return f"{style_of('uc-contracts hub', 'matrix.css')}\n{own}"
        case "page.js":
            return source_of("page.js")
        case _:
            return None


@cache
def static_version() -> str:
    """What is another text for each version of the files that pages load."""
    both = f"{static_text('style.css')}{static_text('page.js')}"
    return hashlib.sha256(both.encode()).hexdigest()[:12]


@cache
def templates() -> Environment:
    """The templates of the hub, and those of the reports that they use."""
    made = environment("contracts.hub")
    made.filters["when"] = _when
    made.filters["day"] = _day
    return made


def page(
    request: Request, template: str, values: Mapping[str, Any], *, status: int = 200
) -> Response:
    """A page from a template."""
    links = Links(request.scope.get("root_path", ""))
    own = {"links": links, "here": links.to(path_of(request)), "version": __version__}
    text = templates().get_template(template).render({**values, **own})
    if status != 200:  # noqa: PLR2004 - what is no page of the store is asked for again
        return Response(text, status, {"Cache-Control": "no-store"}, _HTML)
    return revalidated(request, text.encode(), _HTML)


def as_json(request: Request, value: Any) -> Response:
    """A value as JSON."""
    return revalidated(request, msgspec.json.encode(value), _JSON)


def revalidated(request: Request, body: bytes, kind: str, caching: str = "no-cache") -> Response:
    """An answer that a cache may keep, and has to ask for again; 304 where it has it already."""
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": caching, "Vary": "Accept"}
    if is_known(request, tag):
        return Response(None, 304, headers)
    return Response(body, 200, headers, kind)


def is_known(request: Request, tag: str) -> bool:
    """Whether the caller has what `tag` names."""
    given = request.headers.get("if-none-match", "")
    known = {one.strip().removeprefix("W/") for one in given.split(",")}
    return not known.isdisjoint({tag.removeprefix("W/"), "*"})


def once(request: Request, state: str, make: Callable[[], Response]) -> Response:
    """What `make` makes, unless the caller has it as it was made from the same `state`."""
    links = request.scope.get("root_path", "")
    told = f"{__version__} {static_version()} {links} {request.url.path} {state}"
    # Weak: compressed or not, it is the same to who reads it.
    tag = f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept"}
    if is_known(request, tag):
        return Response(None, 304, headers)
    made = make()
    made.headers.update(headers)
    return made


def refused(
    request: Request, status: int, detail: str, headers: dict[str, str] | None = None
) -> Response:
    """What went wrong in one line: a page for people, a problem (RFC 9457) for programs."""
    title = _TITLES.get(status, "That did not work")
    detail = one_line(detail)
    accepts = request.headers.get("accept", "")
    wants_page = "text/html" in accepts or ("json" not in accepts and request.method == "GET")
    if wants_page and not path_of(request).startswith("/api/"):
        made = page(
            request,
            "error.html",
            {"title": title, "code": status, "detail": detail},
            status=status,
        )
    else:
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        cached = {"Cache-Control": "no-store"}
        made = Response(msgspec.json.encode(problem), status, cached, PROBLEM)
    made.headers.update(headers or {})
    return made


def path_of(request: Request) -> str:
    """The path of a request below the one that the hub is served at."""
    path: str = request.scope["path"]
    return path.removeprefix(request.scope.get("root_path", ""))


def _when(moment: dt.datetime) -> str:
    return f"{moment.day} {moment:%b %Y, %H:%M} UTC"


def _day(moment: dt.datetime) -> str:
    return f"{moment.day} {moment:%b %Y}"
