"""Where the liberties enter themselves."""

from __future__ import annotations

from contracts.reference.http import Media, http_liberties
from contracts.reference.seeding import Liberty, seeded

_JSON = "application/json"
LIBERTIES: dict[str, Liberty] = http_liberties(
    {
        "media-charset": Media(
            "The media type has a charset parameter.", _JSON, f"{_JSON};charset=UTF-8"
        )
    }
)
liberty = seeded(LIBERTIES, Liberty)
