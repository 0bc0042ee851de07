"""The folder of a run, and who gets which test."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.engine.folder import run_folder
from contracts.engine.interrupt import Stop, hold, release
from contracts.model import Allow, Limits, Target
from contracts.plugin.sharing import lanes, scope_of, target_in


def test_a_folder_is_named_and_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = run_folder(None, ["lab", "lab", "other"])
    assert folder.parent == tmp_path / "reports"
    assert folder.name.endswith("Z-lab-other")
    assert not list(tmp_path.iterdir())


def test_two_runs_of_one_second_do_not_meet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = set()
    for _ in range(3):
        folder = run_folder(None, [])
        folder.mkdir(parents=True)
        found.add(folder)
    assert len(found) == 3


def test_a_folder_that_is_there_and_holds_no_run_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("", encoding="utf-8")
    assert run_folder(tmp_path, []) == tmp_path


@pytest.mark.parametrize(
    ("nodeid", "key"),
    [
        ("a.py::test_a[lab]", "lab"),
        ("a.py::test_a[lab-1-x]", "lab"),
        ("a.py::test_a[lab-2]", "lab-2"),
        ("a.py::test_a[lab-2-x]", "lab-2"),
        ("a.py::test_a[labs]", None),
        ("a.py::test_a", None),
    ],
)
def test_the_target_of_a_test(nodeid: str, key: str | None) -> None:
    assert target_in(nodeid, {"lab", "lab-2"}) == key


@pytest.mark.parametrize(
    ("api", "allow", "connections", "expected"),
    [
        ("voss", Allow.WRITE, 4, 1),
        ("voss", Allow.READ, 1, 1),
        ("voss", Allow.READ, 4, 4),
        ("uptivity", Allow.READ, 4, 2),
        ("uptivity", Allow.READ, 1, 1),
    ],
)
def test_no_more_workers_than_a_target_allows_connections(
    api: str, allow: Allow, connections: int, expected: int
) -> None:
    url = "http://lab.test" if api == "voss" else "tcp://lab.test:5620"
    limits = Limits(connections=connections)
    assert lanes(Target("lab", api, "lab", url, allow, limits=limits)) == expected


def test_the_tests_of_a_target_share_its_lanes() -> None:
    scopes = {scope_of(f"a.py::test_{number}[lab]", {"lab": 3}) for number in range(50)}
    assert scopes == {"lab 0", "lab 1", "lab 2"}
    assert scope_of("a.py::test_1[lab]", {"lab": 1}) == "lab 0"
    assert scope_of("a.py::test_1", {"lab": 3}) == "a.py"


@pytest.fixture
def own_handler() -> Iterator[None]:
    """Who runs these tests listens too and would end with the first interrupt."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("own_handler")
def test_an_interrupt_that_is_lost_is_raised_again() -> None:
    before = signal.getsignal(signal.SIGINT)
    stop = Stop(worker=False)
    stop.listen()
    stop.check()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        stop.check()
    stop.heard()
    stop.check()
    stop.end()
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.usefixtures("own_handler")
def test_an_interrupt_waits_while_workers_are_started() -> None:
    hold()
    os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        release()


@pytest.mark.usefixtures("own_handler")
def test_an_interrupt_waits_where_another_thread_would_take_it() -> None:
    over = threading.Event()
    other = threading.Thread(target=over.wait)
    other.start()
    try:
        hold()
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.05)
        with pytest.raises(KeyboardInterrupt):
            release()
    finally:
        over.set()
        other.join()


@pytest.mark.usefixtures("own_handler")
def test_nothing_held_is_nothing_released() -> None:
    before = signal.getsignal(signal.SIGINT)
    release()
    hold()
    release()
    release()
    assert signal.getsignal(signal.SIGINT) is before
