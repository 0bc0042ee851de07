"""Where the liberties enter themselves."""

from __future__ import annotations

from contracts.reference.http import Media, MoreHeaders, http_liberties
from contracts.reference.seeding import Liberty, seeded

LIBERTIES: dict[str, Liberty] = http_liberties(
    {
        "application-xml": Media(
            "The media type is application/xml.", "text/xml", "application/xml"
        ),
        "headers-of-iis": MoreHeaders(
            "The headers that an ASP.NET page sends, with a session cookie.",
            (
                (b"server", b"Microsoft-IIS/10.0"),
                (b"x-aspnet-version", b"4.0.30319"),
                (b"set-cookie", b"ASP.NET_SessionId=4wkk1xq2; path=/; HttpOnly"),
            ),
        ),
    }
)
liberty = seeded(LIBERTIES, Liberty)
