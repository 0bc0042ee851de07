"""The ways in which a message can be sent."""

from __future__ import annotations

from contracts.kit import Request

BY_GET, BY_POST, BY_XML = "queries by GET", "queries by POST", "XML by POST"
BY_SOCKET = "XML over the socket"
WAYS = (BY_GET, BY_POST, BY_XML, BY_SOCKET)
"""How a message can be sent. Public documentation has the first and, of the socket, the last; a
target may offer the others."""
XML_WAYS = (BY_XML, BY_SOCKET)

ABOUT_HTTP = "this requirement is about HTTP; the target is tested over its socket at {}"
NO_SOCKET = (
    "the target is tested over HTTP; set [data] socket_port or a tcp:// address to "
    "test the socket, too"
)


def way_of(request: Request) -> str:
    """In which way a message was sent over HTTP."""
    if request.body:
        return BY_XML
    return BY_POST if request.method == "POST" else BY_GET


def plain_test(request_id: str) -> tuple[tuple[str, str], ...]:
    """The parameters of TEST, in small letters as every query in the public documentation."""
    return (("type", "test"), ("requestid", request_id))
