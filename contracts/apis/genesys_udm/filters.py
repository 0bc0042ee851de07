"""What a filter lets through, judged over the target's own unfiltered list."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from contracts.apis.genesys_udm.answers import Row, key_of
from contracts.kit import Partition, by_texts, moment

_MEMBERS = {
    "fileName": ("fileName", "filename"),
    "name": ("name", "fileName", "filename"),
    "jobTitle": ("jobTitle", "title"),
    "type": ("type", "fileType", "dataType"),
    "suspend": ("suspended", "suspend"),
    "startDate": ("uploadDate", "createdDate", "lastModified", "date"),
    "endDate": ("uploadDate", "createdDate", "lastModified", "date"),
}
_OF_IDS = {"jobId": ("parentId", "jobId", "id"), "historyId": ("historyId",)}

_TRIED = 8
_FOUR = 4
_MARGIN = dt.timedelta(days=2)

NOTHING = "ucc-no-such-text"
"""A text that no value contains."""
NO_ID = "2147481987"
"""An id that nothing has, of 32 bits (UDM-AMB-40)."""


def member_of(rows: Sequence[Row], parameter: str) -> str:
    """The member of the items that a parameter filters by; empty where they have none."""
    for name in _MEMBERS.get(parameter, (parameter,)):
        if any(isinstance(row.get(name), str) and row[name] for row in rows):
            return name
    return ""


def contains(rows: Sequence[Row], member: str, needle: str) -> Partition:
    """How a text divides the items; those that contain it in other letters may do either."""

    def texts(row: Row) -> Sequence[str]:
        value = row.get(member)
        return [value] if isinstance(value, str) else []

    return by_texts({key_of(row): row for row in rows}, texts, str.__contains__, needle)


def needles(rows: Sequence[Row], member: str, prefix: str) -> Iterator[str]:
    """Texts for a filter, the most telling first: inner parts of values, beginnings, all of one.

    Only letters and digits of ASCII, so that nothing but containing is asked; and nothing of the
    run's own `prefix`, by which no two runs would ask for the same.
    """
    texts = (str(row[member]).replace(prefix, " ") for row in rows if row.get(member))
    values = list(dict.fromkeys(texts))
    spread = values[:: max(1, len(values) // 8)]
    for value in spread:
        for word in _words(value):
            yield word[1:-1]
    for value in spread:
        for word in _words(value):
            yield from (word[: len(word) // 2 + 1], word)


def _words(value: str) -> list[str]:
    plain = "".join(one if one.isascii() and one.isalnum() else " " for one in value)
    return sorted(plain.split(), key=len, reverse=True)


def chosen(rows: Sequence[Row], member: str, most: int, prefix: str) -> list[tuple[str, Partition]]:
    """Up to `most` texts that divide the items, or else one that all of them contain."""
    found: dict[str, Partition] = {}
    whole: dict[str, Partition] = {}
    for needle in needles(rows, member, prefix):
        if not needle or needle in found:
            continue
        parted = contains(rows, member, needle)
        if parted.telling:
            found[needle] = parted
        elif parted.required and not whole:
            whole[needle] = parted
        if len(found) == most:
            break
    return list((found or whole).items())


Tried = Sequence[tuple[str, Partition]]
"""Texts for a filter, and how each divides a list."""


def beside(
    split: Partition, others: Mapping[str, Tried]
) -> tuple[list[tuple[str, str]], Partition]:
    """As many of the `others` as fit, with a text each, and how all of them divide a list.

    Each also lists items which the first filter leaves out: so it tells where the first one is
    not read beside any of them.
    """
    asked: list[tuple[str, str]] = []
    inside, outside = split.required, split.forbidden
    for parameter, tried in others.items():
        for needle, other in tried:
            if inside & other.required and outside & other.required:
                asked.append((parameter, needle))
                inside, outside = inside & other.required, outside & other.required
                break
    return asked, Partition(inside, split.forbidden)


def dividing(
    rows: Sequence[Row], parameters: Iterable[str], least: int, prefix: str
) -> tuple[str, str] | None:
    """A filter and a text by which at least so many of the items are listed, and not all."""
    for parameter in parameters:
        member = member_of(rows, parameter)
        for needle, split in chosen(rows, member, _TRIED, prefix) if member else ():
            if len(split.required) >= least and split.telling:
                return parameter, needle
    return None


def foreign(rows: Sequence[Row], member: str) -> Iterator[tuple[str, Partition]]:
    """One letter beyond ASCII that divides the items, where there is such a letter.

    One without a mark: a letter with one may be kept in two forms.
    """
    letters = dict.fromkeys(one for row in rows for one in str(row.get(member) or ""))
    for letter in letters:
        if letter.isascii() or not letter.isalpha():
            continue
        split = contains(rows, member, letter)
        if unicodedata.is_normalized("NFKD", letter) and split.telling:
            yield letter, split
            return


def spaced(rows: Sequence[Row], member: str, prefix: str) -> Iterator[tuple[str, Partition]]:
    """A text with a space between words of ASCII that divides the items, where there is one."""
    for row in rows:
        value = str(row.get(member) or "").replace(prefix, "  ")
        found = re.search(r"[A-Za-z0-9]{2} [A-Za-z0-9]{2}", value)
        split = contains(rows, member, found[0]) if found else None
        if found and split and split.telling:
            yield found[0], split
            return


def patterned(rows: Sequence[Row], member: str, prefix: str) -> Iterator[tuple[str, Partition]]:
    """A text that no value contains, though it matches one where % and _ stand for others."""
    for row in rows:
        for word in _words(str(row.get(member) or "").replace(prefix, " ")):
            if len(word) < _FOUR:
                continue
            needle = f"{word[0]}_{word[2:-2]}%{word[-1]}"
            split = contains(rows, member, needle)
            if not split.required and split.forbidden:
                yield needle, split
            return


def ids_asked(parameter: str) -> tuple[str, ...]:
    """The members that an id parameter may speak of; none for other parameters."""
    return _OF_IDS.get(parameter, ())


def having_id(rows: Sequence[Row], members: Sequence[str], wanted: str) -> frozenset[str]:
    """The keys of items with an id that is, or contains, the one that is wanted."""
    return frozenset(
        key_of(row) for row in rows if any(wanted in str(row.get(name, "")) for name in members)
    )


def dates(rows: Sequence[Row], member: str) -> dict[str, dt.datetime]:
    """The dates of the items by their keys."""
    read = {key_of(row): moment(row.get(member)) for row in rows}
    return {key: value for key, value in read.items() if value is not None}


def parted(
    known: Mapping[str, dt.datetime], *, starts: bool
) -> tuple[dt.datetime, Partition] | None:
    """A date in the middle of others, and how it divides the items; None where it tells nothing.

    `starts` it is the first date that is wanted, else the last. Items within two days of it may do
    either: the time zone, and whether a day counts as a whole, are left open.
    """
    if not known:
        return None
    middle = sorted(known.values())[len(known) // 2]
    later = frozenset(key for key, when in known.items() if when - middle >= _MARGIN)
    earlier = frozenset(key for key, when in known.items() if middle - when >= _MARGIN)
    split = Partition(later, earlier) if starts else Partition(earlier, later)
    return (middle, split) if split.telling else None


def as_text(when: dt.datetime) -> str:
    """ISO 8601 in UTC, as dates are sent."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(when: dt.datetime) -> str:
    return when.astimezone(dt.UTC).strftime("%Y-%m-%d")


def _milliseconds(when: dt.datetime) -> str:
    return str(int(when.timestamp() * 1000))


FORMS: Sequence[Callable[[dt.datetime], str]] = (as_text, _day, _milliseconds)
"""Forms in which a date may be sent, the documented reading first (UDM-AMB-26)."""
