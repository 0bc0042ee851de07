"""Who judges what, and what is done about workers that die."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from _stored import Made, write_run

from contracts.fleet.coordinate import Coordinator, Interrupts, Limits
from contracts.fleet.model import Ending, Outcome, Task
from contracts.fleet.pool import Ended, Gone
from contracts.model import RunVerdict
from contracts.store import Store, StoreError, acquire, ingest, release


class Pool:
    """Workers that do what a test says: `script` maps label and attempt to what comes of it."""

    where = "a test"

    def __init__(self, time: Any, *workers: str) -> None:
        self.time = time
        self.workers = list(workers or ("one", "two"))
        self.busy: dict[str, Task] = {}
        self.script: dict[tuple[str, int], Any] = {}
        self.began: list[tuple[str, int, str]] = []
        self.interrupted = self.killed = False
        self.unfit = ""

    def free(self) -> list[str]:
        """The workers that have nothing to do."""
        return [one for one in self.workers if one not in self.busy]

    def hopeless(self) -> str:
        """Why none can judge."""
        return self.unfit

    def start(self, worker: str, task: Task) -> None:
        """Begin."""
        assert worker not in self.busy
        self.busy[worker] = task
        self.began.append((task.label, task.attempt, worker))

    def ended(self, wait_s: float) -> list[Ended]:
        """What ended."""
        self.time.seconds += wait_s
        found = []
        for worker, task in list(self.busy.items()):
            made = self.script.get((task.label, task.attempt), judged)
            came = made(task) if callable(made) else made
            if came is not None:
                found.append(came)
                del self.busy[worker]
        return found

    def interrupt(self) -> None:
        """Note it."""
        self.interrupted = True

    def kill(self) -> None:
        """Note it."""
        self.killed = True

    def close(self) -> None:
        """Note it."""


class Quiet:
    """Keeps what would be shown."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def began(self, label: str, worker: str, attempt: int) -> None:
        """Show nothing."""

    def ended(self, outcome: Outcome) -> None:
        """What ended."""

    def noted(self, text: str) -> None:
        """Keep it."""
        self.texts.append(text)


def judged(task: Task) -> Outcome:
    return Outcome(task.label, Ending.JUDGED, task.attempt, verdict=RunVerdict.CONFORMING)


def lost(task: Task) -> Outcome:
    return Outcome(task.label, Ending.LOST, task.attempt, reason="signal 9 ended the run")


def tasks(task: Task, count: int) -> list[Task]:
    return [
        msgspec.structs.replace(task, label=f"lab-{number}", name=f"Lab {number}")
        for number in range(count)
    ]


class Fleet:
    """A coordinator over a pool of a test."""

    def __init__(self, store: Store, time: Any, *todo: Task, **limits: Any) -> None:
        self.store = store
        self.time = time
        self.pool = Pool(time)
        self.show = Quiet()
        self.interrupts = Interrupts()
        self.todo = todo
        self.limits = Limits(**limits)
        self.ended_control = False

    def run(self) -> dict[str, Outcome]:
        """What became of each."""
        made = Coordinator(
            self.store,
            self.pool,
            self.todo,
            self.limits,
            clock=self.time.clock,
            show=self.show,
            interrupts=self.interrupts,
            end_control=lambda: setattr(self, "ended_control", True),
            time_=self.time,
        ).run()
        assert len({one.label for one in made}) == len(made) == len(self.todo)
        return {one.label: one for one in made}


def test_each_target_is_given_to_one_worker_at_a_time(store: Store, time: Any, task: Task) -> None:
    fleet = Fleet(store, time, *tasks(task, 5))
    made = fleet.run()
    assert {one.ending for one in made.values()} == {Ending.JUDGED}
    assert [label for label, _, _ in fleet.pool.began] == [f"lab-{n}" for n in range(5)]


def test_a_run_that_was_lost_is_made_again(store: Store, time: Any, task: Task) -> None:
    fleet = Fleet(store, time, *tasks(task, 2))
    fleet.pool.script["lab-1", 1] = lost
    assert fleet.run()["lab-1"].attempt == 2
    assert "lab-1: signal 9 ended the run; it is judged again" in fleet.show.texts


def test_after_some_attempts_it_is_given_up(store: Store, time: Any, task: Task) -> None:
    fleet = Fleet(store, time, *tasks(task, 1), attempts=2)
    fleet.pool.script = {("lab-0", number): lost for number in (1, 2)}
    outcome = fleet.run()["lab-0"]
    assert outcome.ending is Ending.DIED
    assert outcome.reason == "tried 2 times; at last: signal 9 ended the run"


def test_a_target_that_another_judges_is_waited_for(store: Store, time: Any, task: Task) -> None:
    fleet = Fleet(store, time, *tasks(task, 1), patience_s=60)
    until = 30

    def busy(one: Task) -> Outcome:
        if time.seconds < until:
            return Outcome(one.label, Ending.BUSY, 1, reason="held by another fleet")
        return judged(one)

    fleet.pool.script["lab-0", 1] = busy
    assert fleet.run()["lab-0"].ending is Ending.JUDGED
    assert len(fleet.pool.began) < 9
    until = 10_000
    again = Fleet(store, time, *tasks(task, 1), patience_s=60)
    again.pool.script["lab-0", 1] = busy
    assert again.run()["lab-0"].ending is Ending.BUSY


