"""Scrubbing: credentials leave traffic before it is judged, let alone written.

What is known by its place goes here: values of credential headers, of parameters, members,
elements and form fields whose names say what they are, private keys, user names and passwords in
addresses. Each value is kept in memory, to be taken out wherever else it is written (`Redactor`).
"""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import re
import secrets
from base64 import b64decode
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote_plus

import msgspec
from ahocorasick_rs import BytesAhoCorasick

from contracts.model import BasicAuth, Exchange, Headers, Request, Response, Secret
from contracts.wire import Redactor

MARK = "[redacted]"

_CREDENTIALS = frozenset({"authorization", "proxy-authorization"})
_COOKIES = frozenset({"cookie", "set-cookie"})
_COOKIE = re.compile(r"(?<==)([^;]+)")


def _plain_words(pattern: str) -> Iterator[str]:
    """The words of a pattern in which a separator may stand."""
    for word in pattern.split("|"):
        for separator in ("_", "-") if "[_-]" in word else ("",):
            yield word.replace("[_-]", separator)


_WORDS = (
    "pass|password|passwd|passphrase|passcode|pwd|pin|otp|secret|token|ticket|assertion"
    "|signature|jwt|credential|authorization|auth|apikey|api[_-]key|privatekey|private[_-]key"
    "|accesscode|access[_-]code|session|sessionid|session[_-]id|jsessionid|sid"
)
_ENDINGS = "password|passwd|passphrase|passcode|secret|token|apikey|privatekey|sessionid|accesscode"
# A word of its own (`pin`, `user-pin`), or an ending that no other words have (`accessToken`).
_TELLING = re.compile(rf"(?:.*[^a-z0-9])?(?:{_WORDS})s?|.*(?:{_ENDINGS})s?", re.IGNORECASE)
_HINT = BytesAhoCorasick(
    [
        f"{word}{several}{end}".encode()
        for word in _plain_words(f"{_WORDS}|{_ENDINGS}")
        for several in ("", "s")
        for end in "\"' :=>\t\r\n"
    ]
)
"""What stands in every body in which a name tells; most have none, and need no second look."""
_MEMBER = re.compile(
    rb"""("((?:[^"\\]|\\.){1,80}+)"\s*+:\s*+)(?:"((?:[^"\\]|\\.)*+)"|(-?\d[\d.]*+))""", re.DOTALL
)
_ELEMENT = re.compile(rb"(<(?:[\w.-]+:)?([\w.-]{1,80}+)(?:\s[^<>]*+)?>)([^<>]*[^<>\s][^<>]*)(?=</)")
_ATTRIBUTE = re.compile(rb"""(\s([\w.:-]{1,80}+)\s*+=\s*+)(?:"([^"<]*+)"|'([^'<]*+)')""")
_FIELD = re.compile(rb"((?:^|(?<=[&?;]))([^=&?;#\s]{1,80}+)=)([^&#\s]+)")
_PRIVATE_KEY = re.compile(
    rb"(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL
)
_USERINFO = re.compile(r"(?<=//)[^/?#@]*@")
_WIDE = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class Scrubbed(msgspec.Struct, frozen=True):
    """An exchange without credentials, and who asked: the same text for the same credentials.

    `user` is the user name where the credentials were those of HTTP Basic.
    """

    exchange: Exchange
    caller: str
    user: str = ""


