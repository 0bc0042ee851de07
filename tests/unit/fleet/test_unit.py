"""One attempt at one target, with a run that a test makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from _stored import Made, write_run

from contracts.fleet import unit
from contracts.fleet.control import Control
from contracts.fleet.handing import unpacked
from contracts.fleet.model import Ending, Outcome, Task, decoded_outcome, encoded
from contracts.fleet.running import Ended
from contracts.fleet.work import work
from contracts.model import Decision, Exit
from contracts.report import read_results
from contracts.report.document import json_bytes
from contracts.store import Store, acquire, holder, journals, note
from contracts.store.queries import judged_by

Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (unit.STORE, unit.FILES, unit.REPORTS):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def control(store: Store, time: Any) -> Iterator[Control]:
    """The fleet runs."""
    with Control(store, "fleet/night/1", 600, time.clock) as held:
        yield held


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Callable[[Run], None]:
    """Have a run be what a test says."""
    return lambda run: monkeypatch.setattr(unit, "run_watched", run)


def conforming(arguments: list[str], *_: Any, **__: Any) -> Ended:
    folder = write_run(Path(arguments[arguments.index("--report-dir") + 1]), Made("Lab"))
    path = folder / "results.json"
    decided = msgspec.structs.replace(read_results(path), decision=Decision(Exit.OK, "none failed"))
    path.write_bytes(json_bytes(decided))
    return Ended(0)


def judge(task: Task, time: Any, **flags: Any) -> Outcome:
    return unit.judge(task, clock=time.clock, **flags)


@pytest.mark.usefixtures("control")
def test_a_target_is_judged_once_under_one_name(
    store: Store, time: Any, task: Task, made: Callable[[Run], None]
) -> None:
    made(conforming)
    outcome = judge(task, time)
    assert (outcome.ending, outcome.exit, outcome.counts) == (Ending.JUDGED, Exit.OK, {"pass": 5})
    made(lambda *_, **__: pytest.fail("it was judged again"))
    again = judge(msgspec.structs.replace(task, attempt=2), time)
    assert (again.run, again.attempt) == (outcome.run, 2)
    assert len(judged_by(store, "night")) == 1
    assert holder(store, task.lease, at=time.clock()) is None


@pytest.mark.usefixtures("control")
def test_what_it_wrote_is_handed_in_where_that_is_asked(
    time: Any, task: Task, made: Callable[[Run], None], tmp_path: Path
) -> None:
    made(conforming)
    outcome = judge(msgspec.structs.replace(task, home=True), time)
    assert outcome.archive is not None
    assert not (tmp_path / "reports" / "lab" / "run-1").exists()
    unpacked(decoded_outcome(encoded(outcome)).archive or b"", tmp_path / "home")
    assert read_results(tmp_path / "home" / "results.json").targets


def test_without_its_fleet_nothing_is_judged(time: Any, task: Task) -> None:
    outcome = judge(task, time)
    assert outcome.ending is Ending.INTERRUPTED
    assert "does not know that the fleet runs" in outcome.reason


@pytest.mark.usefixtures("control")
def test_a_target_that_another_holds_is_left_alone(store: Store, time: Any, task: Task) -> None:
    acquire(store, task.lease, "other fleet", 60, at=time.clock())
    outcome = judge(task, time)
    assert outcome.ending is Ending.BUSY
    assert outcome.reason == "held by other fleet until 20:01:00"


@pytest.mark.usefixtures("control")
@pytest.mark.parametrize(
    ("ended", "ending"),
    [
        (Ended(-9), Ending.LOST),
        (Ended(3, lost=True), Ending.LOST),
        (Ended(3, interrupted=True), Ending.INTERRUPTED),
    ],
)
def test_a_run_that_did_not_end_by_itself_is_not_taken(  # noqa: PLR0913 - two facts beside the parts
    store: Store,
    time: Any,
    task: Task,
    made: Callable[[Run], None],
    ended: Ended,
    ending: Ending,
) -> None:
    def run(*arguments: Any, **more: Any) -> Ended:
        conforming(*arguments, **more)
        return ended

    made(run)
    assert judge(task, time).ending is ending
    assert judged_by(store, "night") == []
    assert holder(store, task.lease, at=time.clock()) is None


@pytest.mark.usefixtures("control")
def test_what_the_suite_says_is_said_of_the_target(
    time: Any, task: Task, made: Callable[[Run], None]
) -> None:
    def refused(arguments: list[str], log: Path, *_: Any, **__: Any) -> Ended:
        text = f"uc-contracts: {arguments[1]}:3: target.auth.password: the environment variable "
        log.write_text(text + "LAB is not set; export it before the run\n")
        return Ended(2)

    made(refused)
    outcome = judge(task, time)
    assert (outcome.ending, outcome.exit) == (Ending.REFUSED, Exit.USAGE)
    assert outcome.reason.endswith(
        ": target.auth.password: the environment variable LAB is not set; export it before the run"
    )
    assert "/" not in outcome.reason
    made(lambda *_, **__: Ended(4))
    assert judge(task, time).ending is Ending.BROKEN


@pytest.mark.usefixtures("control")
def test_what_a_dead_run_left_is_removed_first(
    store: Store, time: Any, task: Task, made: Callable[[Run], None]
) -> None:
    dead = acquire(store, task.lease, "dead", 5, at=time.clock())
    assert dead is not None
    line = '{"event":"creating","target":"lab","entry":"main-1","kind":"user","name":"ucc-1"}'
    note(store, dead, [line], at=time.clock())
    time.seconds += 6
    ran: list[str] = []

    def run(arguments: list[str], *rest: Any, **more: Any) -> Ended:
        ran.append(arguments[0])
        return conforming(arguments, *rest, **more) if arguments[0] == "run" else Ended(3)

    made(run)
    outcome = judge(task, time)
    assert ran == ["cleanup", "run"]
    assert outcome.left == ("user ucc-1: it was not removed",)
    assert journals(store, task.lease, before=9).keys() == {1}


def test_a_password_of_the_store_is_the_workers_own(time: Any, task: Task) -> None:
    outcome = judge(msgspec.structs.replace(task, store=""), time)
    assert outcome.ending is Ending.REFUSED
    assert "set UC_CONTRACTS_STORE there" in outcome.reason


def test_a_store_that_is_away_can_be_tried_again(time: Any, task: Task, tmp_path: Path) -> None:
    outcome = judge(msgspec.structs.replace(task, store=str(tmp_path / "none.sqlite")), time)
    assert outcome.ending is Ending.LOST
    assert "there is no store" in outcome.reason


def test_a_worker_has_the_files_of_the_fleet_elsewhere(
    time: Any, task: Task, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(unit.FILES, "/srv/fleet")
    made = unit._Unit(
        msgspec.structs.replace(task, beside="labs"),
        store,
        time.clock,
        unit.never,
        unit.never,
    )
    assert made._base() == Path("/srv/fleet/labs")


def test_tasks_and_outcomes_travel_as_bytes(task: Task) -> None:
    outcome = decoded_outcome(work(encoded(task)))
    assert (outcome.label, outcome.ending) == ("lab", Ending.INTERRUPTED)
