"""One request and its response or failure, as it passed the wire.

An HTTP request, or what is sent over one connection to a raw TCP service (`tcp://host:port`).
"""

from __future__ import annotations

import msgspec

Headers = tuple[tuple[str, str], ...]


def header(headers: Headers, name: str) -> str | None:
    """The first value of `name` (any case), or None."""
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)


RAW = "SEND"
"""What stands for the method of what is sent over a raw connection, which has none."""


class Piece(msgspec.Struct, frozen=True):
    """Bytes that go over a raw connection at one go, and what is awaited before the next.

    `replies` counts all whole replies since the connection began; 0 waits for none. `patience`
    is how many seconds they are waited for (None: as long as the target's limits say), or,
    where none is, how long the pause is before the next piece.
    """

    data: bytes
    replies: int = 0
    patience: float | None = None


class Request(msgspec.Struct, frozen=True):
    """A request as sent. `url` is absolute; credentials in `headers` are already redacted.

    `operation` is the operationId it exercises. `defect` names what is wrong with it on
    purpose; a request without a defect is held to the OpenAPI document.

    Of a raw connection `body` is all that was sent, `pieces` the sizes in which it was.
    """

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""
    operation: str | None = None
    defect: str | None = None
    pieces: tuple[int, ...] = ()

    @property
    def raw(self) -> bool:
        """Whether it goes over a raw connection, without HTTP."""
        return self.url.startswith("tcp://")

    def header(self, name: str) -> str | None:
        """The first value of header `name`, or None."""
        return header(self.headers, name)


class Response(msgspec.Struct, frozen=True):
    """A whole response; `body` is decoded from its transfer and content encodings.

    Of a raw connection, `status` is 0, `body` all that came, and `reason` says why less came
    than was waited for.
    """

    status: int
    reason: str = ""
    headers: Headers = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The first value of header `name`, or None."""
        return header(self.headers, name)

    @property
    def media_type(self) -> str:
        """The media type without parameters, lower case; empty when there is none."""
        return (self.header("Content-Type") or "").split(";", 1)[0].strip().lower()

    @property
    def charset(self) -> str:
        """The charset that Content-Type names, lower case; empty when it names none."""
        _, _, parameters = (self.header("Content-Type") or "").partition(";")
        for parameter in parameters.split(";"):
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'").lower()
        return ""


class Failure(msgspec.Struct, frozen=True):
    """Why no response came.

    `kind` is refused, unresolved, reset, timeout, tls, protocol, too-large, busy (the target asks
    to come back later) or auth (the user's auth plugin raised).
    """

    kind: str
    message: str


class Exchange(msgspec.Struct, frozen=True):
    """A request with its response or failure; `seconds` from first byte out to last byte in."""

    id: str
    target: str
    request: Request
    response: Response | None
    failure: Failure | None
    started: float
    seconds: float
