"""The states of jobs, by the words of which their statuses are made.

The document names one only, in progress; the words of others are those in use in the field. What
a target calls otherwise is said by its target file, or learned from jobs of the suite's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum


class State(StrEnum):
    """What a job does. Those behind RUNNING and SUSPENDED are ends."""

    UNKNOWN = ""
    WAITING = "waiting"
    RUNNING = "running"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    FAILED = "failed"


_ENDS = frozenset({State.CANCELLED, State.COMPLETED, State.FAILED})
_WORD = 3
"""The letters that the shortest word for a state has; fewer stand in codes."""
_NEGATED = re.compile(r"^(not|un)")
_ENGLISH: Sequence[tuple[re.Pattern[str], State]] = (
    (re.compile(r"suspend|pause|hold"), State.SUSPENDED),
    (re.compile(r"progress|running|processing|executing|exporting"), State.RUNNING),
    (re.compile(r"cancel|abort|stopped|terminat|kill"), State.CANCELLED),
    (re.compile(r"fail|error"), State.FAILED),
    (re.compile(r"complet|finish|success|succeed|done"), State.COMPLETED),
    (re.compile(r"schedul|wait|queue|pending|submitted|created|planned"), State.WAITING),
)


class States:
    """What the statuses of one target mean.

    `told` has the words of each state as the target file gives them.
    """

    def __init__(self, told: Mapping[str, Sequence[str]] | None = None) -> None:
        self._told = {
            _word(one): State(state) for state, words in (told or {}).items() for one in words
        }
        self._learned: dict[str, State] = {}

    def of(self, status: str) -> State:
        """The state that a status tells; UNKNOWN for words that mean nothing yet."""
        word = _word(status)
        return self._told.get(word) or _english(word) or self._learned.get(word, State.UNKNOWN)

    def learn(self, status: str, state: State) -> None:
        """Take a status for the word of a state, unless it is known."""
        if status and self.of(status) is State.UNKNOWN:
            self._learned[_word(status)] = state

    @property
    def learned(self) -> Mapping[str, State]:
        """The words that were learned."""
        return self._learned

    def is_running(self, status: str) -> bool:
        """Whether a job with this status is in progress."""
        return self.of(status) is State.RUNNING

    def is_over(self, status: str) -> bool:
        """Whether a job with this status will not run any more."""
        return self.of(status) in _ENDS

    def is_suspended(self, status: str) -> bool:
        """Whether a job with this status is suspended."""
        return self.of(status) is State.SUSPENDED

    def is_cancelled(self, status: str) -> bool:
        """Whether a job with this status was cancelled."""
        return self.of(status) is State.CANCELLED

    def is_completed(self, status: str) -> bool:
        """Whether a job with this status has come to its end as it was meant to."""
        return self.of(status) is State.COMPLETED


def _word(status: str) -> str:
    """The letters of a status, of any script, without case; a code (S40) with its digits."""
    letters = "".join(one for one in status.casefold() if one.isalpha())
    is_code = letters.isascii() and len(letters) < _WORD
    return status.strip().casefold() if is_code else letters


def _english(word: str) -> State:
    if _NEGATED.search(word):
        return State.UNKNOWN
    return next((state for found, state in _ENGLISH if found.search(word)), State.UNKNOWN)
