"""Which operation of an API a request exercises: by method and path below the base URL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec

from contracts.catalogue import Operation, Spec

_PARAMETER = re.compile(r"\{(\w+)\}")
_SEGMENT = "[^/]+"
_DEEPER = {"model_name": "(?:cucm/)?[^/]+"}
"""Parameters that may have a slash: the name of a model of devices (`device/cucm/Phone`)."""
_PORTS = {"http": 80, "https": 443}


class Place(msgspec.Struct, frozen=True):
    """Where a request goes: below the base URL or not, and to which operation, if to one.

    `path` is what follows the base URL, `values` are the parameters in it, decoded.
    """

    below: bool
    path: str = ""
    operation: Operation | None = None
    values: dict[str, str] = {}


class Template(msgspec.Struct, frozen=True):
    """The path of an operation, compiled. The more `literals` it has the rather it is meant."""

    operation: Operation
    pattern: re.Pattern[str]
    literals: int


def templates(spec: Spec, page: str | None = None) -> list[Template]:
    """The paths of an API's operations, those with more literal segments first.

    A slash at the end makes no difference. `page` stands for the name that a target gives to the
    only page of an API, whose name is written in any letter case.
    """
    paths = {one.path for one in spec.operations.values()}
    flags = re.IGNORECASE if len(paths) == 1 else re.NOFLAG
    made = [_template(one, page or one.path, flags) for one in spec.operations.values()]
    return sorted(made, key=lambda one: -one.literals)


def _template(operation: Operation, path: str, flags: re.RegexFlag) -> Template:
    pieces = _PARAMETER.split(path.rstrip("/"))
    text = "".join(
        f"(?P<{piece}>{_DEEPER.get(piece, _SEGMENT)})" if at % 2 else re.escape(piece)
        for at, piece in enumerate(pieces)
    )
    literals = sum(1 for one in path.strip("/").split("/") if "{" not in one)
    return Template(operation, re.compile(f"{text}/?", flags), literals)


class Router:
    """The operations of an API at one base URL.

    Where the base URL ends with what all paths of the API begin with (`/api/v2`), that counts
    once. `page` as for `templates`.
    """

    def __init__(self, spec: Spec, base_url: str, page: str | None = None) -> None:
        self._base = urlsplit(base_url)
        self._templates = templates(spec, page)
        self._common = _common(spec)

    @cached_property
    def _root(self) -> str:
        path = self._base.path.rstrip("/")
        if self._common and path.endswith(self._common):
            return path.removesuffix(self._common)
        return path

    def place(self, method: str, url: str) -> Place:
        """Where a request goes."""
        try:
            parts = urlsplit(url)
            at_home = origin(parts) == origin(self._base)
        except ValueError:
            return Place(below=False)
        base = self._base.path.rstrip("/")
        if not at_home or not (parts.path == base or parts.path.startswith(f"{base}/")):
            return Place(below=False)
        path = parts.path[len(self._root) :]
        for one in self._templates:
            found = one.pattern.fullmatch(path) if one.operation.method == method else None
            if found:
                values = {name: unquote(value) for name, value in found.groupdict().items()}
                return Place(below=True, path=path, operation=one.operation, values=values)
        return Place(below=True, path=path)


def _common(spec: Spec) -> str:
    """The literal segments that all paths begin with, where all go on behind them."""
    paths = [one.path.strip("/").split("/") for one in spec.operations.values()]
    common = list(_prefix(paths))
    return "".join(f"/{one}" for one in common)


def _prefix(paths: list[list[str]]) -> Iterator[str]:
    for steps in zip(*(one[:-1] for one in paths), strict=False):
        if len(set(steps)) > 1 or "{" in steps[0]:
            return
        yield steps[0]


def origin(url: SplitResult) -> tuple[str, str, int | None]:
    """Scheme, host and port. Raises ValueError for a port that is none."""
    scheme = url.scheme.lower()
    return scheme, (url.hostname or "").lower(), url.port or _PORTS.get(scheme)
