"""Where the faults enter themselves, and what several of them need."""

from __future__ import annotations

from contracts.reference.seeding import Fault, seeded

FAULTS: dict[str, Fault] = {}
fault = seeded(FAULTS, Fault)
