"""Redaction: no secret in anything that is written.

Two ways: by type (credential, cookie and token headers lose their values whatever they are)
and by echo (a secret is taken out wherever a target or a test repeats it, in plain, base64,
URL-encoded, JSON- or XML-escaped form).
"""

from __future__ import annotations

import contextlib
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import TypeVar
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

import msgspec

from contracts.model import Auth, BasicAuth, Event, Headers, Response
from contracts.wire.credentials import basic_blob, secrets_of

MARK = "[secret]"
_SHORTEST = 4
_SHORTEST_SESSION = 8
_SESSIONS = 64
_CUT = "…"
# An inner part of a base64 text this long or longer is no coincidence.
_SHORTEST_BASE64_PART = 8
_COOKIE_VALUE = re.compile(r"=[^;]*")
_HIDDEN = ("cookie", "set-cookie", "authorization", "proxy-authorization")
# Fields that name things and tie events together; a secret equal to one must not cut the tie.
_NAMES = frozenset({"id", "target", "test", "tests", "requirement", "requirements", "exchanges"})
_NAMES |= {"digest", "operation", "kind", "method", "api", "catalogue", "suite", "started"}

_TELLING = re.compile(r"token|secret|password|assertion|ticket|key|code", re.IGNORECASE)

T = TypeVar("T")


class Redactor:
    """Knows the secrets of a run and takes them out of what is recorded."""

    def __init__(self) -> None:
        self._learned: set[Auth] = set()
        self._given: set[str] = set()
        self._sessions: dict[str, frozenset[str]] = {}
        self._values: list[str] = []
        self._texts: tuple[str, ...] = ()
        self._bytes: tuple[bytes, ...] = ()
        self._in_lines: tuple[bytes, ...] = ()

    def learn(self, auth: Auth) -> None:
        """Take in the secrets of `auth`; those shorter than four characters only by type.

        A secret that came neither from the environment (`$NAME`) nor from a file (`file:NAME`)
        was made up by a test: to hide a word like "wrong" everywhere would only spoil the record.
        """
        given = all(one.origin.startswith(("$", "file:")) for one in secrets_of(auth))
        if not given or auth in self._learned:
            return
        self._learned.add(auth)
        needles = self._given
        for secret in secrets_of(auth):
            value = secret.reveal()
            if value:
                self._values.append(value)
            if len(value) >= _SHORTEST:
                needles.update(_forms(value))
        if isinstance(auth, BasicAuth) and auth.password.reveal():
            needles.update(_spellings(basic_blob(auth.username, auth.password)))
        self._look_for()

    def learn_session(self, headers: Headers) -> None:
        """Take in the cookies and CSRF tokens of a response: whoever has them is let in.

        Short values, such as a language, are no secrets. The last of many are known.
        """
        for name, value in headers:
            lower = name.lower()
            if lower == "set-cookie":
                value = value.partition(";")[0].partition("=")[2].strip('" ')  # noqa: PLW2901
            elif not lower.startswith("x-csrf") or lower == "x-csrf-header":
                continue  # the latter names the header that carries the token
            self._learn_value(value)

    def learn_reply(self, response: Response) -> None:
        """Take in the tokens that a reply to an auth plugin holds."""
        self.learn_session(response.headers)
        for value in _tokens(response.body):
            self._learn_value(value)

    def learn_values(self, values: Iterable[str]) -> None:
        """Take in what an auth plugin put into headers."""
        for value in values:
            self._learn_value(value)

    def _learn_value(self, value: str) -> None:
        if len(value) < _SHORTEST_SESSION or value in self._sessions:
            return
        if len(self._sessions) >= _SESSIONS:
            del self._sessions[next(iter(self._sessions))]
        self._sessions[value] = frozenset(_forms(value))
        self._look_for()

    def _look_for(self) -> None:
        needles = self._given.union(*self._sessions.values())
        self._texts = tuple(sorted(needles, key=lambda one: (-len(one), one)))
        escaped = needles | {_in_json(one) for one in needles}
        self._in_lines = tuple(one.encode("utf-8", "surrogatepass") for one in escaped)
        self._bytes = tuple(one.encode("utf-8", "surrogatepass") for one in self._texts)

    def finds(self, line: bytes) -> bool:
        """Whether a secret is in a string of `line`, which is JSON."""
        return any(needle in line for needle in self._in_lines)

    def body(self, data: bytes) -> bytes:
        """`data` without secrets."""
        for needle in self._bytes:
            if needle in data:
                data = data.replace(needle, MARK.encode())
        return data

    def text(self, text: str) -> str:
        """`text` without secrets."""
        for needle in self._texts:
            if needle in text:
                text = text.replace(needle, MARK)
        return self._uncut(text) if _CUT in text else text

    def _uncut(self, text: str) -> str:
        """`text` without the beginnings of secrets that stand where it was cut short."""
        *pieces, last = text.split(_CUT)
        return _CUT.join([*map(self._without_beginning, pieces), last])

    def _without_beginning(self, piece: str) -> str:
        for needle in self._texts:
            for length in range(min(len(needle) - 1, len(piece)), _SHORTEST - 1, -1):
                if piece.endswith(needle[:length]):
                    return f"{piece[:-length]}{MARK}"
        return piece

    def headers(self, headers: Headers) -> Headers:
        """`headers` without the values of cookies, CSRF tokens and credentials.

        Secrets echoed in other headers are left to `event`.
        """
        for name, _ in headers:
            lower = name.lower()
            if lower in _HIDDEN or lower.startswith("x-csrf"):
                return tuple((one, self._hidden(one.lower(), value)) for one, value in headers)
        return headers

    def _hidden(self, name: str, value: str) -> str:
        if name == "cookie":
            return _COOKIE_VALUE.sub("=[redacted]", value)
        if name == "set-cookie":
            return _COOKIE_VALUE.sub("=[redacted]", value, count=1)
        if name.startswith("x-csrf"):
            return "[redacted]"
        if name in _HIDDEN and self._carries_secret(value):
            return f"{value.partition(' ')[0]} [redacted]"
        return value

    def _carries_secret(self, value: str) -> bool:
        """Whether a credential header of a test's own making has a secret in it."""
        rest = value.partition(" ")[2]
        with contextlib.suppress(ValueError):
            rest += b64decode(rest, validate=False).decode("utf-8", "replace")
        return any(secret in rest for secret in self._values)

    def event(self, event: Event) -> Event:
        """`event` without secrets in its free text."""
        return _mapped(event, self.text)


