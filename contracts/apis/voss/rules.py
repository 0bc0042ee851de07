"""What the document says of every list, beyond its OpenAPI operation."""

from __future__ import annotations

from collections.abc import Container
from urllib.parse import parse_qs, urlsplit

from contracts.apis.voss.answers import Page
from contracts.kit import Checked, Exchange, Finding

LIMIT = "VOSS-PAGE-05"
_LONGEST = 2000


def check(exchange: Exchange, active: Container[str]) -> Checked:
    """A finding where a list has more resources than its limit; `active` are what is judged.

    Range overrides the limit: requests with that header are left to their own tests.
    """
    request = exchange.request
    if LIMIT not in active or request.method != "GET" or not request.operation:
        return Checked()
    given = parse_qs(urlsplit(request.url).query).get("limit", [])
    if len(given) != 1 or not given[0].isdecimal() or not 0 < int(given[0]) <= _LONGEST:
        return Checked()
    page = Page(exchange)
    if any(name.lower() == "range" for name, _ in request.headers) or not page.is_list:
        return Checked()
    if len(page.items) <= int(given[0]):
        return Checked()
    finding = Finding(
        LIMIT,
        f"a list with limit={given[0]} has {len(page.items)} resources",
        expected=f"{given[0]} resources at most",
        observed=f"{len(page.items)} resources",
        exchanges=(exchange.id,),
    )
    return Checked(findings=(finding,))
