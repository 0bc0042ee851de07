"""Addresses: where a target's paths are, and what may stand in a request line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

import msgspec

from contracts.model import ConfigurationError

_PORTS = {"http": 80, "https": 443}
# What a request line cannot carry: control characters, space, "#" and all beyond ASCII.
_UNSENDABLE = re.compile(r"[^!-~]|#")
_ABSOLUTE = re.compile(r"https?://", re.IGNORECASE)


class Base(msgspec.Struct, frozen=True):
    """A target's base URL: `origin` is `scheme://host[:port]`, `root` the origin and base path.

    `root` has no slash at its end, so a path can be appended to it.
    """

    origin: str
    root: str


class Service(msgspec.Struct, frozen=True):
    """A raw TCP service: its host and port."""

    host: str
    port: int

    @property
    def peer(self) -> str:
        """Host and port, as failures name them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def base(self) -> Base:
        """Its address as that of a target."""
        return Base(f"tcp://{self.peer}", f"tcp://{self.peer}")


def is_raw(url: str) -> bool:
    """Whether `url` is the address of a raw TCP service."""
    return url.strip().lower().startswith("tcp://")


def service_of(url: str) -> Service:
    """The raw TCP service at `tcp://host:port`. Raises ConfigurationError for anything else."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port or 0
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        parts, host, port = urlsplit(""), "", 0
    beyond = parts.path.rstrip("/") or parts.query or parts.fragment or parts.username
    # A host that begins with a dash would be an option of nc.
    if parts.scheme != "tcp" or not host or host.startswith("-") or not port or beyond:
        msg = f"{url!r} is not the address of a TCP service; write it like tcp://host:5620"
        raise ConfigurationError(msg)
    return Service(host, port)


def base_of(url: str) -> Base:
    """The parts of a target's base URL.

    Raises ConfigurationError where it is not an absolute http or https URL, or carries a user
    name, a query or a fragment.
    """
    try:
        parts = urlsplit(url.strip())
        origin = _origin(parts)
    except (ValueError, UnicodeError) as trouble:
        msg = f"base_url {url!r} is not an http:// or https:// address of a host ({trouble})"
        raise ConfigurationError(msg) from None
    if parts.username is not None or parts.query or parts.fragment:
        msg = (
            f"base_url of {origin} must not carry a user name, a query or a fragment; "
            "credentials go into auth"
        )
        raise ConfigurationError(msg)
    return Base(origin, origin + sendable(parts.path).rstrip("/"))


def _origin(parts: SplitResult) -> str:
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.hostname:
        msg = "no scheme or no host"
        raise ValueError(msg)
    host = parts.hostname
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if ":" in host:
        host = f"[{host}]"
    port = "" if parts.port in {None, _PORTS[scheme]} else f":{parts.port}"
    return f"{scheme}://{host}{port}"


def sendable(text: str) -> str:
    """`text` with what cannot stand in a request line percent-encoded (UTF-8), all else as is."""
    return _UNSENDABLE.sub(lambda hit: quote(hit[0], safe="", errors="surrogatepass"), text)


def locate(base: Base, path: str, query: Sequence[tuple[str, str]] | str = ()) -> str:
    """The URL of `path` (or of an absolute URL) with `query` added.

    Pairs are percent-encoded as UTF-8, a space as %20; a string is added verbatim.
    """
    if _ABSOLUTE.match(path):
        url = normal(path)
    else:
        url = base.root + sendable(path if path[:1] in {"/", "?", ""} else f"/{path}")
        if url == base.origin:
            url += "/"
        elif url.startswith(f"{base.origin}?"):
            url = f"{base.origin}/{url[len(base.origin) :]}"
    if not query:
        return url
    return f"{url}{'&' if '?' in url else '?'}{_encoded(query)}"


def _encoded(query: Sequence[tuple[str, str]] | str) -> str:
    if isinstance(query, str):
        return sendable(query)
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in query)


def _quoted(text: str) -> str:
    return quote(text, safe="", errors="surrogatepass")


def normal(url: str) -> str:
    """An absolute http(s) URL with its origin in normal form and without a fragment.

    Raises ValueError where it is none.
    """
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{_origin(parts)}{sendable((parts.path or '/') + query)}"


def origin_of(url: str) -> str:
    """The origin of a URL that `locate` or `normal` made."""
    return url[: _path_start(url)]


def request_target(url: str) -> str:
    """Path and query of a URL that `locate` or `normal` made, as the request line has it."""
    return url[_path_start(url) :]


def _path_start(url: str) -> int:
    return url.index("/", url.index("://") + 3)


def redirected(url: str, location: str) -> str | None:
    """Where a `Location` seen at `url` leads, or None where that is no http(s) address."""
    try:
        return normal(urljoin(url, location.strip()))
    except (ValueError, UnicodeError):
        return None


def inside(base: Base, url: str) -> bool:
    """Whether `url` lies under the base URL, dot segments (encoded ones too) resolved."""
    if not url.startswith(base.root) or url[len(base.root) : len(base.root) + 1] not in {
        "",
        "/",
        "?",
    }:
        return False
    path = url[len(base.root) :].partition("?")[0]
    if "." not in path and "%2" not in path and "\\" not in path and "%5" not in path:
        return True
    depth = 0
    for segment in unquote(path).replace("\\", "/").split("/")[1:]:
        depth += {"..": -1, ".": 0, "": 0}.get(segment, 1)
        if depth < 0:
            return False
    return True
