"""The log of one target: each exchange is recorded, counted, and then inspected."""

from __future__ import annotations

from collections.abc import Callable

from contracts.model import Exchange, Failure, Request, TargetUnreachable
from contracts.wire.recorder import Recorder
from contracts.wire.transport import Outcome


class Log:
    """Enters the exchanges of the target `key` into `recorder`.

    `inspect` is called with each exchange that holds the target's own answer.
    """

    def __init__(self, recorder: Recorder, key: str, inspect: Callable[[Exchange], None]) -> None:
        self.recorder = recorder
        self.count = 0
        self._key = key
        self._inspect = inspect

    def enter(
        self,
        request: Request,
        outcome: Outcome,
        started: float,
        *,
        curl: tuple[str, ...] = (),
        purpose: str = "",
    ) -> Exchange:
        """The exchange, recorded; `curl` and `purpose` are those of `RecordedRequest`."""
        self.count += 1
        failure = outcome.failure
        if failure is not None:
            failure = Failure(failure.kind, self.recorder.redactor.text(failure.message))
        exchange = Exchange(
            self.recorder.next_id(),
            self._key,
            request,
            outcome.response,
            failure,
            started,
            outcome.seconds,
        )
        self.recorder.exchange(exchange, curl, purpose)
        return exchange

    def finish(self, exchange: Exchange, failures: str) -> Exchange:
        """`exchange`, inspected; with `failures` "raise" TargetUnreachable where it failed."""
        self._inspect(exchange)
        if exchange.failure is not None and failures == "raise":
            raise TargetUnreachable(exchange.failure.message)
        return exchange