def gone(task: Task) -> Gone:
    return Gone(task.label, task.attempt, "the scheduler went away")


def test_what_the_store_has_of_a_worker_that_went_away_counts(
    store: Store, time: Any, task: Task, tmp_path: Path
) -> None:
    run = write_run(tmp_path / "run", Made("Lab 0", {"REC-0002": "fail"}))
    ingest(store, run, batch="night")
    fleet = Fleet(store, time, *tasks(task, 1))
    fleet.pool.script["lab-0", 1] = gone
    outcome = fleet.run()["lab-0"]
    assert outcome.verdict is RunVerdict.NOT_CONFORMING
    assert [attempt for _, attempt, _ in fleet.pool.began] == [1]


def test_a_run_that_goes_on_without_its_worker_is_waited_for(
    store: Store, time: Any, task: Task
) -> None:
    fleet = Fleet(store, time, *tasks(task, 1))
    held = acquire(store, fleet.todo[0].lease, "it", 30, at=time.clock())
    assert held is not None
    fleet.pool.script["lab-0", 1] = gone
    assert fleet.run()["lab-0"].attempt == 2
    assert time.seconds >= 30


def test_a_worker_that_gives_no_sign_of_life_is_given_up(
    store: Store, time: Any, task: Task
) -> None:
    fleet = Fleet(store, time, *tasks(task, 1))
    acquire(store, fleet.todo[0].lease, "it", 20, at=time.clock())
    fleet.pool.script["lab-0", 1] = None  # which never ends
    outcome = fleet.run()["lab-0"]
    assert (outcome.attempt, [worker for *_, worker in fleet.pool.began]) == (2, ["one", "two"])
    assert any("gave no sign of life" in text for text in fleet.show.texts)


def test_workers_are_waited_for(store: Store, time: Any, task: Task) -> None:
    fleet = Fleet(store, time, *tasks(task, 1), patience_s=60)
    fleet.pool.workers = []
    outcome = fleet.run()["lab-0"]
    assert (outcome.ending, outcome.reason) == (Ending.BUSY, "no worker came (a test)")
    assert fleet.show.texts == ["no worker is there (a test); one is waited for"]
    fleet = Fleet(store, time, *tasks(task, 1), patience_s=60)
    fleet.pool.workers, fleet.pool.unfit = [], "the worker w cannot judge"
    outcome = fleet.run()["lab-0"]
    assert (outcome.ending, outcome.reason) == (Ending.REFUSED, "the worker w cannot judge")


def test_interrupted_it_waits_for_runs_to_end(store: Store, time: Any, task: Task) -> None:
    fleet = Fleet(store, time, *tasks(task, 4))

    def interrupt(one: Task) -> Outcome | None:
        fleet.interrupts.count = 1
        if not fleet.pool.interrupted:
            return None
        assert fleet.ended_control
        return Outcome(one.label, Ending.INTERRUPTED, 1, reason="interrupted")

    fleet.pool.script = {("lab-0", 1): interrupt, ("lab-1", 1): interrupt}
    made = fleet.run()
    assert {one.ending for one in made.values()} == {Ending.INTERRUPTED}
    assert made["lab-3"].reason == "not begun"
    assert len(fleet.pool.began) == 2
    assert not fleet.pool.killed


def test_asked_twice_it_ends_at_once(store: Store, time: Any, task: Task) -> None:
    fleet = Fleet(store, time, *tasks(task, 1), lease_s=20)

    def stuck(_: Task) -> None:
        fleet.interrupts.count += 1

    fleet.pool.script["lab-0", 1] = stuck
    made = fleet.run()
    assert fleet.pool.killed
    assert made["lab-0"].reason == "it did not end"


def test_a_store_that_is_away_is_borne_for_a_while(
    store: Store, time: Any, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> list[Any]:
        if time.seconds < 40:
            msg = "the store is away"
            raise StoreError(msg)
        return []

    fleet = Fleet(store, time, *tasks(task, 1), patience_s=60)
    fleet.pool.script["lab-0", 1] = lambda one: judged(one) if time.seconds > 50 else None
    with monkeypatch.context() as patched:
        patched.setattr("contracts.fleet.coordinate.leases", away)
        assert fleet.run()["lab-0"].ending is Ending.JUDGED
    assert fleet.show.texts == ["the store is away; it is tried again"]
    short = Fleet(store, time, *tasks(task, 1), patience_s=5)
    short.pool.script["lab-0", 1] = None
    time.seconds = 0
    monkeypatch.setattr("contracts.fleet.coordinate.leases", away)
    with pytest.raises(StoreError):
        short.run()


def test_a_late_outcome_of_an_attempt_that_was_given_up_is_taken_once(
    store: Store, time: Any, task: Task
) -> None:
    fleet = Fleet(store, time, *tasks(task, 1))
    held = acquire(store, fleet.todo[0].lease, "it", 20, at=time.clock())
    assert held is not None
    fleet.pool.script["lab-0", 1] = lambda one: judged(one) if time.seconds > 35 else None
    fleet.pool.script["lab-0", 2] = None
    assert fleet.run()["lab-0"].attempt == 1
    release(store, held)