def _tokens(body: bytes) -> Iterator[str]:
    """The texts of a JSON object whose names say that they let somebody in."""
    with contextlib.suppress(msgspec.DecodeError, RecursionError):
        found = msgspec.json.decode(body)
        for name, value in found.items() if isinstance(found, dict) else ():
            if isinstance(value, str) and _TELLING.search(name):
                yield value


def cleaned(event: Event) -> Event:
    """`event` with what UTF-8 cannot carry (lone surrogates) replaced by question marks."""
    return _mapped(event, lambda text: text.encode("utf-8", "replace").decode("utf-8"), frozenset())


def _mapped(value: T, change: Callable[[str], str], keep: frozenset[str] = _NAMES) -> T:
    match value:
        case Enum():
            return value
        case str():
            return change(value)  # type: ignore[return-value]  # a str gives a str
        case tuple():
            return tuple(_mapped(one, change, keep) for one in value)  # type: ignore[return-value]
        case dict():
            return {key: _mapped(one, change, keep) for key, one in value.items()}  # type: ignore[return-value]
        case msgspec.Struct():
            changes = {
                name: _mapped(getattr(value, name), change, keep)
                for name in value.__struct_fields__
                if name not in keep
            }
            return msgspec.structs.replace(value, **changes)
    return value


def _forms(value: str) -> Iterator[str]:
    yield from _spellings(value)
    raw = value.encode("utf-8", "surrogatepass")
    yield raw.decode("latin-1")
    for blob in (b64encode(raw).decode("ascii"), *_inner_base64(raw)):
        yield from _spellings(blob)


def _spellings(value: str) -> Iterator[str]:
    """`value` as URLs, JSON and XML spell it, too."""
    yield value
    for quoted in (
        quote(value, safe="", errors="surrogatepass"),
        quote(value, safe="/", errors="surrogatepass"),
        quote_plus(value, errors="surrogatepass"),
    ):
        yield quoted
        yield re.sub(r"%[0-9A-F]{2}", lambda hit: hit[0].lower(), quoted)
    yield escape(value)
    yield escape(value, {'"': "&quot;", "'": "&apos;"})
    yield escape(value, {'"': "&quot;", "'": "&#39;"})
    yield _in_json(value)
    yield json.dumps(value)[1:-1]


def _in_json(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def _inner_base64(raw: bytes) -> Iterator[str]:
    """What base64 of a longer text shows of `raw` inside it, at each of the three offsets."""
    for offset in range(3):
        whole = b64encode(b"\0" * offset + raw).decode("ascii").rstrip("=")
        lead = -(-offset * 8 // 6)
        sure = (offset + len(raw)) * 8 // 6
        part = whole[lead:sure]
        if len(part) >= _SHORTEST_BASE64_PART:
            yield part
