"""The list of users, as the search for them describes it (users)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from contracts.kit import ListSpec, Matches, Windowing, loosely

Entry = Mapping[str, str]
"""What the directory says of a user, by the names of the elements."""
Fold = Callable[[str], str]
"""What texts become before they are compared: letter case counts, or does not."""
Has = Callable[[Entry, str, Fold], bool]

_IGNORED = str.maketrans("", "", " ()+-")
_NUMBERS = ("phoneNumber", "homeNumber", "mobileNumber")
_NAMES = ("firstName", "lastName", "email")
_TWO, _THREE = 2, 3


def digits(text: str) -> str:
    """A number without the characters that do not count in it."""
    return text.translate(_IGNORED)


def numbers(entry: Entry) -> list[str]:
    """The telephone numbers of a user, as they are compared."""
    return [digits(entry[one]) for one in _NUMBERS if entry.get(one)]


def _judged(has: Has, also: Has | None = None) -> Matches:
    """What a filter lists, by what a user has.

    Whether letter case and marks count is left open, and so is what `also` says: what matches as
    it is written has to be found.
    """

    def matches(one: Entry, value: str) -> bool | None:
        if has(one, value, str):
            return True
        open_ways = [way for way in (has, also) if way]
        return None if any(way(one, value, loosely) for way in open_ways) else False

    return matches


def _begins(*fields: str) -> Has:
    def has(one: Entry, value: str, fold: Fold) -> bool:
        return any(fold(one.get(field, "")).startswith(fold(value)) for field in fields)

    return has


def _equals(*fields: str) -> Has:
    def has(one: Entry, value: str, fold: Fold) -> bool:
        return any(one.get(field) and fold(one[field]) == fold(value) for field in fields)

    return has


def _named(one: Entry, value: str, fold: Fold) -> bool:
    """A word begins a name or address; several begin first and last name, however they are cut."""
    words = value.split(" ")
    if len(words) < _TWO:
        return _begins(*_NAMES)(one, value, fold)
    pairs = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    first, last = _begins("firstName"), _begins("lastName")
    return any(
        (first(one, left, fold) and last(one, right, fold))
        or (last(one, left, fold) and first(one, right, fold))
        for left, right in pairs
    ) or (len(words) < _THREE and _begins("firstName", "lastName")(one, value, fold))


USERS = ListSpec(
    "getUsers",
    key=lambda one: str(one.get("userName", "")),
    windowing=Windowing("start", "max"),
    filters={
        "first": _judged(_begins("firstName")),
        "last": _judged(_begins("lastName")),
        "displayname": _judged(_begins("displayName")),
        "username": _judged(_equals("userName")),
        "email": _judged(_equals("email")),
        "uri": _judged(_equals("directoryUri", "msUri")),
        "name": _judged(_named, _begins("displayName", "firstName", "lastName")),
        "number": lambda one, value: any(n.startswith(digits(value)) for n in numbers(one)),
        "numberlast": lambda one, value: any(n.endswith(digits(value)) for n in numbers(one)),
    },
)
"""Its pages and filters; in which order users come is left open."""
