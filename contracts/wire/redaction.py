"""Redaction: no secret in anything that is written.

Two ways: by type (credential, cookie and token headers lose their values whatever they are)
and by echo (a secret is taken out wherever a target or a test repeats it, in whatever of its
`Spellings`, and where it stands in two parts in one reply).
"""

from __future__ import annotations

import contextlib
import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import TypeVar

import msgspec

from contracts.model import Auth, BasicAuth, Event, Headers, Response
from contracts.wire.credentials import basic_blob, secrets_of
from contracts.wire.needles import Needles
from contracts.wire.spellings import Spellings, unescaped

MARK = "[secret]"
_MARK = MARK.encode()
_SHORTEST = 4
_SHORTEST_SESSION = 8
_SESSIONS = 10_000
_SESSION_CHARACTERS = 1_000_000
_CUT = "…"
_LONGEST_SESSION = 4096
_COOKIE_VALUE = re.compile(r"=[^;]*")
_HIDDEN = ("cookie", "set-cookie", "authorization", "proxy-authorization")
# Fields that name things and tie events together; a secret equal to one must not cut the tie.
_NAMES = frozenset({"id", "target", "test", "tests", "requirement", "requirements", "exchanges"})
_NAMES |= {"digest", "operation", "kind", "method", "api", "catalogue", "suite", "started"}

_TELLING = re.compile(r"token|secret|password|assertion|ticket|key|code", re.IGNORECASE)

T = TypeVar("T")
Halves = tuple[re.Pattern[bytes], ...]
"""Patterns of parts of secrets that stand apart from each other."""


class Redactor:
    """Knows the secrets of a run and takes them out of what is recorded."""

    def __init__(self) -> None:
        self._learned: set[Auth] = set()
        self._given: dict[str, Spellings] = {}
        self._sessions: dict[str, Spellings] = {}
        self._short: list[str] = []
        self._characters = 0
        self._needles = Needles()
        self._beginnings: dict[str, list[str]] = {}
        self._longest = 0

    def learn(self, auth: Auth) -> None:
        """Take in the secrets of `auth`; those shorter than four characters only by type.

        A secret that came neither from the environment (`$NAME`) nor from a file (`file:NAME`)
        was made up by a test: to hide a word like "wrong" everywhere would only spoil the record.
        """
        secrets = secrets_of(auth)
        given = all(one.origin.startswith(("$", "file:")) for one in secrets)
        if not given or auth in self._learned:
            return
        self._learned.add(auth)
        values = [one.reveal() for one in secrets]
        if isinstance(auth, BasicAuth) and auth.password.reveal():
            values.append(basic_blob(auth.username, auth.password))
        for value in values:
            if len(value) >= _SHORTEST:
                self._given[value] = Spellings(value)
                self._look_for(self._given[value])
            elif value:
                self._short.append(value)

    def learn_session(self, headers: Headers) -> None:
        """Take in the cookies and CSRF tokens of a response: whoever has them is let in.

        Short values, such as a language, are no secrets. Of very many the last are known.
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
        self.learn_values(_tokens(response.body))

    def learn_values(self, values: Iterable[str]) -> None:
        """Take in what an auth plugin put into headers."""
        for value in values:
            self._learn_value(value)

    def _learn_value(self, value: str) -> None:
        value = value[:_LONGEST_SESSION]
        if len(value) < _SHORTEST_SESSION or value in self._sessions or value in self._given:
            return
        self._characters += len(value)
        if len(self._sessions) >= _SESSIONS or self._characters > _SESSION_CHARACTERS:
            self._forget_older()
        self._sessions[value] = Spellings(value)
        self._look_for(self._sessions[value])

    def _forget_older(self) -> None:
        """Forget the older half of the sessions, so that what is held is bounded."""
        for value in list(self._sessions)[: -(-len(self._sessions) // 2)]:
            del self._sessions[value]
            self._characters -= len(value)
        self._needles, self._beginnings, self._longest = Needles(), {}, 0
        for one in (*self._given.values(), *self._sessions.values()):
            self._look_for(one)

    def _look_for(self, secret: Spellings) -> None:
        self._needles.add(secret)
        for text in secret.texts:
            self._beginnings.setdefault(text[:_SHORTEST], []).append(text)
            self._longest = max(self._longest, len(text))

    def finds(self, line: bytes) -> bool:
        """Whether a secret may be in a string of `line`, which is JSON."""
        return bool(self._beginnings) and bool(self._suspected(line))

    def _suspected(self, data: bytes) -> dict[Spellings, bool]:
        """The secrets that may be in `data`, and whether escapes have to be looked into."""
        lowered = data.lower()
        found = {
            one: False
            for one in self._needles.candidates(lowered)
            if any(needle in lowered for needle in one.lowered)
        }
        for plain in unescaped(lowered):
            for one in self._needles.candidates(plain):
                if any(needle in plain for needle in one.escapable):
                    found[one] = True
        # The longest first: a shorter one may be a part of it.
        return dict(sorted(found.items(), key=lambda it: (-len(it[0].value), it[0].value)))

    def halves(self, *texts: bytes) -> Halves:
        """What is to be taken out of `texts`, which hold a secret in two parts between them."""
        if not self._beginnings:
            return ()
        lowered = b"\n".join(texts).lower()
        apart = (one.halves(lowered) for one in self._needles.candidates(lowered))
        return tuple(
            re.compile(b"|".join(map(re.escape, parts)), re.IGNORECASE) for parts in apart if parts
        )

    def body(self, data: bytes, halves: Halves = ()) -> bytes:
        """`data` without secrets, nor the `halves` of some."""
        if not self._beginnings:
            return data
        for one, escaped in self._suspected(data).items():
            data = one.without(data, _MARK, escaped=escaped)
        for pattern in halves:
            data = pattern.sub(_MARK, data)
        return data

    def text(self, text: str, halves: Halves = ()) -> str:
        """`text` without secrets, nor the `halves` of some."""
        if not self._beginnings:
            return text
        raw = text.encode("utf-8", "surrogatepass")
        clean = self.body(raw, halves)
        if clean is not raw:
            text = clean.decode("utf-8", "surrogatepass" if clean == raw else "replace")
        return self._uncut(text) if _CUT in text else text

    def _uncut(self, text: str) -> str:
        """`text` without the beginnings of secrets that stand where it was cut short."""
        *pieces, last = text.split(_CUT)
        return _CUT.join([*map(self._without_beginning, pieces), last])

    def _without_beginning(self, piece: str) -> str:
        for at in range(max(0, len(piece) - self._longest), len(piece) - _SHORTEST + 1):
            texts = self._beginnings.get(piece[at : at + _SHORTEST], ())
            if any(len(text) > len(piece) - at and text.startswith(piece[at:]) for text in texts):
                return f"{piece[:at]}{MARK}"
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
        return any(secret in rest for secret in (*self._given, *self._short))

    def event(self, event: Event, halves: Halves = ()) -> Event:
        """`event` without secrets in its free text, nor the `halves` of some."""
        return _mapped(event, lambda text: self.text(text, halves))


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
