"""Where the faults enter themselves."""

from __future__ import annotations

from contracts.reference.seeding import Fault, seeded

FAULTS: dict[str, Fault] = {}
fault = seeded(FAULTS, Fault)
