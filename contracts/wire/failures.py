"""Why no response came: from exceptions to failures in plain words."""

from __future__ import annotations

import http.client
import ssl

from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
)

from contracts.model import Failure, Limits

TROUBLE = (OSError, http.client.HTTPException, HTTPError)
"""What sending and receiving may raise when the target, not the suite, is at fault."""


MOST_PARTS = 1_000_000
"""Tags, objects and arrays of a body; of separators between JSON values it may hold twice as many.

A tree of so many takes about a hundred megabytes.
"""


class MalformedReplyError(http.client.HTTPException):
    """The reply breaks HTTP; the text says how."""


class CutShortError(http.client.HTTPException):
    """The connection ended within the reply's head."""


_TUNNEL = "Tunnel connection failed:"
"""How http.client begins what a proxy said that does not lead on."""


class TooLargeError(http.client.HTTPException):
    """The reply's body exceeds the limit."""


class TooManyPartsError(http.client.HTTPException):
    """The reply's body holds more elements or values than can be read in the memory of a run."""


def failed(trouble: Exception, peer: str, limits: Limits) -> Failure:
    """What `trouble` with `peer` (host and port) was, as a failure of the exchange."""
    if isinstance(trouble, HTTPError):
        return _unconnected(trouble, peer, limits)
    if isinstance(trouble, ConnectionError | CutShortError | ssl.SSLEOFError):
        hung_up = not isinstance(trouble, ConnectionError) or isinstance(
            trouble, http.client.RemoteDisconnected
        )
        ending = (
            "closed the connection without a whole reply" if hung_up else "reset the connection"
        )
        return Failure("reset", f"{peer} {ending}")
    if isinstance(trouble, ssl.SSLError):
        return Failure("tls", f"TLS with {peer} failed: {_tls_reason(trouble)}")
    if isinstance(trouble, TooLargeError | TooManyPartsError):
        many = isinstance(trouble, TooManyPartsError)
        most = f"{MOST_PARTS:,} parts" if many else size(limits.max_body)
        return Failure("too-large", f"{peer} sent a body of more than {most}")
    if isinstance(trouble, http.client.HTTPException):
        return Failure("protocol", f"{peer} does not keep to HTTP: {_broken(trouble)}")
    return _broken_off(trouble, peer)


def _broken_off(trouble: Exception, peer: str) -> Failure:
    said = str(trouble).partition(_TUNNEL)[2]
    if said:
        return Failure("refused", f"no way to {peer}, which said {shortened(said)}")
    return Failure("reset", f"the connection to {peer} broke: {_plain(trouble)}")


def timed_out(awaited: str, peer: str, limits: Limits) -> Failure:
    """A failure because the `awaited` connection, reply or body was not there in time."""
    if awaited == "connection":
        text = f"no connection to {peer} within {limits.connect_timeout_s:g} s"
    elif awaited == "reply":
        text = f"no reply from {peer} within {limits.timeout_s:g} s"
    else:
        text = f"the body from {peer} was not complete within {limits.timeout_s:g} s"
    return Failure("timeout", text)


def _unconnected(trouble: HTTPError, peer: str, limits: Limits) -> Failure:
    if isinstance(trouble, NameResolutionError | LocationParseError):
        return Failure("unresolved", f"the host name {peer.rpartition(':')[0]} does not resolve")
    if isinstance(trouble, ConnectTimeoutError) and not isinstance(trouble, NewConnectionError):
        return timed_out("connection", peer, limits)
    cause = trouble.__cause__
    if isinstance(cause, ConnectionRefusedError):
        return Failure("refused", f"connection refused by {peer}")
    return Failure("refused", f"no connection to {peer}: {_plain(cause or trouble)}")


def _plain(trouble: BaseException) -> str:
    return getattr(trouble, "strerror", None) or type(trouble).__name__


def _tls_reason(trouble: ssl.SSLError) -> str:
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return f"its certificate was not accepted, {trouble.verify_message}"
    reason = (trouble.reason or "").lower().replace("_", " ")
    if reason in {"wrong version number", "record layer failure", "http request"}:
        return "it does not speak TLS on this port"
    return reason or _plain(trouble)


def _broken(trouble: http.client.HTTPException) -> str:
    match trouble:
        case MalformedReplyError():
            return str(trouble)
        case http.client.BadStatusLine():
            return f"its status line is {shortened(str(trouble))}"
        case http.client.UnknownProtocol():
            return f"its version is {shortened(str(trouble))}"
        case http.client.IncompleteRead():
            return "the body ended early or its chunks are malformed"
        case http.client.LineTooLong():
            return "a line of the reply's head is too long"
    return "more headers than anyone sends"


def shortened(text: str, length: int = 60) -> str:
    """`text` quoted, escaped and cut for a message."""
    shown = ascii(text.strip())[1:-1]
    return f'"{shown[:length]}…"' if len(shown) > length else f'"{shown}"'


def size(count: int) -> str:
    """A number of bytes for people: 16 MiB, 2 KiB, 100 bytes."""
    for unit, factor in (("MiB", 1 << 20), ("KiB", 1 << 10)):
        if count >= factor and count % factor == 0:
            return f"{count // factor} {unit}"
    return f"{count} bytes"
