"""What the document says of every exchange, beyond its OpenAPI operation."""

from __future__ import annotations

from collections.abc import Container

from contracts.kit import Checked, Exchange, Finding, Response

_NO_CONTENT = 204


def declared_body(response: Response) -> str:
    """The length that a 204 declares for a body; empty where it declares none.

    HTTP lets no body follow a 204, so that clients do not read one: only its head can tell.
    """
    length = (response.header("Content-Length") or "").strip()
    return "" if response.status != _NO_CONTENT or length in {"", "0"} else length


def check(exchange: Exchange, active: Container[str]) -> Checked:
    """A finding where a 204 declares a body; `active` are the requirements that exist."""
    response, operation = exchange.response, exchange.request.operation
    declared = declared_body(response) if response else ""
    requirement = f"UDM-{operation}-BODY"
    if not declared or requirement not in active:
        return Checked()
    finding = Finding(
        requirement,
        "a 204 declares a body",
        expected="no body",
        observed=f"Content-Length: {declared}",
        exchanges=(exchange.id,),
    )
    return Checked(findings=(finding,))
