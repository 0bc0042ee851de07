"""When a job starts: the start date, and cron expressions."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

_RANGES = {"minute": (0, 59), "hour": (0, 23), "day": (1, 31), "month": (1, 12), "weekday": (0, 7)}
_NAMES = {
    name: str(number)
    for names in (
        (("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"), 0),
        (
            ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
            1,
        ),
    )
    for number, name in enumerate(names[0], names[1])
}
_PART = re.compile(r"(?:(\*|\?)|([0-9]{1,2})(?:-([0-9]{1,2}))?)(?:/([0-9]{1,2}))?")
_DAYS_AHEAD = 366 * 5
_FIELDS = 5


def _field(text: str, name: str) -> frozenset[int]:
    """The numbers that a field of a cron expression stands for. Raises ValueError."""
    low, high = _RANGES[name]
    found: set[int] = set()
    for part in text.split(","):
        match = _PART.fullmatch(part)
        if match is None:
            msg = f"{part} is no {name}"
            raise ValueError(msg)
        first = low if match[1] else int(match[2])
        last = high if match[1] or (match[4] and not match[3]) else int(match[3] or match[2])
        step = int(match[4] or 1)
        if not low <= first <= last <= high or not step:
            msg = f"{part} is no {name}"
            raise ValueError(msg)
        found.update(range(first, last + 1, step))
    return frozenset(found)


@lru_cache(maxsize=64)
def read_cron(expression: str) -> tuple[frozenset[int], ...]:
    """Minutes, hours, days, months and weekdays (0 is Sunday) of a cron expression.

    Of six or seven fields the first one, the seconds, and the last one of seven, the year, are
    left out. Raises ValueError.
    """
    fields = [_NAMES.get(one, one) for one in expression.upper().split()]
    if len(fields) > _FIELDS:
        fields = fields[1 : _FIELDS + 1]
    if len(fields) != _FIELDS:
        msg = "a cron expression has five to seven fields"
        raise ValueError(msg)
    return tuple(_field(text, name) for text, name in zip(fields, _RANGES, strict=True))


def next_run(expression: str, after: dt.datetime) -> dt.datetime | None:
    """The first time after `after` that a cron expression stands for; None if there is none."""
    minutes, hours, days, months, weekdays = read_cron(expression)
    first = after.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)
    for ahead in range(_DAYS_AHEAD):
        day = first.date() + dt.timedelta(days=ahead)
        weekday = day.isoweekday() % 7
        if day.month not in months or day.day not in days or not {weekday, weekday or 7} & weekdays:
            continue
        for hour in sorted(hours):
            for minute in sorted(minutes):
                moment = dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=dt.UTC)
                if moment >= first:
                    return moment
    return None
