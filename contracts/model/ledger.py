"""What the suite made on a target, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

import msgspec

from contracts.model.events import Created, Creating


class Fate(StrEnum):
    """What became of something that the suite was going to make.

    `made`: the target said so. `deleted`: the target accepted its deletion. `left`: it is
    there, or may be, and cannot be removed. `gone`: it was looked for and is not there. Each
    outweighs those before it, whichever is read first: the log of a cleanup may come before
    that of the run.
    """

    MADE = "made"
    DELETED = "deleted"
    LEFT = "left"
    GONE = "gone"


_ORDER = list(Fate)
_NAMED = 3


class Entry(msgspec.Struct, frozen=True):
    """One thing that the suite was going to make.

    `id` is unique among those of a target in a run, `kind` what it is in the API's words, `name`
    carries the run's prefix, `facts` are what is needed to find and remove it, such as an id that
    the target gave.
    `fate` is None until something is known, and `reason` says why it could not be removed.
    """

    id: str
    target: str
    kind: str
    name: str
    facts: Mapping[str, str] = msgspec.field(default_factory=dict)
    fate: Fate | None = None
    reason: str = ""

    def __str__(self) -> str:
        known = ", ".join(f"{key} {value}" for key, value in self.facts.items())
        return f"{self.kind} {self.name}" + (f" ({known})" if known else "")


class Inventory:
    """The ledger of a run, read from its events in any order of logs."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], Entry] = {}
        self._early: dict[tuple[str, str], list[Created]] = {}

    def take(self, event: Creating | Created) -> None:
        """Take one event into account; what is said of an entry may stand before the entry."""
        key = event.target, event.entry
        match event:
            case Creating():
                self._entries[key] = Entry(
                    event.entry, event.target, event.kind, event.name, event.facts
                )
                for one in self._early.pop(key, ()):
                    self._change(key, one)
            case Created() if key in self._entries:
                self._change(key, event)
            case Created():
                self._early.setdefault(key, []).append(event)

    def _change(self, key: tuple[str, str], event: Created) -> None:
        before = self._entries[key]
        after = msgspec.structs.replace(before, facts={**before.facts, **event.facts})
        fate = Fate(event.fate)
        if before.fate is None or _ORDER.index(fate) >= _ORDER.index(before.fate):
            after = msgspec.structs.replace(after, fate=fate, reason=event.reason)
        self._entries[key] = after

    def entries(self) -> list[Entry]:
        """All entries, in the order of making."""
        return list(self._entries.values())

    def unsure(self) -> list[Entry]:
        """What was not seen to be gone, in the order of making."""
        return [one for one in self._entries.values() if one.fate is not Fate.GONE]

    def left(self) -> list[Entry]:
        """What is there, or may be: all but what was deleted or is gone."""
        return [one for one in self.unsure() if one.fate is not Fate.DELETED]


def listed(entries: Iterable[Entry], otherwise: str = "") -> Iterator[str]:
    """A line for each kind of things that are there for the same reason.

    `otherwise` is the reason where an entry has none.
    """
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for one in entries:
        groups.setdefault((one.target, one.kind, one.reason or otherwise), []).append(one)
    for (_, kind, reason), members in groups.items():
        if len(members) == 1:
            yield f"{members[0]}: {reason}"
            continue
        names = ", ".join(one.name for one in members[:_NAMED])
        more = f" and {len(members) - _NAMED} more" if len(members) > _NAMED else ""
        yield f"{len(members)} × {kind} ({names}{more}): {reason}"  # noqa: RUF001 - the sign for "times"
