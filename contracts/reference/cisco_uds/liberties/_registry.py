"""Where the liberties enter themselves."""

from __future__ import annotations

from contracts.reference.http import http_liberties
from contracts.reference.seeding import Liberty, seeded

LIBERTIES: dict[str, Liberty] = http_liberties()
liberty = seeded(LIBERTIES, Liberty)
