"""What is really sent to the target beside the clean run: counted, paced, limited, recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from contracts.model import Exchange, Headers, NotTested, Request, Target
from contracts.wire import Recorder
from contracts.wire.gate import Admitted
from contracts.wire.pace import Pace
from contracts.wire.transport import Outcome

SENSITIVITY = "sensitivity"
"""What stands in the place of a test's id in the exchanges that are sent here."""


class _Carries(Protocol):
    def __call__(self, admitted: Admitted, headers: Headers) -> Outcome: ...


class Sender:
    """Sends to `target` at its rate, at most `most` requests, and records them.

    Of these at most `share` for one piece of work; `begin` begins another. Raises NotTested once
    all were sent.
    """

    def __init__(self, target: Target, recorder: Recorder, most: int) -> None:
        self.most = most
        self.sent = 0
        self.begin()
        self._target = target.key
        self._recorder = recorder
        self._pace = Pace(target.limits.rate)

    def begin(self, share: int | None = None) -> None:
        """Begin a piece of work, which may send so many requests; None for all that is left."""
        self._share = self.most if share is None else share

    @property
    def left(self) -> int:
        """How many requests may still be sent."""
        return min(self.most - self.sent, self._share)

    def send(self, carries: _Carries, admitted: Admitted, headers: Headers) -> Outcome:
        """Send what was admitted, over HTTP."""
        return self.counted(admitted.request, lambda: carries(admitted, headers))

    def token(self, shown: Request, carry: Callable[[], Outcome]) -> Outcome:
        """What an auth plugin is answered, of which the record says neither headers nor body."""
        return self.counted(Request(shown.method, shown.url.partition("?")[0]), carry, bare=True)

    def counted(
        self, shown: Request, carry: Callable[[], Outcome], *, bare: bool = False
    ) -> Outcome:
        """What `carry` sends, which the record shows as `shown`."""
        if self.left <= 0:
            reason = f"the requests that sensitivity may send, {self.most:,} at most, were sent"
            raise NotTested(reason)
        self.sent += 1
        self._share -= 1
        self._pace.wait()
        recorder = self._recorder
        started = recorder.elapsed()
        outcome = carry()
        seen = outcome.bare() if bare else outcome
        test, recorder.test = recorder.test, SENSITIVITY
        try:
            recorder.exchange(
                Exchange(
                    recorder.next_id(),
                    self._target,
                    shown,
                    seen.response,
                    seen.failure,
                    started,
                    seen.seconds,
                ),
                purpose="authentication" if bare else "",
            )
        finally:
            recorder.test = test
        return outcome


def without_rate(target: Target) -> Target:
    """The target for a wire whose requests are paced here, if they are sent at all."""
    limits = msgspec.structs.replace(target.limits, rate=None)
    return msgspec.structs.replace(target, limits=limits)
