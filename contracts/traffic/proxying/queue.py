"""The judge beside the proxy, in a thread of its own, so that no exchange waits for it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future

from contracts.model import Exchange

_WAITING = 20_000
"""How many exchanges may wait for the judge; what comes then is passed on, but not judged."""

_Item = tuple[Exchange, bool, "Future[str] | None"]


class JudgeThread:
    """Has exchanges judged in their order. `judge` says what is wrong with each, or nothing.

    `unjudged` counts those that came while too many waited. After `end` nothing is taken.
    """

    def __init__(self, judge: Callable[[Exchange, bool], str]) -> None:
        self._judge = judge
        self._waiting: queue.Queue[_Item | None] = queue.Queue(_WAITING)
        self._thread = threading.Thread(target=self._work, name="judge", daemon=True)
        self.unjudged = 0
        self.trouble: BaseException | None = None
        self._thread.start()

    def put(self, exchange: Exchange, whole: bool) -> None:  # noqa: FBT001 - as a relay calls it
        """Have an exchange judged some time."""
        try:
            self._waiting.put_nowait((exchange, whole, None))
        except queue.Full:
            self.unjudged += 1

    def ask(self, exchange: Exchange, whole: bool) -> Future[str]:  # noqa: FBT001 - as above
        """What is wrong with an exchange, once it is known."""
        answer: Future[str] = Future()
        try:
            self._waiting.put_nowait((exchange, whole, answer))
        except queue.Full:
            self.unjudged += 1
            answer.set_result("not judged")
        return answer

    def end(self) -> None:
        """Judge what waits, and end. Raises what the judge raised, if it did."""
        self._waiting.put(None)
        self._thread.join()
        if self.trouble is not None:
            raise self.trouble

    def _work(self) -> None:
        while (item := self._waiting.get()) is not None:
            exchange, whole, answer = item
            said = "not judged"
            if self.trouble is None:
                try:
                    said = self._judge(exchange, whole)
                except BaseException as trouble:  # noqa: BLE001 - it is raised at the end
                    self.trouble = trouble
            if answer is not None:
                answer.set_result(said)
