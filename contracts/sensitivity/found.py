"""What was found of each target of a run, handed from the process that found it to the first."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec

from contracts.sensitivity.results import Looked


def keep(directory: Path, found: Looked) -> None:
    """Leave what was found of a target with the run in `directory`."""
    name = sha256(found.key.encode()).hexdigest()[:16]
    path = directory / "evidence" / f"sensitivity-{name}"
    path.write_bytes(msgspec.json.encode(found))


def taken(directory: Path) -> dict[str, Looked]:
    """What was found, by the target's key; it is not left with the run any longer."""
    found = {}
    for path in sorted((directory / "evidence").glob("sensitivity-*")):
        one = msgspec.json.decode(path.read_bytes(), type=Looked)
        found[one.key] = one
        path.unlink()
    return found
