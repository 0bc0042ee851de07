"""Transactions: what a change is recorded as, and how it is waited for."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from contracts.apis.voss.answers import Answer
from contracts.apis.voss.filtering import Filtering
from contracts.apis.voss.meta import find

_FAILED = frozenset({"fail", "failed"})
_FINAL = _FAILED | {"success", "completed"}
_UNDER_WAY = frozenset(
    {
        *("queued", "pending", "processing", "in progress", "in_progress", "running"),
        *("submitted", "scheduled", "started", "waiting", "active", "new"),
    }
)
_MOST_S = 30.0
_ENDS = "a transaction ends"


class Transactions(Filtering):
    """The part of the vocabulary that follows transactions."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.polls = False
        """Whether a transaction could be polled."""
        self._words: set[str] = set()
        """Words of the target's own for a transaction that is over."""

    def is_final(self, status: str) -> bool:
        """Whether a transaction with this status is over, in the target's words, too.

        The document names no words: see `learn`.
        """
        return is_final(status) or _plain(status) in self._words

    def learn(self, status: str) -> None:
        """Take the status of a change that has been seen for a word of one that is over.

        A word that says that a transaction is under way is never taken for it.
        """
        if status and _plain(status) not in _UNDER_WAY:
            self._words.add(_plain(status))

    def transaction_of(self, answer: Answer) -> str:
        """The id of the transaction that an answer names; empty where it names none."""
        for name in ("transaction_id", "transactionID"):
            found = answer.members.get(name)
            if isinstance(found, str) and found:
                return found
        response = answer.exchange.response
        location = response.header("location") if response is not None else None
        deeper = answer.members.get("transaction")
        inside = deeper.get("href") if isinstance(deeper, dict) else None
        for href in (answer.members.get("href"), inside, location):
            if isinstance(href, str) and "ransaction" in href:
                return href.partition("?")[0].rstrip("/").rsplit("/", 1)[-1]
        return ""

    def pkid_in(self, answer: Answer) -> str:
        """The pkid that the answer to a POST names; empty where it names none."""
        found = answer.members.get("pkid")
        return found if isinstance(found, str) else ""

    def transaction(self, identifier: str) -> Answer:
        """The answer to a GET of a transaction."""
        path = f"/tool/Transaction/{quote(identifier, safe='')}/"
        return self.ask(path, (("format", "json"),), operation="getTransaction")

    def polled(self, identifier: str) -> Answer:
        """The answer to polling a transaction."""
        path = f"/tool/Transaction/{quote(identifier, safe='')}/poll/"
        return self.ask(path, (("format", "json"),), operation="pollTransaction")

    def poll(self, identifier: str) -> tuple[Answer, str]:
        """The answer to asking for a transaction once, and the status that it says.

        `poll` is known from public documentation only: where it has always been refused, the
        transaction itself is asked for.
        """
        answer = self.polled(identifier)
        self.polls |= answer.accepted
        if answer.refused and not self.polls:
            answer = self.transaction(identifier)
        return answer, status_in(answer)

    def outcome(self, identifier: str) -> tuple[Answer, str]:
        """The last answer to polling, and the status: final, or the one when patience ended."""
        last: list[tuple[Answer, str]] = []

        def look() -> bool | None:
            last[:] = [self.poll(identifier)]
            answer, status = last[0]
            return True if not answer.accepted or self.is_final(status) else None

        most_s = float(self.target.data.get("poll_s", _MOST_S))
        self.patience(_ENDS, most_s).until(look)
        return last[0]


def status_in(answer: Answer) -> str:
    """The first status that an answer says, however deep; empty for none."""
    return next((one for one in find(answer.body, "status") if isinstance(one, str)), "")


def has_failed(status: str) -> bool:
    """Whether a transaction with this status is over without its effect."""
    return _plain(status) in _FAILED


def is_final(status: str) -> bool:
    """Whether a transaction with this status is over."""
    return _plain(status) in _FINAL


def _plain(status: str) -> str:
    return status.strip().lower()
