"""An empty store for each test, and a clock that a test sets."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.fleet.model import Task
from contracts.store import Store, open_store

START = dt.datetime(2026, 11, 27, 20, tzinfo=dt.UTC)


class Time:
    """A time that stands still unless a test moves it on."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """Seconds since the test began."""
        return self.seconds

    def clock(self) -> dt.datetime:
        """The same as a time of the day."""
        return START + dt.timedelta(seconds=self.seconds)


@pytest.fixture
def time() -> Time:
    """A time that stands still."""
    return Time()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store without any run, which nobody writes to."""
    path = tmp_path_factory.mktemp("template") / "store.sqlite"
    open_store(str(path)).close()
    return path


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Iterator[Store]:
    """A store without any run."""
    with open_store(str(shutil.copy(template, tmp_path / "store.sqlite"))) as opened:
        yield opened


@pytest.fixture
def task(store: Store, tmp_path: Path) -> Task:
    """The work on the target Lab of the recorded API."""
    return Task(
        label="lab",
        api="recorded",
        name="Lab",
        batch="night",
        text='[target]\nbase_url = "http://recorded.test/api"\n',
        folder=str(tmp_path),
        beside=".",
        store=store.name,
        control="fleet/night/1",
        reports=str(tmp_path / "reports"),
    )
