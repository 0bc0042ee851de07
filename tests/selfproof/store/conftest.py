"""The same store twice: a SQLite file, and a database of PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "postgresql":
        made: str = request.getfixturevalue("postgres").fresh()
        return made
    return str(tmp_path / "store.sqlite")
