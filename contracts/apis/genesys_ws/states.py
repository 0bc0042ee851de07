"""The state of an agent, found in whatever shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

READY, NOT_READY = "Ready", "NotReady"


def same_state(one: str, other: str) -> bool:
    """Whether two names mean one state: letter case, blanks, hyphens and underscores do not count.

    `Not Ready` is how the state NotReady is displayed.
    """
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return "".join(one for one in name.casefold() if one not in " _-")


def voice_state(members: Mapping[str, Any]) -> str | None:
    """The state on the voice channel that a user, or a list of devices, shows; None for none.

    The voice channel's own entry counts before that of a device.
    """
    for name in ("channels", "devices"):
        for entry in _entries(members.get(name)):
            if name == "channels" and not same_state(str(entry.get("channel", "voice")), "voice"):
                continue
            found = _state_in(entry)
            if found:
                return found
    return None


def _entries(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def _state_in(entry: Mapping[str, Any]) -> str | None:
    state = entry.get("userState")
    if isinstance(state, dict):
        state = state.get("state") or state.get("displayName")
    return state if isinstance(state, str) and state else None