class Scrubber:
    """Takes credentials out of exchanges, and lets `redactor` know them."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._salt = secrets.token_bytes(16)

    def scrub(self, exchange: Exchange) -> Scrubbed:
        """The exchange as it may be judged and written."""
        request, response = exchange.request, exchange.response
        user = self._learn_basic(request)
        caller = self._caller(request)
        clean = Request(
            method=request.method,
            url=self._url(request.url),
            headers=self._headers(request.headers),
            body=self._body(request.body, _is_form(request.headers)),
            operation=request.operation,
            defect=request.defect,
        )
        reply = None
        if response is not None:
            reply = Response(
                status=response.status,
                reason=response.reason,
                headers=self._headers(response.headers),
                body=self._body(response.body, form=False),
            )
        scrubbed = msgspec.structs.replace(exchange, request=clean, response=reply)
        return Scrubbed(scrubbed, caller, user)

    def _learn_basic(self, request: Request) -> str:
        """Know the password of HTTP Basic credentials; the user name in them."""
        scheme, _, blob = (request.header("Authorization") or "").partition(" ")
        if scheme.lower() != "basic":
            return ""
        with contextlib.suppress(ValueError):
            user, _, password = b64decode(blob, validate=True).decode().partition(":")
            self._redactor.learn(BasicAuth(user, Secret(password, "$capture")))
            return user
        return ""

    def _caller(self, request: Request) -> str:
        """A text that stands for the credentials of a request; empty where it has none."""
        given = [
            f"{name.lower()}:{value}"
            for name, value in request.headers
            if name.lower() in _CREDENTIALS or name.lower() == "cookie" or _tells(name)
        ]
        if not given:
            return ""
        return hashlib.sha256(self._salt + "\n".join(given).encode("utf-8", "replace")).hexdigest()

    def _headers(self, headers: Headers) -> Headers:
        return tuple((name, self._header(name.lower(), value)) for name, value in headers)

    def _header(self, name: str, value: str) -> str:
        if name in _CREDENTIALS:
            scheme, space, rest = value.partition(" ")
            self._redactor.learn_values([rest or scheme])
            return f"{scheme} {MARK}" if space else MARK
        if name in _COOKIES:
            first = value.partition(";")[0] if name == "set-cookie" else value
            found = _COOKIE.findall(first)
            self._redactor.learn_values(one.strip('" ') for one in found)
            return _COOKIE.sub(MARK, value, 1 if name == "set-cookie" else 0)
        if name == "x-csrf-header":  # names the header that carries the token
            return value
        if _tells(name) or name.startswith("x-csrf"):
            self._redactor.learn_values([value])
            return MARK
        if name in {"location", "content-location", "referer", "origin"}:
            return self._url(value)
        return value

    def _url(self, url: str) -> str:
        bare = _USERINFO.sub("", url, count=1)
        if "?" not in bare and ";" not in bare and "#" not in bare:
            return bare
        return self._fields(bare.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")

    def _body(self, body: bytes, form: bool) -> bytes:  # noqa: FBT001 - one of two kinds
        if not body:
            return body
        if encoding := _encoding(body):
            try:
                text = body.decode(encoding)
            except UnicodeDecodeError:
                return body
            plain = text.encode("utf-8", "surrogatepass")
            clean = self._plain(plain, form)
            return body if clean == plain else clean.decode().encode(encoding)
        return self._plain(body, form)

    def _plain(self, body: bytes, form: bool) -> bytes:  # noqa: FBT001 - as above
        if b"PRIVATE KEY-----" in body:
            body = _PRIVATE_KEY.sub(rb"\1[redacted]\2", body)
        if not _HINT.find_matches_as_indexes(body.lower()):
            return body
        if form:
            return self._fields(body)
        start = body.lstrip()[:1]
        if start == b"<":
            return _ATTRIBUTE.sub(self._attribute, _ELEMENT.sub(self._element, body))
        if start in {b"{", b"["}:
            return _MEMBER.sub(self._member, body)
        return body

    def _fields(self, text: bytes) -> bytes:
        return _FIELD.sub(self._field, text)

    def _field(self, found: re.Match[bytes]) -> bytes:
        if not _tells(unquote_plus(found[2].decode("latin-1"))):
            return found[0]
        self._know(unquote_plus(found[3].decode("latin-1")))
        return found[1] + b"%5Bredacted%5D"

    def _member(self, found: re.Match[bytes]) -> bytes:
        if not _tells(found[2].decode("latin-1")):
            return found[0]
        if found[4] is not None:
            return found[1] + re.sub(rb"\d", b"0", found[4])
        self._know(found[3].decode("utf-8", "replace"))
        return found[1] + b'"[redacted]"' if found[3] else found[0]

    def _element(self, found: re.Match[bytes]) -> bytes:
        if not _tells(found[2].decode("latin-1")):
            return found[0]
        self._know(found[3].decode("utf-8", "replace").strip())
        return found[1] + MARK.encode()

    def _attribute(self, found: re.Match[bytes]) -> bytes:
        value = found[3] or found[4]
        if not value or not _tells(found[2].decode("latin-1")):
            return found[0]
        self._know(value.decode("utf-8", "replace"))
        return found[1] + b'"[redacted]"'

    def _know(self, value: str) -> None:
        self._redactor.learn_values([value])


@lru_cache(maxsize=4096)
def _tells(name: str) -> bool:
    """Whether a name says that its value lets somebody in."""
    return _TELLING.fullmatch(name) is not None


def _is_form(headers: Headers) -> bool:
    said = (value for name, value in headers if name.lower() == "content-type")
    return "form-urlencoded" in next(said, "")


def _encoding(body: bytes) -> str:
    """The encoding of a body that is not one of ASCII's kind; empty for others."""
    for mark, name in _WIDE.items():
        if body.startswith(mark):
            return name
    if b"\0" in body[:4]:
        return "utf-16-be" if body[:1] == b"\0" else "utf-16-le"
    return ""
