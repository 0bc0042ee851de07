"""The ledger of what a vocabulary makes on its target, written before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from contracts.model import Created, Creating, Entry, Event, Fate

UNNAMED = "ucc-"
"""What the names of all that the suite makes begin with, whichever run makes it."""


def _nowhere(event: Event) -> None:
    """Write nothing."""


class Ledger:
    """Entries of one target, kept in memory until they are gone and written by `emit`.

    `worker` tells the processes of a run apart, `prefix` is what names of this run begin with.
    """

    def __init__(
        self,
        target: str = "",
        emit: Callable[[Event], None] = _nowhere,
        worker: str = "main",
        prefix: str = UNNAMED,
    ) -> None:
        self.prefix = prefix
        self._target = target
        self.emit = emit
        self._worker = worker
        self._count = 0
        self._entries: dict[str, Entry] = {}

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries.values()))

    def adopt(self, entries: Iterable[Entry]) -> None:
        """Take on entries of another process, which is no more."""
        self._entries |= {one.id: one for one in entries}

    def new_name(self) -> str:
        """A name that nothing has: the run's prefix and a number."""
        self._count += 1
        return f"{self.prefix}{self._count}"

    def enter(self, kind: str, name: str, facts: dict[str, str]) -> Entry:
        """Enter something that is going to be made."""
        self._count += 1
        entry = Entry(f"{self._worker}-{self._count}", self._target, kind, name, facts)
        self.emit(Creating(self._target, entry.id, kind, name, facts))
        self._entries[entry.id] = entry
        return entry

    def fate_of(self, entry: Entry) -> Fate | None:
        """What is known to have become of an entry."""
        return self._entries.get(entry.id, entry).fate

    def change(
        self, entry: Entry, fate: Fate, facts: dict[str, str] | None = None, reason: str = ""
    ) -> Entry:
        """Write down what became of an entry; one that is gone is no longer kept."""
        known = self._entries.get(entry.id, entry)
        now = msgspec.structs.replace(
            known, facts={**known.facts, **(facts or {})}, fate=fate, reason=reason
        )
        self.emit(Created(self._target, entry.id, fate.value, facts or {}, reason))
        if fate is Fate.GONE:
            self._entries.pop(entry.id, None)
        else:
            self._entries[entry.id] = now
        return now
