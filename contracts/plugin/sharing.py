"""Sharing a run among the workers of pytest-xdist."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pytest

from contracts.model import Allow
from contracts.plugin.state import RUN


def scheduler(config: pytest.Config, log: Any) -> Any:
    """A scheduler that gives all tests of a target that may be written to to one worker.

    Two workers that change one target get into each other's way; reading ones do not.
    """
    # Only a shared run needs it; it has no types.
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # noqa: PLC0415

    class ByTarget(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            targets = config.stash[RUN].targets if RUN in config.stash else ()
            written = {one.key for one in targets if one.allow is Allow.WRITE}
            return target_in(nodeid, written) or nodeid

    return ByTarget(config, log)


def target_in(nodeid: str, keys: Collection[str]) -> str | None:
    """The longest of `keys` that begins the parameters of a test's id, if one does."""
    parameters = nodeid.partition("[")[2].removesuffix("]")
    fitting = (key for key in keys if parameters == key or parameters.startswith(f"{key}-"))
    return max(fitting, key=len, default=None)
