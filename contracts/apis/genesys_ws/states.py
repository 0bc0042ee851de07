"""The state of an agent, found in whatever shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

READY, NOT_READY, LOGGED_OUT = "Ready", "NotReady", "LoggedOut"

_SYSTEM_IDS = {
    "9430250E-0A1B-421F-B372-F29E69366DED": READY,
    "900D55CC-2BB0-431F-8BF9-D3525B383BE6": NOT_READY,
}
"""Ids of the system's own states, as public documentation shows them in every language."""

Words = Mapping[str, str]
"""What a target calls Ready, NotReady and LoggedOut: [data] states of a target file."""


def same_state(one: str, other: str) -> bool:
    """Whether two names mean one state: letter case, blanks, hyphens and underscores do not count.

    `Not Ready` is how the state NotReady is displayed.
    """
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return "".join(one for one in name.casefold() if one not in " _-")


def voice_state(members: Mapping[str, Any], words: Words | None = None) -> str | None:
    """The state on the voice channel that a user, or a list of devices, shows; None for none.

    Ready, NotReady or LoggedOut where it is known to be one of these, else as it is shown. The
    voice channel's own entry counts before that of a device.
    """
    for name in ("channels", "devices"):
        for entry in _entries(members.get(name)):
            if name == "channels" and not same_state(str(entry.get("channel", "voice")), "voice"):
                continue
            found = _state_in(entry, words or {})
            if found:
                return found
    return None


def _entries(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def _state_in(entry: Mapping[str, Any], words: Words) -> str | None:
    shown = entry.get("userState")
    if not isinstance(shown, dict):
        return _named(shown, words) if isinstance(shown, str) and shown else None
    given = (shown.get("state"), shown.get("displayName"))
    texts = [one for one in given if isinstance(one, str) and one]
    for text in texts:
        named = _named(text, words)
        if named in {READY, NOT_READY, LOGGED_OUT}:
            return named
    by_id = _SYSTEM_IDS.get(str(shown.get("id", "")).upper())
    return by_id or (texts[0] if texts else None)


def _named(text: str, words: Words) -> str:
    """Ready, NotReady or LoggedOut where `text` means one of these, else `text`."""
    known = [(one, one) for one in (READY, NOT_READY, LOGGED_OUT)] + list(words.items())
    return next((name for name, word in known if same_state(word, text)), text)
