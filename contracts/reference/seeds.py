"""Data of a file in the place of a server's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Data = Mapping[str, Any]
"""What a file says, valid against `specs/<api>/seed.schema.json`."""


class InvalidData(Exception):
    """What no schema can say of data: `why` is what is wrong with the value at the path `at`."""

    def __init__(self, at: tuple[str | int, ...], why: str) -> None:
        super().__init__(why)
        self.at = at


def same(target: Data, data: Data) -> Data:  # noqa: ARG001 - the shape of the others
    """The target file of a server that is reached as before."""
    return target


@dataclass(frozen=True)
class Seeds:
    """How a server takes data in.

    `fill(server, data)` replaces what the data name in a server just made; it raises InvalidData.
    `target(target, data)` is what a target file for the server then says.
    """

    fill: Callable[[Any, Data], None]
    target: Callable[[Data, Data], Data] = same
