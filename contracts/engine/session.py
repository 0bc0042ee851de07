"""One target under test, in one process of a run."""

from __future__ import annotations

from collections.abc import Callable

from contracts import apis
from contracts.apis import Ledger
from contracts.catalogue import load
from contracts.engine.log import Log
from contracts.engine.validators import validators
from contracts.model import Entry, Exchange, SuiteError, Target
from contracts.oracles import Checked
from contracts.wire import Wire

CLEANING = "cleaning up"
"""What stands in the place of a test's id in the exchanges that remove what tests made."""

Witness = Callable[[Exchange, Checked], None]


class Session:
    """The work on one target: its wire, its vocabulary, and the checks of every exchange.

    `witness` takes every checked exchange of the test at hand; `confirmed` are requirements whose
    violation was seen twice. `share` is this process's part of the target's rate.
    """

    def __init__(self, target: Target, log: Log, *, share: float = 1.0) -> None:
        self.target = target
        self.spec = load(target.api)
        self.witness: Witness | None = None
        self.confirmed: set[str] = set()
        self.log = log
        kind = apis.find(target.api)
        wire = Wire(
            target,
            log.recorder,
            inspect=self._inspect,
            safe=lambda request: kind.reads(request, target),
            service=kind.service(target),
            share=share,
        )
        self.api = kind(wire, target, self.spec)
        self.api.ledger = Ledger(target.key, log.emit, log.worker, _prefix(log))

    def _inspect(self, exchange: Exchange) -> None:
        """Check an exchange as it passes. Raises SuiteError for a bad request of our own."""
        operation = exchange.request.operation
        checked = self.api.rules(exchange)
        # What goes over a raw connection is held to the API's own rules alone.
        if operation is not None and not exchange.request.raw:
            oracle, form = validators(self.target.api)
            if exchange.request.defect is None:
                for problem in form(operation).problems(exchange.request):
                    msg = f"a request of our own is not documented ({operation}): {problem}"
                    raise SuiteError(msg)
            by_operation = oracle(operation).check(exchange)
            checked = Checked(
                by_operation.upheld + checked.upheld, by_operation.findings + checked.findings
            )
        if self.witness is not None:
            self.witness(exchange, self._claimed(checked))

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
        """Remove what was made and has not been removed yet; what is left of it."""
        if not any(True for _ in self.api.ledger):
            return []
        self.log.recorder.test = CLEANING
        self.api.refresh()
        return self.api.clean_up()

    def close(self) -> None:
        """End the work on the target."""
        self.api.close()


def _prefix(log: Log) -> str:
    """What this process names what it makes by: two workers never choose the same name."""
    number = log.worker.removeprefix("gw")
    own = f"{number}-" if number.isdecimal() else ""
    return f"{log.facts.prefix}{own}"
