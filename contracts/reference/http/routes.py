"""Which address is which: path templates, as Starlette reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from starlette.routing import compile_path

Kind = TypeVar("Kind")


class Routes(Generic[Kind]):
    """Things by path templates, such as `/users/{id}`.

    A path that leaves nothing open counts before templates, of those the first that fits.
    """

    def __init__(self, table: Mapping[str, Kind]) -> None:
        self._plain = {path: kind for path, kind in table.items() if "{" not in path}
        self._rest = [(compile_path(path)[0], kind) for path, kind in table.items() if "{" in path]

    def find(self, path: str) -> tuple[Kind, dict[str, str]] | None:
        """What stands at a path, and what its template leaves open; None where nothing does."""
        if path in self._plain:
            return self._plain[path], {}
        for pattern, kind in self._rest:
            match = pattern.fullmatch(path)
            if match:
                return kind, match.groupdict()
        return None
