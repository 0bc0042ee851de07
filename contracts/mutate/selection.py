"""Which operation an exchange is one of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase

import msgspec

from contracts.catalogue import Operation
from contracts.mutate.message import Request
from contracts.mutate.mutant import Mutant


class _Known(msgspec.Struct, frozen=True):
    """An operation, and the paths that are its own."""

    id: str
    method: str
    pattern: re.Pattern[str]


class Selection:
    """The operations of an API by requests; `base_path` stands before their paths."""

    def __init__(self, operations: Mapping[str, Operation], base_path: str = "") -> None:
        exact_first = sorted(operations.values(), key=lambda one: one.path.count("{"))
        self._known = [
            _Known(one.id, one.method, _pattern(base_path, one.path)) for one in exact_first
        ]

    def operation(self, method: str, path: str) -> str | None:
        """The operationId of a request by its path without a query; HEAD is as GET."""
        wanted = "GET" if method == "HEAD" else method
        found = (one.id for one in self._known if one.method == wanted and one.pattern.match(path))
        return next(found, None)

    def touches(self, mutant: Mutant, request: Request) -> bool:
        """Whether a request is for an operation that the mutant is about.

        One that swallows methods is about those which the path does not know.
        """
        if mutant.place == "method":
            return self._swallows(mutant, request)
        found = self.operation(request.method, request.path)
        return found is not None and is_meant(mutant, found)

    def _swallows(self, mutant: Mutant, request: Request) -> bool:
        at_path = [one for one in self._known if one.pattern.match(request.path)]
        if not at_path or request.method in {"HEAD", "OPTIONS"}:
            return False
        same = [one for one in at_path if one.pattern == at_path[0].pattern]
        unknown = all(one.method != request.method for one in same)
        return unknown and any(is_meant(mutant, one.id) for one in same)


def is_meant(mutant: Mutant, operation: str) -> bool:
    """Whether a mutant is about an operation, by its operationId."""
    return any(fnmatchcase(operation, one) for one in mutant.operation.split("|"))


def _pattern(base_path: str, path: str) -> re.Pattern[str]:
    parts = re.split(r"\{[^}]*\}", path)
    return re.compile(re.escape(base_path) + "[^/]+".join(map(re.escape, parts)) + "/?$")
