"""An empty store for each test: SQLite, or PostgreSQL where UC_CONTRACTS_TEST_STORE asks for it.

The schema is made once and copied.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.store import Store, open_store

_KIND = os.environ.get("UC_CONTRACTS_TEST_STORE", "sqlite")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> str:
    """The address of a database with the schema, which nobody writes to."""
    if _KIND == "postgresql":
        made: str = request.getfixturevalue("postgres").fresh()
    else:
        made = str(tmp_path_factory.mktemp("template") / "store.sqlite")
    open_store(made).close()
    return made


@pytest.fixture
def url(template: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a store without any run."""
    if _KIND == "postgresql":
        server = request.getfixturevalue("postgres")
        made: str = server.fresh(template.rpartition("/")[2])
        return made
    return str(shutil.copy(template, tmp_path / "store.sqlite"))


@pytest.fixture
def empty(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a database without anything."""
    if _KIND == "postgresql":
        made: str = request.getfixturevalue("postgres").fresh()
        return made
    return str(tmp_path / "empty.sqlite")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store without any run."""
    with open_store(url) as opened:
        yield opened
