"""The members of the current user, whoever that is (Authentication)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from contracts.apis.genesys_ws.answers import Answer, show_json

Trouble = tuple[str, str, str]
"""Summary, expected, observed."""

SAMPLE = (
    "id", "userName", "firstName", "lastName", "roles", "enabled", "changePasswordOnFirstLogin",
    "uri", "path",
)  # fmt: skip
"""The members of the user in the sample."""


class _Type(NamedTuple):
    requirement: str
    is_right: Callable[[Any], bool]
    expected: str


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


_JUDGED = frozenset({"id", "userName"})
"""Members whose absence GWS-ME-02 and GWS-ME-03 judge."""

_NAME = _Type("GWS-ME-04", _is_text, "a string")
_ADDRESS = _Type("GWS-ME-14", _is_text, "a string")
_TYPES: Mapping[str, _Type] = {
    "firstName": _NAME,
    "lastName": _NAME,
    "roles": _Type("GWS-ME-05", _is_texts, 'a list of strings such as ["ROLE_AGENT"]'),
    "enabled": _Type("GWS-ME-06", _is_flag, "true or false"),
    "changePasswordOnFirstLogin": _Type("GWS-ME-07", _is_flag, "true or false"),
    "uri": _ADDRESS,
    "path": _ADDRESS,
}


def check_members(answer: Answer) -> Iterator[tuple[str, Trouble]]:
    """Requirement ids with what is wrong with the user in an answer to /me.

    A member that is null counts as absent (GWS-AMB-04), and some absent ones as GWS-ME-13. What
    is right is left to the tests of each requirement: of one user it proves nothing of others.
    """
    user = answer.user
    if not answer.accepted or not user:
        return
    identifier = user.get("id")
    if not isinstance(identifier, str) or not identifier.strip():
        said = show_json(identifier) if "id" in user else "no id"
        yield "GWS-ME-02", (f"`id` is {said}, not a string", "a string", said)
    for name, kind in _TYPES.items():
        value = user.get(name)
        if value is not None and not kind.is_right(value):
            said = show_json(value)
            yield (
                kind.requirement,
                (f"`{name}` is {said}; it should be {kind.expected}", kind.expected, said),
            )
    missing = [name for name in SAMPLE if name not in _JUDGED and user.get(name) is None]
    if missing:
        summary = f"the user has no {', '.join(missing)}"
        yield "GWS-ME-13", (summary, ", ".join(SAMPLE), ", ".join(user))
