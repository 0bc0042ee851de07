"""Where the liberties enter themselves."""

from __future__ import annotations

from contracts.reference.seeding import Liberty, seeded

LIBERTIES: dict[str, Liberty] = {}
liberty = seeded(LIBERTIES, Liberty)
