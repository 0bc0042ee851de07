"""Removing what runs made that died, from what the store knows of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from contracts.model import Created, Creating, Entry, Event, EvidenceError, Inventory, listed
from contracts.report import events
from contracts.store import Lease, Store, forget, journals

_DECODER: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
_LOG = "evidence/events-main.jsonl"

Clean = Callable[[Path, Path], None]
"""Runs `uc-contracts cleanup FOLDER --target FILE`."""


def remove_leftovers(
    store: Store, lease: Lease, text: str, folder: Path, clean: Clean
) -> tuple[str, ...]:
    """Remove what earlier owners of a lease left on its target; lines on what is still there.

    `text` is the target file now. Each is given back the ledger that it told the store of; what
    cannot be removed is tried again by the next owner.
    """
    left: list[str] = []
    for term, lines in journals(store, lease.name, before=lease.term).items():
        unsure = _inventory(lines).unsure()
        still: Sequence[Entry] = ()
        if unsure:
            run = folder / f"left-{term}"
            log = run / _LOG
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text("".join(f"{one}\n" for one in lines), "utf-8")
            target = run / f"{unsure[0].target}.toml"
            target.write_text(text, "utf-8")
            clean(run, target)
            still = left_in(run)
        if still:
            left += listed(still, "it was not removed")
        else:
            forget(store, lease.name, term)
    return tuple(left)


def left_in(run: Path) -> list[Entry]:
    """What a run made, by its log, that is there or may be."""
    inventory = Inventory()
    try:
        for event in events(run, ("creating", "ledger")):
            if isinstance(event, Creating | Created):
                inventory.take(event)
    except EvidenceError:
        return []
    return inventory.left()


def _inventory(lines: Sequence[str]) -> Inventory:
    inventory = Inventory()
    for line in lines:
        event = _DECODER.decode(line)
        if isinstance(event, Creating | Created):
            inventory.take(event)
    return inventory
