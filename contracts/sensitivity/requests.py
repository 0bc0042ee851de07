"""Requests of the wire as mutants and the tape see them."""

from __future__ import annotations

from contracts.model import Headers
from contracts.model import Request as Sent
from contracts.mutate import Request
from contracts.wire.address import request_target


def request_of(shown: Sent, headers: Headers) -> Request:
    """A request with the headers that are sent, credentials included."""
    path, _, query = request_target(shown.url).partition("?")
    return Request(shown.method, path, query, headers, shown.body)


def raw_request(shown: Sent) -> Request:
    """What goes over a raw connection, in its pieces."""
    sizes = ",".join(str(one) for one in shown.pieces)
    return Request(shown.method, shown.url, sizes, body=shown.body)


def token_key(shown: Sent) -> bytes:
    """What equal requests of an auth plugin have in common."""
    return shown.url.encode() + b"\0" + shown.body
