"""Several processes that work with one store at the same time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from _recorded import recorded_catalogue
from _stored import Made, write_run

from contracts.store import StoreError, acquire, ingest, open_store
from contracts.store.queries import runs, standings

CATALOGUE = recorded_catalogue(40)
_APART = multiprocessing.get_context("forkserver")
_APART.set_forkserver_preload(["_stored", "contracts.store"])  # imported once for all of them


def together(work: Callable[..., Any], parts: Sequence[tuple[Any, ...]]) -> list[Any]:
    """What each process made of its part; they begin at the same time."""
    start, made = _APART.Barrier(len(parts)), _APART.Queue()
    workers = [_APART.Process(target=_put, args=(made, work, start, *part)) for part in parts]
    for one in workers:
        one.start()
    found = [made.get(timeout=60) for _ in workers]
    for one in workers:
        one.join()
    return found


def _put(made: Any, work: Callable[..., Any], *part: Any) -> None:
    made.put(work(*part))


def take(start: Any, url: str, folders: list[Path]) -> list[str]:
    """Take runs into a store; what became of each."""
    start.wait(30)
    with open_store(url) as store:
        return [ingest(store, one).state.value for one in folders]


def lease(start: Any, url: str, owner: str) -> int:
    """Try to get a lease; how often that worked."""
    with open_store(url) as store:
        start.wait(30)
        return sum(acquire(store, f"target {at}", owner, 600) is not None for at in range(20))


def night(folder: Path, day: int) -> Path:
    """A run of two targets, of which more fails every other night."""
    said = {"REC-0002": "fail"} if day % 2 else {}
    made = (Made(name, said, CATALOGUE, base_url=f"http://{name}.test") for name in ("a", "b"))
    return write_run(folder / f"{day}", *made, number=day, day=day)


def test_the_same_run_is_taken_once_and_others_are_all_there(url: str, tmp_path: Path) -> None:
    made = [night(tmp_path / "nights", day) for day in range(8)]
    backwards = [*reversed(made[4:]), made[0]]
    states = together(take, [(url, made), (url, backwards)])
    said = sorted(one for some in states for one in some)
    assert said == ["new"] * 8 + ["same"] * 5
    with open_store(url) as store:
        assert len(runs(store)) == 8
        found = [one for one in standings(store) if one.requirement == "REC-0002"]
        assert [(one.state, one.flips) for one in found] == [("broken", 7), ("broken", 7)]
        assert {one.since_run[-6:] for one in found} == {"000007"}
        assert len(standings(store)) == 80


def test_a_lease_is_got_by_one_of_them(url: str) -> None:
    open_store(url).close()
    got = together(lease, [(url, name) for name in ("one", "two")])
    assert sum(got) == 20


def hold_open(url: str, folder: Path, ready: Any) -> None:
    """Begin to take a run, and never come to an end."""
    import contracts.store.ingesting as module  # noqa: PLC0415 - to be changed in this process

    def wait(*_: object) -> None:
        ready.set()
        time.sleep(600)

    vars(module)["add_exchanges"] = wait
    with open_store(url) as store:
        ingest(store, folder)


def test_an_ingest_that_is_killed_leaves_nothing_and_can_be_made_again(
    url: str, tmp_path: Path
) -> None:
    made = night(tmp_path, 1)
    open_store(url).close()
    ready = _APART.Event()
    process = _APART.Process(target=hold_open, args=(url, made, ready))
    process.start()
    assert ready.wait(30)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    with open_store(url) as store:
        assert runs(store) == []
        assert ingest(store, made).state.value == "new"


def test_a_server_that_goes_away_is_named_in_one_line(
    postgres: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    url = postgres.fresh()
    made = night(tmp_path, 1)
    with open_store(url) as store:
        name = url.rpartition("/")[2]
        postgres.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        postgres.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname LIKE 'fresh_%' AND pid <> pg_backend_pid()"
        )
        try:
            ingest(store, made)
        except StoreError as trouble:
            said = str(trouble)
        assert "\n" not in said
        assert capfd.readouterr().err == ""
        assert "the store postgresql://postgres:***@127.0.0.1" in said
        postgres.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert ingest(store, made).state.value == "new"
