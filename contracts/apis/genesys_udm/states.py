"""The states of jobs, by the words of which their statuses are made.

The document names one only, in progress; the words of others are those in use in the field.
"""

from __future__ import annotations

import re

_RUNNING = re.compile(r"progress|running|processing|executing|exporting")
_OVER = re.compile(r"complet|finish|success|succeed|done|fail|error|cancel|abort|stopped|terminat")
_SUSPENDED = re.compile(r"suspend|pause|hold")
_CANCELLED = re.compile(r"cancel|abort|stop|terminat|kill")
_COMPLETED = re.compile(r"complet|finish|success|succeed|done")
_NEGATED = re.compile(r"^(not|un)")


def _word(status: str) -> str:
    return re.sub(r"[^a-z]", "", status.lower())


def is_running(status: str) -> bool:
    """Whether a job with this status is in progress."""
    word = _word(status)
    return bool(_RUNNING.search(word)) and not _NEGATED.search(word)


def is_over(status: str) -> bool:
    """Whether a job with this status will not run any more."""
    word = _word(status)
    return bool(_OVER.search(word)) and not _NEGATED.search(word) and not is_running(status)


def is_suspended(status: str) -> bool:
    """Whether a job with this status is suspended."""
    return bool(_SUSPENDED.search(_word(status)))


def is_cancelled(status: str) -> bool:
    """Whether a job with this status was cancelled."""
    return bool(_CANCELLED.search(_word(status)))


def is_completed(status: str) -> bool:
    """Whether a job with this status has come to its end as it was meant to."""
    return bool(_COMPLETED.search(_word(status))) and not _NEGATED.search(_word(status))
