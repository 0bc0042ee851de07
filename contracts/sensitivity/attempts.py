"""One test, judged in a session of its own: what it says, and what its exchanges say."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import msgspec

from contracts.engine import Clock, Facts, Session
from contracts.engine.way import Way
from contracts.model import (
    Event,
    Exchange,
    Inconclusive,
    NotTested,
    Outcome,
    Target,
    TargetLost,
)
from contracts.oracles import Checked
from contracts.sensitivity.sending import without_rate
from contracts.sensitivity.silent import SilentLog
from contracts.sensitivity.skipping import SkippedTime
from contracts.sensitivity.stand import Stand
from contracts.wire import Redactor

_OBSTACLES = (Inconclusive, NotTested, TargetLost)


class Test(msgspec.Struct, frozen=True):
    """A test of a target: its id, what came of it in the run, and what has it judge again.

    `outcomes` are by requirement, of those of its `requirements` that it judged.
    """

    id: str
    requirements: frozenset[str]
    outcomes: dict[str, Outcome]
    judge: Callable[[Session], None]


class Heard(msgspec.Struct, frozen=True):
    """What came of a test.

    `outcomes` and `reasons` are by requirement; `by_exchange` maps the requirements that
    exchanges are judged by to the operations of those exchanges.
    """

    outcomes: dict[str, Outcome]
    reasons: dict[str, str]
    by_exchange: dict[str, frozenset[str]]

    def having(self, *wanted: Outcome) -> set[str]:
        """The requirements with one of these outcomes."""
        return {one for one, outcome in self.outcomes.items() if outcome in wanted}


class Attempts:
    """Makes attempts of the tests of `target`, each in a session of its own.

    `vouched` is that of `Session`; `ledger` takes what rehearsals make on the target, `clock` is
    the time that is left. In `scratch` sessions tell each other what they alone are concerned by.
    """

    def __init__(  # noqa: PLR0913 - what sessions are made of
        self,
        target: Target,
        facts: Facts,
        redactor: Redactor,
        *,
        vouched: bool,
        ledger: Callable[[Event], None],
        clock: Clock,
        scratch: Path,
    ) -> None:
        self._target = without_rate(target)
        self._facts = facts
        self._redactor = redactor
        self._vouched = vouched
        self._ledger = ledger
        self._clock = clock
        self._scratch = scratch
        self._count = count()

    def judged(self, test: Test, number: int, stand: Stand, *, lasting: bool = False) -> Heard:
        """What comes of a test behind `stand`; where it is `lasting`, in real time.

        `number` is the test's own: equal numbers make equal names.
        """
        own = msgspec.structs.replace(
            self._facts,
            directory=self._scratch / str(next(self._count)),
            prefix=f"{self._facts.prefix}{number}-",
        )
        ledger = self._ledger if lasting else None
        log = SilentLog(own, self._redactor, f"sensitivity-{number}", ledger)
        if lasting:
            way = Way(stand.route)
        else:
            skipped = SkippedTime()
            way = Way(stand.route, skipped.now, skipped.sleep, lasting=False)
        session = Session(self._target, log, clock=self._clock, vouched=self._vouched, way=way)
        # What is played back repeats itself, so nothing has to be seen twice.
        session.confirmed = set(session.spec.catalogue.requirements)
        seen: dict[str, set[str]] = {}

        def witnessed(exchange: Exchange, checked: Checked) -> None:
            operation = exchange.request.operation
            for one in checked.upheld:
                seen.setdefault(one, set()).update([operation] if operation else [])

        if not _is_open(session, stand):
            return Heard({}, {}, {})
        session.witnessed = witnessed
        log.recorder.test = test.id
        session.start(test.requirements)
        test.judge(session)
        return Heard(
            {one.requirement: one.outcome for one in log.judged},
            {one.requirement: one.reason for one in log.judged},
            {one: frozenset(operations) for one, operations in seen.items()},
        )


def _is_open(session: Session, stand: Stand) -> bool:
    """Whether a look at the target finds nothing that keeps it from being judged."""
    try:
        with stand.looking():
            return not session.bar()
    except _OBSTACLES:
        return False
