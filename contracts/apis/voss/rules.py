"""What the document says of every exchange, beyond its OpenAPI operation."""

from __future__ import annotations

from collections.abc import Container
from urllib.parse import parse_qs, urlsplit

from contracts.apis.voss.answers import Answer, Page
from contracts.apis.voss.listing import LONGEST
from contracts.kit import Checked, Exchange, Finding

LIMIT = "VOSS-PAGE-05"
JSON = "VOSS-FORMAT-01"


def check(exchange: Exchange, active: Container[str]) -> Checked:
    """Findings where a list exceeds its limit, or where what is said to be JSON is none.

    `active` are the requirements that are judged.
    """
    if not exchange.request.operation:
        return Checked()
    found = (_beyond_limit(exchange), _no_json(exchange))
    return Checked(findings=tuple(one for one in found if one and one.requirement in active))


def _no_json(exchange: Exchange) -> Finding | None:
    """A change whose success has a body that is said to be JSON, and is none.

    What is read is held to JSON by the tests, and by its schema.
    """
    if exchange.request.method == "GET":
        return None
    answer, response = Answer(exchange), exchange.response
    media = (response.media_type if response else "") or ""
    said = media.endswith(("/json", "+json"))
    if not answer.accepted or response is None or not response.body.strip() or not said:
        return None
    if answer.body is not None or response.body.strip() == b"null":
        return None
    return Finding(
        JSON,
        f"the body of {media} is no JSON",
        expected="JSON",
        observed=str(answer),
        exchanges=(exchange.id,),
    )


def _beyond_limit(exchange: Exchange) -> Finding | None:
    """A list with more resources than its limit.

    Range overrides the limit: requests with that header are left to their own tests.
    """
    request = exchange.request
    if request.method != "GET":
        return None
    given = parse_qs(urlsplit(request.url).query).get("limit", [])
    if len(given) != 1 or not given[0].isdecimal() or not 0 < int(given[0]) <= LONGEST:
        return None
    page = Page(exchange)
    if any(name.lower() == "range" for name, _ in request.headers) or not page.is_list:
        return None
    if len(page.items) <= int(given[0]):
        return None
    return Finding(
        LIMIT,
        f"a list with limit={given[0]} has {len(page.items)} resources",
        expected=f"{given[0]} resources at most",
        observed=f"{len(page.items)} resources",
        exchanges=(exchange.id,),
    )
