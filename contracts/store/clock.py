"""Times as a store keeps them: microseconds since 1970, UTC."""

from __future__ import annotations

import datetime as dt

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


def now() -> dt.datetime:
    """The time, in UTC."""
    return dt.datetime.now(dt.UTC)


def stamp(moment: dt.datetime) -> int:
    """A moment as a store keeps it; one without a time zone is taken for UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return (aware - _EPOCH) // _MICROSECOND


def moment(stamped: int) -> dt.datetime:
    """The moment that a store keeps as `stamped`."""
    return _EPOCH + stamped * _MICROSECOND


def parsed(text: str) -> dt.datetime:
    """A moment of a log, ISO 8601; 1970 where it is none."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return _EPOCH
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
