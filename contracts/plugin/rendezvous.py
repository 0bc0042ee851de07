"""Where the processes of a shared run meet.

Only a worker knows whether it collected a conformance test, and only the first process may
begin the run. A worker that did makes a folder; the first process, which sees it when the worker
has collected, begins the run and puts there what the workers need. The tests start afterwards.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from contracts.engine import Facts, decoded, encoded


class Begun(msgspec.Struct, frozen=True):
    """A run that has begun: its facts, and what was found out of its targets."""

    facts: Facts
    described: dict[str, Any]


class Rendezvous:
    """The folder `place`, which is there once a worker calls for the run."""

    def __init__(self, place: Path | None = None) -> None:
        self.place = place or Path(tempfile.gettempdir(), f"uc-contracts-{secrets.token_hex(8)}")

    def call(self) -> None:
        """A conformance test was collected."""
        self.place.mkdir(mode=0o700, exist_ok=True)

    @property
    def called(self) -> bool:
        """Whether a worker collected a conformance test."""
        return self.place.is_dir()

    def publish(self, begun: Begun) -> None:
        """Put down what the workers need."""
        draft = self.place / "draft"
        draft.touch(mode=0o600)
        draft.write_bytes(encoded(begun))
        draft.rename(self.place / "begun.json")

    def read(self) -> Begun | None:
        """What the first process put down; None where it did not begin the run."""
        try:
            return decoded((self.place / "begun.json").read_bytes(), Begun)
        except FileNotFoundError:
            return None

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.place, ignore_errors=True)
