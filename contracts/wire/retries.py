"""Retries: replies of a busy target, or of a gateway before it, that are not the target's answer.

429 and 503 (RFC 6585, 4; RFC 9110, 15.6.4) ask to come back later, 502 and 504 are a gateway's.
Such a request is sent again after a pause, and the reply is counted. What may be sent again:
reading requests always; others only where the reply says that nothing was done, which is 429,
and 503 with Retry-After.
"""

from __future__ import annotations

import email.utils
import time
from collections import Counter
from collections.abc import Callable

import msgspec

from contracts.model import Exchange, Response

_TOO_MANY = 429
_UNAVAILABLE = 503
_GATEWAY = frozenset({502, 504})
TRANSIENT = _GATEWAY | {_TOO_MANY, _UNAVAILABLE}
"""Status codes that ask to come back later, or may be a gateway's."""

_MOST_TRIES = 11
_PATIENCE_S = 120.0
_PATIENCE_AT_FIRST_S = 20.0
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 8.0
_LONGEST_ASKED_S = 60.0
# How often a request is sent, while others are answered, until such a reply is its own answer.
_TRIES_OF_GATEWAY = 2
_TRIES_UNAVAILABLE = 3
_TRIES_WHERE_ASKED = 6
_SLOWER_EVERY = 5
_TIMES: tuple[str, ...] = ("never", "once", "twice", "three times", "four times", "five times")
_TIMES += ("six times", "seven times", "eight times", "nine times", "ten times", "eleven times")


class Busy(msgspec.Struct, frozen=True):
    """Why there is no answer: `reason` says what came instead, how often and for how long."""

    reason: str


class Retries:
    """Sends again what was answered by a status of TRANSIENT. For one target and one thread.

    `others_answer` is given the key of a request, sends one of another kind that was accepted
    before, and says whether it is answered now; `slower` is called where the target keeps
    answering 429. `now` is seconds since the epoch, for a Retry-After that is a date.
    """

    def __init__(
        self,
        others_answer: Callable[[str], bool],
        slower: Callable[[], None],
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.repeated: Counter[int] = Counter()
        self.waited = 0.0
        self._others_answer = others_answer
        self._slower = slower
        self._sleep = sleep
        self._now = now
        self._answered: set[str] = set()
        self._own: set[tuple[str, int]] = set()
        self._limited: set[str] = set()
        self._all_busy = False
        self._comes_and_goes = False

    def settle(
        self, key: str, exchange: Exchange, again: Callable[[], Exchange], *, reads: bool
    ) -> Exchange | Busy:
        """The exchange that holds the target's own answer, or why there is none.

        `key` stands for requests of one kind, `again` sends this one again.
        """
        tries, waited = 1, 0.0
        patience = _PATIENCE_S if self._answered else _PATIENCE_AT_FIRST_S
        if self._all_busy or key in self._limited:
            patience = 0.0
        while (status := _status(exchange)) in TRANSIENT:
            asked = retry_after(exchange.response, self._now())
            if not (reads or status == _TOO_MANY or (status == _UNAVAILABLE and asked is not None)):
                return self._maybe_done(key, exchange)
            if self._is_own(key, status, tries, asked):
                return exchange
            pause = _pause(tries) if asked is None else asked
            hopeless = tries >= _MOST_TRIES or pause > _LONGEST_ASKED_S
            if hopeless or waited + pause > patience:
                return self._given_up(key, exchange, tries, waited)
            self._wait(status, pause)
            waited += pause
            tries += 1
            exchange = again()
            self._comes_and_goes |= status != _TOO_MANY and _status(exchange) not in TRANSIENT
        if exchange.response is not None:
            self._note_answer(key)
        return exchange

    def _note_answer(self, key: str) -> None:
        self._all_busy = False
        self._limited.discard(key)
        self._answered.add(key)
        if self._own:
            self._own = {one for one in self._own if one[0] != key}

    def _is_own(self, key: str, status: int, tries: int, asked: float | None) -> bool:
        """Whether `status` is the answer to this kind of request, since others are answered."""
        if status == _TOO_MANY or self._all_busy:
            return False
        if (key, status) in self._own:
            return True
        least = _TRIES_OF_GATEWAY if status in _GATEWAY else _TRIES_UNAVAILABLE
        if asked is not None and asked <= _LONGEST_ASKED_S:
            least = _TRIES_WHERE_ASKED
        if tries < least or not self._others_answer(key):
            return False
        self._own.add((key, status))
        return True

    def _given_up(self, key: str, exchange: Exchange, tries: int, waited: float) -> Exchange | Busy:
        status = _status(exchange)
        others = not self._all_busy and self._others_answer(key)
        if others and status != _TOO_MANY:
            self._own.add((key, status))
            return exchange
        within = f" within {waited:.0f} s" if waited >= 1 else ""
        row = " in a row" if tries > 1 else ""
        said = f"{status} {_TIMES[tries]}{row}{within}"
        asked = retry_after(exchange.response, self._now())
        if asked is not None:
            said += f", Retry-After {asked:.0f} s"
        if others:
            self._limited.add(key)
            return Busy(f"{_named(exchange)} is limited: {said}, while others are answered")
        self._all_busy = True
        return Busy(f"the target is busy: {said} to {_named(exchange)}")

    def _maybe_done(self, key: str, exchange: Exchange) -> Exchange | Busy:
        """A request that may have been carried out, so that it cannot be sent again.

        Where others are answered and no gateway was seen to fail now and then, the reply is the
        target's own; whoever judges by it sends a new request before it stands.
        """
        unknown = (
            f"{_named(exchange)} was answered {_status(exchange)}: "
            "whether it was carried out is not known"
        )
        if not self._others_answer(key):
            return Busy(f"{unknown}, and no other request is answered")
        if self._comes_and_goes and key in self._answered:
            return Busy(f"{unknown}; other requests were answered so, too, and not when repeated")
        return exchange

    def _wait(self, status: int, pause: float) -> None:
        self.repeated[status] += 1
        if status == _TOO_MANY and self.repeated[status] % _SLOWER_EVERY == 0:
            self._slower()
        self.waited += pause
        self._sleep(pause)

    def summary(self) -> str:
        """What was repeated, in a line; empty where nothing was."""
        if not self.repeated:
            return ""
        counts = ", ".join(f"{count} with {status}" for status, count in self.repeated.items())
        total = self.repeated.total()
        requests = "1 request was" if total == 1 else f"{total} requests were"
        return f"{requests} answered {counts} and sent again, after pauses of {self.waited:.1f} s"


def retry_after(response: Response | None, now: float) -> float | None:
    """How many seconds from `now` a Retry-After header asks to wait; None where there is none.

    A number of seconds or an HTTP date (RFC 9110, 10.2.3); a date in the past is 0.
    """
    value = (response.header("Retry-After") or "").strip() if response is not None else ""
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, OverflowError):
        return None


def _pause(tries: int) -> float:
    return min(_FIRST_PAUSE_S * 2.0 ** (tries - 1), _LONGEST_PAUSE_S)


def _status(exchange: Exchange) -> int:
    return exchange.response.status if exchange.response is not None else 0


def _named(exchange: Exchange) -> str:
    return f"{exchange.request.method} {exchange.request.url.partition('?')[0]}"
