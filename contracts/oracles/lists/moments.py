"""Dates and times in the forms in use."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Any

_SINCE_1970 = {10: 1, 13: 1000}
"""How many of them make a second, of numbers since 1970 with so many digits."""
_MAYBE = re.compile(r"\d|[A-Z][a-z]{2},")
_DAY_FIRST = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](\d{2}|\d{4})(?![\d./-])")


def moment(value: Any) -> dt.datetime | None:
    """A date and time; None where a value has none of the forms in use.

    These are ISO 8601, that of mails and HTTP, and seconds or milliseconds since 1970. Without a
    time zone it is taken for UTC.
    """
    return _moment(value) if isinstance(value, str) and _MAYBE.match(value) else None


@lru_cache(maxsize=4096)
def _moment(value: str) -> dt.datetime | None:
    if value.isdecimal() and len(value) in _SINCE_1970:
        return dt.datetime.fromtimestamp(int(value) / _SINCE_1970[len(value)], dt.UTC)
    try:
        read = dt.datetime.fromisoformat(value)
    except ValueError:
        try:
            read = parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return None
    return read if read.tzinfo else read.replace(tzinfo=dt.UTC)


def is_day_first(text: str) -> bool:
    """Whether a text looks like a date whose year stands last: its letters do not order it."""
    return _DAY_FIRST.match(text) is not None
