"""Where the liberties enter themselves."""

from __future__ import annotations

from contracts.reference.http import Media, MoreHeaders, http_liberties
from contracts.reference.seeding import Liberty, seeded

_JSON = "application/json"
LIBERTIES: dict[str, Liberty] = http_liberties(
    {
        "media-charset": Media(
            "The media type of JSON has a charset parameter, in other letters.",
            _JSON,
            "Application/JSON;charset=UTF-8",
        ),
        "media-vendor": Media(
            "JSON has a media type of the vendor's own.",
            _JSON,
            "application/vnd.example.udm+json",
            ambiguity="UDM-AMB-38",
        ),
        "spring-headers": MoreHeaders(
            "Replies have the headers of a well-known framework, and a cookie.",
            (
                (b"x-content-type-options", b"nosniff"),
                (b"vary", b"Origin, Access-Control-Request-Method"),
                (b"set-cookie", b"SESSION=7d1c; Path=/; HttpOnly"),
            ),
        ),
    }
)
liberty = seeded(LIBERTIES, Liberty)
