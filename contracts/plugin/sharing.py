"""Sharing a run among the workers of pytest-xdist."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping
from typing import Any

import pytest

from contracts.apis import find
from contracts.model import Allow, Target
from contracts.plugin.state import RUN


def scheduler(config: pytest.Config, log: Any) -> Any:
    """A scheduler that gives all tests of a target that may be written to to one worker.

    Two workers that change one target get into each other's way; reading ones do not, and are
    as many as the target allows connections.
    """
    # Only a shared run needs it; it has no types.
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # noqa: PLC0415

    class ByTarget(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            targets = config.stash[RUN].targets if RUN in config.stash else ()
            return scope_of(nodeid, {one.key: lanes(one) for one in targets})

    return ByTarget(config, log)


def lanes(target: Target) -> int:
    """How many workers may work on `target` at the same time: each has a connection of its own.

    Where it has a raw TCP service, too, there are two.
    """
    if target.allow is Allow.WRITE:
        return 1
    each = 1 if find(target.api).service(target) is None else 2
    return max(1, target.limits.connections // each)


def scope_of(nodeid: str, lanes_of: Mapping[str, int]) -> str:
    """What a test has in common with those that go to the same worker.

    The same test is in the same lane in every run. Tests of no target go by file: a message for
    each of thousands of quick tests costs more than the tests.
    """
    key = target_in(nodeid, lanes_of)
    if key is None:
        return nodeid.partition("::")[0]
    lane = zlib.crc32(nodeid.encode()) % lanes_of[key]
    return f"{key} {lane}"


def target_in(nodeid: str, keys: Collection[str]) -> str | None:
    """The longest of `keys` that begins the parameters of a test's id, if one does."""
    parameters = nodeid.partition("[")[2].removesuffix("]")
    fitting = (key for key in keys if parameters == key or parameters.startswith(f"{key}-"))
    return max(fitting, key=len, default=None)
