"""Where the liberties enter themselves."""

from __future__ import annotations

from contracts.reference.http import Media, MoreHeaders, WithoutHeaders, http_liberties
from contracts.reference.seeding import Liberty, seeded

_JSON = "application/json"
LIBERTIES: dict[str, Liberty] = http_liberties(
    {
        "media-text-html": Media(
            "JSON is sent as text/html, as in a published capture.",
            _JSON,
            "text/html; charset=utf-8",
            ambiguity="VOSS-AMB-14",
            choice="media",
        ),
        "media-charset": Media(
            "The media type of JSON has a charset parameter.",
            _JSON,
            f"{_JSON}; charset=utf-8",
            ambiguity="VOSS-AMB-14",
            choice="media",
        ),
        "no-request-id": WithoutHeaders("Replies have no X-Request-ID.", {b"x-request-id"}),
        "django-headers": MoreHeaders(
            "Replies have the headers of a published capture, and a cookie.",
            (
                (b"vary", b"Accept, Cookie"),
                (b"allow", b"GET, POST, HEAD, OPTIONS"),
                (b"set-cookie", b"portal=default; Path=/"),
            ),
        ),
    }
)
liberty = seeded(LIBERTIES, Liberty)
