"""One target under test, in one process of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from contracts import apis
from contracts.apis import Ledger
from contracts.catalogue import load
from contracts.engine.budget import Allowance, Budget, Clock
from contracts.engine.cutoff import CutOff
from contracts.engine.judge import Judge
from contracts.engine.log import Log
from contracts.engine.look import Look, look_at
from contracts.engine.software import version_in
from contracts.engine.validators import readable, validators
from contracts.engine.way import STRAIGHT, Way
from contracts.model import (
    Entry,
    Exchange,
    Fate,
    Inconclusive,
    NotApplicable,
    NotTested,
    SuiteError,
    Target,
    TargetBarred,
    TargetCutOff,
    TargetLost,
    Violation,
)
from contracts.oracles import Checked
from contracts.wire import Wire

LOOKING = "looking"
"""What stands in the place of a test's id in the exchanges of the look before the tests."""

STARTING = "starting"
"""What stands in the place of a test's id in the exchanges that start what takes time."""

CLEANING = "cleaning up"
"""What stands in the place of a test's id in the exchanges that remove what tests made."""

_TO_CLEAN_UP = Allowance(exchanges=20_000, seconds=600, work="the clean-up")
"""What it may cost to remove what a run made; `uc-contracts cleanup` goes on with the rest."""


class Session:
    """The work on one target: its wire, its vocabulary, and the checks of every exchange.

    `judge` is that of the test at hand, which takes every checked exchange, `budget` what is left
    to it; `confirmed` are requirements whose violation was seen twice. `share` is this process's
    part of the target's rate, `clock` the time that is left to the run; the credentials are
    `vouched` for where the target itself names them. `way` is how the target is reached.
    `witnessed` is told every exchange with what was checked on it, where a test is judged.
    """

    def __init__(  # noqa: PLR0913 - one for each thing that may differ
        self,
        target: Target,
        log: Log,
        *,
        share: float = 1.0,
        clock: Clock | None = None,
        vouched: bool = False,
        way: Way = STRAIGHT,
    ) -> None:
        self.target = target
        self.spec = load(target.api)
        self.judge: Judge | None = None
        self.budget: Budget | None = None
        self.started = False
        self.witnessed: Callable[[Exchange, Checked], None] | None = None
        self._vouched = vouched
        self._way = way
        self._look: Look | None = None
        self._version = ""
        self._cut_off = CutOff(log.facts.directory, target.key)
        self.clock = clock or Clock()
        self.confirmed: set[str] = set()
        self.log = log
        kind = apis.find(target.api)
        wire = Wire(
            target,
            log.recorder,
            before=self._before,
            inspect=self._inspect,
            safe=lambda request: kind.reads(request, target),
            service=kind.service(target),
            share=share,
            clock=way.now,
            sleep=self._sleep,
            route=way.route,
        )
        self.api = kind(wire, target, self.spec)
        self.api.sleep = self._sleep
        self.api.clock = way.now
        self.api.ledger = Ledger(target.key, log.emit, log.worker, _prefix(log))

    @contextmanager
    def judging(self, judge: Judge, allowance: Allowance) -> Iterator[None]:
        """An attempt of a test, whose exchanges `judge` takes, within its allowance."""
        way = self._way
        self.judge = judge
        self.budget = Budget(allowance, self.clock, now=way.now, sleep=way.sleep)
        try:
            with self.budget.enforced():
                yield
        finally:
            self.judge = self.budget = None
            self._tell_loss()

    @property
    def lost(self) -> str:
        """Why nothing more of the target is judged, in any process; empty where it is."""
        return self.api.wire.lost or self._cut_off.reason

    def hold_reachable(self) -> None:
        """Raise TargetLost where nothing more of the target is judged."""
        if self.lost:
            raise TargetLost(self.lost)

    def _tell_loss(self) -> None:
        """Cut the target off where this process has just lost it."""
        lost = self.api.wire.lost
        if lost and self._cut_off.tell(lost):
            self.log.emit(TargetCutOff(self.target.key, lost))

    def _before(self) -> None:
        """Hold a request that is going to be sent to what is judged and to the budget."""
        if self.judge is not None:
            self.judge.before_sending()
        if self.budget is not None:
            self.budget.spend()

    def _sleep(self, seconds: float) -> None:
        if self.budget is not None:
            self.budget.sleep(seconds)
        else:
            self._way.sleep(seconds)

    def bar(self) -> str:
        """Look at the target, once: why nothing of it can be judged, or nothing where it can.

        Nothing is looked at, nor barred, once another process has lost the target.
        """
        if self._look is None and self.lost:
            return ""
        if self._look is None:
            with self._testing(LOOKING):
                self._look = look_at(self.api, vouched=self._vouched)
            if self._look.barred:
                self.log.emit(TargetBarred(self.target.key, self._look.barred))
        return self._look.barred

    def start(self, planned: frozenset[str]) -> None:
        """Start what takes time on the target; what cannot be started the tests will say."""
        self.started = True
        signals = (Inconclusive, NotApplicable, NotTested, TargetLost, Violation)
        with self._testing(STARTING), suppress(*signals):
            self.hold_reachable()
            self.api.start(planned)
        self._tell_loss()

    @contextmanager
    def _testing(self, what: str) -> Iterator[None]:
        """Have exchanges belong to `what` in the place of a test."""
        test, self.log.recorder.test = self.log.recorder.test, what
        try:
            yield
        finally:
            self.log.recorder.test = test

    def _inspect(self, exchange: Exchange) -> None:
        """Check an exchange as it passes. Raises SuiteError for a bad request of our own."""
        operation = exchange.request.operation
        if not self._version and (version := version_in(exchange)):
            self._version = version
            self.api.note(version, kind="version")
        checked = self.api.rules(exchange)
        # What goes over a raw connection is held to the API's own rules alone.
        if operation is not None and not exchange.request.raw:
            oracle, form = validators(self.target.api)
            if exchange.request.defect is None:
                for problem in form(operation).problems(exchange.request):
                    msg = f"a request of our own is not documented ({operation}): {problem}"
                    raise SuiteError(msg)
            judge, understood = oracle(operation), self.api.understood(exchange)
            with readable(self.spec.operations[operation]):
                by_operation = judge.check(understood)
            checked = Checked(
                by_operation.upheld + checked.upheld, by_operation.findings + checked.findings
            )
        if self.judge is not None:
            claimed = self._claimed(checked)
            self.judge.witness(exchange, claimed)
            if self.witnessed is not None:
                self.witnessed(exchange, claimed)

    def _claimed(self, checked: Checked) -> Checked:
        """What was checked of requirements that the target claims."""
        return Checked(
            tuple(one for one in checked.upheld if self._claims(one)),
            tuple(one for one in checked.findings if self._claims(one.requirement)),
        )

    def _claims(self, requirement: str) -> bool:
        return self.target.claims(self.spec.catalogue.requirements[requirement].feature)

    def refresh(self) -> None:
        """Take a fresh view of the target."""
        self.api.refresh()

    def clean_up(self) -> list[Entry]:
        """Remove what was made and has not been removed yet; what is left of it.

        Credentials that were refused are tried again: something may have renewed them. What
        cannot be removed within 10 minutes is left, and said.
        """
        if not self._way.lasting or not any(True for _ in self.api.ledger):
            return []
        self.log.recorder.test = CLEANING
        self.api.refresh()
        self.api.wire.regain()
        self.budget = Budget(_TO_CLEAN_UP, Clock())
        try:
            return self.api.clean_up()
        except TargetLost as lost:
            ledger = self.api.ledger
            return [ledger.change(one, Fate.LEFT, reason=lost.reason) for one in ledger]
        finally:
            self.budget = None

    def close(self) -> None:
        """End the work on the target, and note what readers of the report must know of it."""
        wire = self.api.wire
        for text in (None if self._cut_off.reason else wire.lost, wire.repeated):
            if text:
                self.api.note(text)
        self.api.close()


def _prefix(log: Log) -> str:
    """What this process names what it makes by: two workers never choose the same name."""
    number = log.worker.removeprefix("gw")
    own = f"{number}-" if number.isdecimal() else ""
    return f"{log.facts.prefix}{own}"
