"""A hub over a store of four runs, asked without a socket."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from _asgi import Answer, ask
from _stored import Made, write_run

from contracts.hub import Accepting, Desk, hub_app
from contracts.store import Store, ingest, make_token, open_store

LIMITS = Accepting(max_sent=200_000, max_unpacked=400_000, max_files=5)


class Hub(NamedTuple):
    """A hub, its store, and a folder of a run that is not in it."""

    app: Any
    store: Store
    token: str

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page."""
        return ask(self.app, path, headers={"accept": "text/html", **headers})

    def post(self, *blocks: bytes, path: str = "/runs", **headers: str) -> Answer:
        """Hand in an archive."""
        given = {"authorization": f"Bearer {self.token}", "content-type": "application/gzip"}
        return ask(self.app, path, method="POST", headers=given | headers, blocks=blocks)


def fill(store: Store, home: Path) -> None:
    """Take in four runs; `One` goes to and fro, and `<b>Two</b>` cannot be judged everywhere."""
    for number in range(4):
        said = {"REC-0002": "fail", "REC-0001": "fail"} if number % 2 else {"REC-0001": "fail"}
        two = Made("<b>Two</b>", {"REC-0003": "inconclusive"}, version="9.1")
        folder = home / f"run-{number}"
        ingest(store, write_run(folder, Made("One", said), two, number=number, day=number))


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store without any run, which nobody writes to."""
    made = tmp_path_factory.mktemp("blank") / "store.sqlite"
    open_store(str(made)).close()
    return made


@pytest.fixture
def empty(blank: Path, tmp_path: Path) -> Iterator[Store]:
    """A store without any run."""
    with open_store(str(shutil.copy(blank, tmp_path / "store.sqlite"))) as store:
        yield store


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub that may be read; nobody writes to its store."""
    home = tmp_path_factory.mktemp("hub")
    with open_store(str(home / "store.sqlite")) as store:
        fill(store, home)
        yield Hub(hub_app(Desk(store)), store, "")


@pytest.fixture
def accepting(empty: Store) -> Hub:
    """A hub that takes runs, over an empty store."""
    return Hub(hub_app(Desk(empty, LIMITS)), empty, make_token(empty, "ci"))
