"""Who judges what, and when: tasks to workers, until each target has an outcome.

The store is the judge of what became of a task whose worker went away: its run may be there, its
lease may still be held (then it is waited for), or it is free again, and so judged again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from typing import Protocol

import msgspec

from contracts.fleet.hold import Clock
from contracts.fleet.model import Ending, Outcome, Task
from contracts.fleet.pool import Ended, Gone, Pool
from contracts.fleet.said import stored
from contracts.model import Exit
from contracts.store import Store, StoreError, leases
from contracts.store.queries import judged_by

_TURN_S = 0.5
_LOOK_S = 2.0
_BUSY_S = 5.0
_MISSED = 3
"""How many looks in a row find no lease of a run under way before it is given up."""
_FINAL = frozenset({Ending.JUDGED, Ending.REFUSED, Ending.BROKEN})


class Show(Protocol):
    """What a user sees of it."""

    def began(self, label: str, worker: str, attempt: int) -> None:
        """A target is being judged."""
        ...

    def ended(self, outcome: Outcome) -> None:
        """A target has an outcome."""
        ...

    def noted(self, text: str) -> None:
        """Something happened that a user wants to know."""
        ...


class Limits(msgspec.Struct, frozen=True):
    """How often a target is tried whose workers die, and how long one is waited for (seconds)."""

    attempts: int = 3
    patience_s: float = 3600.0
    lease_s: float = 60.0


class _State(msgspec.Struct):
    """Where a target is: `worker` has it, or it is `adrift`, or it waits until `ready`."""

    task: Task
    worker: str = ""
    adrift: str = ""
    ready: float = 0.0
    waits_since: float | None = None
    seen: bool = False
    missed: int = 0


class Interrupts:
    """How often the user asked to end."""

    def __init__(self) -> None:
        self.count = 0


class Coordinator:
    """The work of a fleet. `time_` gives seconds, `clock` is that of the store."""

    def __init__(  # noqa: PLR0913 - each is a part that a test replaces
        self,
        store: Store,
        pool: Pool,
        tasks: Sequence[Task],
        limits: Limits,
        *,
        clock: Clock,
        show: Show,
        interrupts: Interrupts,
        end_control: Callable[[], None],
        time_: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._pool = pool
        self._limits = limits
        self._clock = clock
        self._show = show
        self._interrupts = interrupts
        self._end_control = end_control
        self._time = time_
        self._states = {one.label: _State(one) for one in tasks}
        self._batch = tasks[0].batch if tasks else ""
        self._outcomes: dict[str, Outcome] = {}
        self._looked = self._reached = time_()
        self._warned = self._said = False
        self._missed_since: float | None = None

    def run(self) -> list[Outcome]:
        """Judge all, and give what became of each.

        Raises StoreError where the store is away for longer than the targets are waited for.
        """
        while self._states and not self._interrupts.count:
            self._turn()
        if self._interrupts.count:
            self._interrupt()
        return list(self._outcomes.values())

    def _turn(self) -> None:
        if not self._interrupts.count:
            self._dispatch()
        for one in self._pool.ended(_TURN_S):
            self._take(one)
        if self._time() - self._looked >= _LOOK_S:
            self._looked = self._time()
            self._look()

    def _dispatch(self) -> None:
        here = self._time()
        waiting = [
            one
            for one in self._states.values()
            if not one.worker and not one.adrift and one.ready <= here
        ]
        free = self._pool.free() if waiting else ()
        if waiting and not free:
            self._miss_workers(waiting)
        else:
            self._missed_since = None
        for worker, state in zip(free, waiting, strict=False):
            state.worker, state.seen, state.missed = worker, False, 0
            self._show.began(state.task.label, worker, state.task.attempt)
            self._pool.start(worker, state.task)

    def _miss_workers(self, waiting: Sequence[_State]) -> None:
        """Wait for workers where nobody works; not for ever, and not where none of them can."""
        if any(one.worker or one.adrift for one in self._states.values()):
            return
        here = self._time()
        if self._missed_since is None:
            self._missed_since = here
        hopeless = self._pool.hopeless()
        if not hopeless and here - self._missed_since < self._limits.patience_s:
            if not self._said:
                self._said = True
                self._show.noted(f"no worker is there ({self._pool.where}); one is waited for")
            return
        reason = hopeless or f"no worker came ({self._pool.where})"
        ending = (Ending.REFUSED, Exit.USAGE) if hopeless else (Ending.BUSY, Exit.UNJUDGED)
        for one in waiting:
            task = one.task
            made = Outcome(task.label, ending[0], task.attempt, reason=reason, exit=ending[1])
            self._finish(made)

    def _take(self, ended: Ended) -> None:
        state = self._states.get(ended.label)
        if state is None:
            return  # of an attempt that was given up, whose target has an outcome
        if isinstance(ended, Gone):
            if ended.attempt == state.task.attempt:
                self._lose_sight(state, ended.reason)
            return
        if ended.ending in _FINAL:
            self._finish(ended)
        elif ended.attempt != state.task.attempt:
            return
        elif ended.ending is Ending.BUSY:
            self._wait(state, ended)
        else:
            self._again(state, ended)

    def _finish(self, outcome: Outcome) -> None:
        del self._states[outcome.label]
        self._outcomes[outcome.label] = outcome
        self._show.ended(outcome)

    def _lose_sight(self, state: _State, reason: str) -> None:
        self._show.noted(f"{state.task.label}: {reason}; the store will say what became of it")
        state.adrift, state.worker = reason, ""

    def _wait(self, state: _State, outcome: Outcome) -> None:
        here = self._time()
        if state.waits_since is None:
            state.waits_since = here
            self._show.noted(f"{state.task.label}: waits, the target is {outcome.reason}")
        if self._interrupts.count or here - state.waits_since > self._limits.patience_s:
            self._finish(outcome)
            return
        state.worker, state.ready = "", here + _BUSY_S

    def _again(self, state: _State, outcome: Outcome) -> None:
        """Have a target judged again whose run was lost, unless that was tried often enough."""
        task = state.task
        if self._interrupts.count:
            self._finish(msgspec.structs.replace(outcome, ending=Ending.INTERRUPTED))
            return
        if task.attempt >= self._limits.attempts:
            reason = f"tried {task.attempt} times; at last: {outcome.reason}"
            self._finish(msgspec.structs.replace(outcome, ending=Ending.DIED, reason=reason))
            return
        self._show.noted(f"{task.label}: {outcome.reason}; it is judged again")
        again = msgspec.structs.replace(task, attempt=task.attempt + 1)
        self._states[task.label] = _State(again, ready=self._time() + _TURN_S)

    def _look(self) -> None:
        """See in the store what became of runs whose workers are out of sight."""
        if not any(one.worker or one.adrift for one in self._states.values()):
            return
        try:
            held = {one.name for one in leases(self._store, at=self._clock())}
            lost = [one for one in self._states.values() if self._is_lost(one, held)]
            done = stored(judged_by(self._store, self._batch)) if lost else {}
        except StoreError as trouble:
            self._bear(trouble)
            return
        self._reached, self._warned = self._time(), False
        for state in lost:
            task = state.task
            found = done.get((task.api, task.name))
            if found is not None and state.adrift:
                self._finish(msgspec.structs.replace(found, label=task.label, attempt=task.attempt))
            elif found is None:
                reason = state.adrift or f"the worker {state.worker} gave no sign of life"
                lost_one = Outcome(task.label, Ending.LOST, task.attempt, state.worker, reason)
                self._again(state, lost_one)

    def _is_lost(self, state: _State, held: Collection[str]) -> bool:
        """Whether no lease says that a target is being judged, which was begun."""
        if state.task.lease in held:
            state.seen, state.missed = True, 0
            return False
        if state.adrift:
            state.missed += 1
            return state.seen or state.missed >= _MISSED
        if not (state.worker and state.seen):
            return False
        state.missed += 1
        return state.missed >= _MISSED

    def _bear(self, trouble: StoreError) -> None:
        """Go on without the store for a while. Raises the trouble when that is too long."""
        if self._time() - self._reached > self._limits.patience_s:
            raise trouble
        if not self._warned:
            self._warned = True
            self._show.noted(f"{trouble}; it is tried again")

    def _interrupt(self) -> None:
        """End all runs, and wait until they ended: twice asked, at once."""
        self._show.noted("interrupted: the runs end, and remove what they made; again: at once")
        self._pool.interrupt()
        self._end_control()
        for label in [key for key, one in self._states.items() if not (one.worker or one.adrift)]:
            self._finish(Outcome(label, Ending.INTERRUPTED, 0, reason="not begun"))
        killed = False
        until = self._time() + self._limits.patience_s
        while self._states and self._time() < until:
            if self._interrupts.count > 1 and not killed:
                killed = True
                self._pool.kill()
                until = min(until, self._time() + self._limits.lease_s)
            self._turn()
        for label, state in list(self._states.items()):
            reason = state.adrift or "it did not end"
            self._finish(Outcome(label, Ending.INTERRUPTED, state.task.attempt, reason=reason))
