"""Unit tests that repeat themselves, on a machine of any speed."""

from __future__ import annotations

import gc

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")


def pytest_collection_finish() -> None:
    """Have the collector of garbage leave alone what was imported: it stays for good."""
    gc.freeze()
