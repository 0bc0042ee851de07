"""A PostgreSQL for the tests that need one: one server for all of them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def postgres() -> Iterator[object]:
    """A server of the session's own (see bench/_postgres.py).

    Where the machine has no PostgreSQL, tests that need it are skipped, in CI they fail.
    """
    from _postgres import Postgres, binaries  # noqa: PLC0415 - most tests need neither

    if binaries() is None and not os.environ.get("CI"):
        pytest.skip("no PostgreSQL; Debian has it in the package postgresql")
    with Postgres() as server:
        yield server
