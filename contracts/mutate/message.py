"""What passes between a suite and a server, as operators see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote_plus, unquote_plus

import msgspec

Headers = tuple[tuple[str, str], ...]
"""Header fields in their order; names in any case, values decoded as Latin-1."""

Changed = Callable[[str], str | None]
"""From the value of a header or a parameter to another one; None leaves it out."""


class Request(msgspec.Struct, frozen=True):
    """A request: `path` as it was sent, `query` without its question mark."""

    method: str
    path: str
    query: str = ""
    headers: Headers = ()
    body: bytes = b""

    def parameters(self) -> list[tuple[str, str]]:
        """Names and values of the query, decoded."""
        return [_decoded(pair) for pair in _pairs(self.query)]

    def parameter(self, name: str) -> str | None:
        """The first value of a parameter of the query, as `means` names it."""
        found = (value for key, value in self.parameters() if means(name, key))
        return next(found, None)

    def media(self) -> str:
        """The media type of the body, with its parameters; empty where none is named."""
        return next(_values(self.headers, "content-type"), "")


class Reply(msgspec.Struct, frozen=True):
    """A whole response; its framing is left to who gives it."""

    status: int
    headers: Headers = ()
    body: bytes = b""
    reason: str = ""

    @property
    def succeeds(self) -> bool:
        """Whether the status is one of success."""
        return 200 <= self.status < 300  # noqa: PLR2004

    def media(self) -> str:
        """The media type of the body, with its parameters; empty where none is named."""
        return next(_values(self.headers, "content-type"), "")


def means(name: str, key: str) -> bool:
    """Whether a parameter or member is called `name`, in any case; `!a|b` is any but these."""
    if name.startswith("!"):
        return key.lower() not in name[1:].lower().split("|")
    return key.lower() == name.lower()


def with_query(request: Request, name: str, change: Changed, default: str | None = None) -> Request:
    """The request with each value of one parameter changed; the same one where none is.

    Where the parameter is not there, `default` is given to it, if there is one. All others stay
    as they were sent, byte by byte.
    """
    found, pairs = False, []
    for pair in _pairs(request.query):
        key, value = _decoded(pair)
        after: str | None = value
        if means(name, key):
            found, after = True, change(value)
        if after == value:
            pairs.append(pair)
        elif after is not None:
            pairs.append(f"{pair.partition('=')[0]}={quote_plus(after)}")
    if not found and default is not None:
        pairs.append(f"{name}={quote_plus(default)}")
    if pairs == _pairs(request.query):
        return request
    return msgspec.structs.replace(request, query="&".join(pairs))


def with_header(
    headers: Headers, name: str, change: Changed, default: str | None = None
) -> Headers:
    """The fields with each value of one of them changed, or added where it is not there."""
    found, fields = False, []
    for key, value in headers:
        after: str | None = value
        if key.lower() == name.lower():
            found, after = True, change(value)
        if after is not None:
            fields.append((key, after))
    if not found and default is not None:
        fields.append((name, default))
    return tuple(fields)


def _values(headers: Headers, name: str) -> Iterator[str]:
    return (value for key, value in headers if key.lower() == name)


def _pairs(query: str) -> list[str]:
    return [part for part in query.split("&") if part]


def _decoded(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return unquote_plus(name), unquote_plus(value)
