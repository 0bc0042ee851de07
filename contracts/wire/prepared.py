"""A prepared request: requests' own, with headers in the order in which they are sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
import requests
from requests.cookies import RequestsCookieJar
from requests.structures import CaseInsensitiveDict

from contracts.model import Headers

# What an auth plugin may change without giving anything away.
_HARMLESS = frozenset({"host", "content-length", "content-type", "date"})
_WITH_SCHEME = frozenset({"authorization", "proxy-authorization"})


class HeaderLines(CaseInsensitiveDict[str]):
    """Header lines in the order in which they are sent; a name may stand in several of them."""

    def __init__(self, lines: Iterable[tuple[str, str]] = ()) -> None:
        self.lines = list(lines)

    def __getitem__(self, name: str) -> str:
        found = [value for one, value in self.lines if one.lower() == name.lower()]
        if not found:
            raise KeyError(name)
        return ", ".join(found)

    def __setitem__(self, name: str, value: str | bytes) -> None:
        """Give `name` this value alone, at the place of its first line."""
        text = value.decode("latin-1") if isinstance(value, bytes) else value
        lower = name.lower()
        at = next((n for n, line in enumerate(self.lines) if line[0].lower() == lower), None)
        if at is None:
            self.lines.append((name, text))
            return
        self.lines[at] = (name, text)
        rest = [line for line in self.lines[at + 1 :] if line[0].lower() != lower]
        self.lines[at + 1 :] = rest

    def __delitem__(self, name: str) -> None:
        kept = [line for line in self.lines if line[0].lower() != name.lower()]
        if len(kept) == len(self.lines):
            raise KeyError(name)
        self.lines = kept

    def __iter__(self) -> Iterator[str]:
        return iter({name.lower(): name for name, _ in self.lines}.values())

    def __len__(self) -> int:
        return len({name.lower() for name, _ in self.lines})

    def __contains__(self, name: object) -> bool:
        lower = str(name).lower()
        return any(one.lower() == lower for one, _ in self.lines)

    def lower_items(self) -> Iterator[tuple[str, str]]:
        """Names in lower case, and their values."""
        return ((name.lower(), self[name]) for name in self)

    def copy(self) -> HeaderLines:
        """Lines of their own."""
        return HeaderLines(self.lines)

    def __repr__(self) -> str:
        return f"HeaderLines({list(self)})"

    __hash__ = None  # type: ignore[assignment]  # as any mapping that changes


class Purpose(msgspec.Struct, frozen=True):
    """What a request is for, which HTTP does not carry.

    `url` and `plain` are its address and its header lines before credentials came to them, so
    that whatever is added later is known to be one. `curl` are the options that stand for
    the target's credentials. `followed`: a redirect led to it; `astray`: away from the target.
    """

    url: str
    plain: frozenset[tuple[str, str]]
    operation: str | None = None
    defect: str | None = None
    curl: tuple[str, ...] = ()
    followed: bool = False
    astray: bool = False


class Prepared(requests.PreparedRequest):
    """A request to the target, ready to be sent through a session."""

    headers: HeaderLines
    purpose: Purpose

    def __init__(
        self, method: str, url: str, headers: HeaderLines, body: bytes | None, purpose: Purpose
    ) -> None:
        super().__init__()
        self.method, self.url, self.headers, self.body = method, url, headers, body
        self.purpose = purpose

    def copy(self) -> Prepared:
        """A request of its own, as redirects and auth plugins change it."""
        other = Prepared(
            self.method or "", self.url or "", self.headers.copy(), self.content, self.purpose
        )
        other.hooks = self.hooks
        # requests reads the attribute where it follows a redirect or a plugin asks again.
        jar = getattr(self, "_cookies", None)
        setattr(other, "_cookies", RequestsCookieJar() if jar is None else jar.copy())  # noqa: B010 - untyped
        return other

    @property
    def content(self) -> bytes:
        """The body as bytes."""
        body = self.body
        return body.encode() if isinstance(body, str) else body or b""

    @property
    def _added(self) -> list[tuple[str, str]]:
        plain = self.purpose.plain
        return [
            line
            for line in self.headers.lines
            if line not in plain and line[0].lower() not in _HARMLESS
        ]

    def shown(self) -> tuple[str, Headers, tuple[str, ...]]:
        """Address, headers and curl options as they are recorded, without what identifies."""
        added = self._added
        purpose = self.purpose
        address = purpose.url if self.url != purpose.url else self.url
        if not added:
            return address, tuple(self.headers.lines), ()
        lines = tuple(
            (name, hidden(name, value)) if (name, value) in added else (name, value)
            for name, value in self.headers.lines
        )
        return address, lines, purpose.curl or tuple(_options(added))

    def added_values(self) -> list[str]:
        """What credentials, cookies and tokens are, with and without the word before them."""
        return [one for _, value in self._added for one in {value, value.partition(" ")[2]} if one]

    def identifying(self) -> list[str]:
        """The names of headers that credentials, cookies and tokens came in."""
        return [name for name, _ in self._added]


def hidden(name: str, value: str) -> str:
    """What stands for the value of a header that identifies; the scheme of credentials stays."""
    scheme, space, _ = value.partition(" ")
    if name.lower() in _WITH_SCHEME and space:
        return f"{scheme} [redacted]"
    return "[redacted]"


def _options(added: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The curl options for what an auth plugin added, values as environment variables."""
    for name, value in added:
        if name.lower() == "cookie" or "csrf" in name.lower():
            continue
        variable = "".join(one if one.isalnum() else "_" for one in name.upper())
        scheme = hidden(name, value).removesuffix("[redacted]")
        yield from ("-H", f"{name}: {scheme}${variable}")
