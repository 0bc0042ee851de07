"""The plan of a request: its headers in clear and as shown, and where a redirect leads it."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from requests.cookies import RequestsCookieJar

from contracts import __version__
from contracts.model import Exchange, Headers
from contracts.wire import cookies
from contracts.wire.address import origin_of, redirected
from contracts.wire.credentials import Credentials

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_STANDARD: Headers = (
    ("User-Agent", f"uc-contracts/{__version__}"),
    ("Accept", "*/*"),
    ("Accept-Encoding", "identity"),
)
_WITH_LENGTH = frozenset({"POST", "PUT", "PATCH"})
_OF_BODY = frozenset({"content-type", "content-length", "content-encoding", "transfer-encoding"})
_OF_HOME = frozenset({"authorization", "cookie", "proxy-authorization", "x-api-key"})


class Lines(NamedTuple):
    """Headers as sent, as shown, and the curl options that stand for the credentials."""

    sent: Headers
    shown: Headers
    curl: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True):
    """A request to be sent. `followed`: by a redirect; `astray`: away from the target's origin."""

    method: str
    url: str
    given: Headers
    body: bytes
    operation: str | None
    defect: str | None
    credentials: Credentials
    followed: bool = False
    astray: bool = False

    def headers(self, jar: RequestsCookieJar, token: Headers = ()) -> Lines:
        """All header lines: the standard ones, credentials, cookies, the given ones, the length.

        `token` is the header of a CSRF token. A given header takes the place of any of ours with
        its name.
        """
        given = self.given
        names = {name.lower() for name, _ in given}
        own = [("Host", self.url.split("/", 3)[2]), *_STANDARD]
        sent, shown = own, list(own)
        sent += self.credentials.headers
        shown += self.credentials.shown
        curl = self.credentials.curl
        cookie = None if self.astray else cookies.header_for(jar, self.url)
        if cookie is not None:
            sent.append(("Cookie", cookie))
            shown.append(("Cookie", "[redacted]"))
        if not self.astray:
            sent += token
            shown += ((name, "[redacted]") for name, _ in token)
        if names:
            if any(name.lower() in names for name, _ in self.credentials.headers):
                curl = ()
            sent = [line for line in sent if line[0].lower() not in names]
            shown = [line for line in shown if line[0].lower() not in names]
            sent += given
            shown += given
        if (self.body or self.method in _WITH_LENGTH) and names.isdisjoint(
            ("content-length", "transfer-encoding")
        ):
            length = ("Content-Length", str(len(self.body)))
            sent.append(length)
            shown.append(length)
        return Lines(tuple(sent), tuple(shown), curl)

    def redirected_by(self, exchange: Exchange, home: str) -> Plan | None:
        """The request that the reply asks for instead, or None where it does not redirect.

        303 makes any method but HEAD a GET, 301 and 302 a POST; 307 and 308 keep method and
        body. Away from `home`, and ever after, nothing that identifies us goes along.
        """
        reply = exchange.response
        if reply is None or reply.status not in _REDIRECTS:
            return None
        url = redirected(self.url, reply.header("Location") or "")
        if url is None or reply.header("Location") is None:
            return None
        given = tuple(line for line in self.given if line[0].lower() != "host")
        change: dict[str, object] = {}
        if self.method != "HEAD" and (
            reply.status == 303 or (reply.status in {301, 302} and self.method == "POST")  # noqa: PLR2004  # RFC 9110, 15.4
        ):
            change = {"method": "GET", "body": b""}
            given = tuple(line for line in given if line[0].lower() not in _OF_BODY)
        if self.astray or origin_of(url) != home:
            hidden = _OF_HOME | {name.lower() for name, _ in self.credentials.headers}
            given = tuple(line for line in given if line[0].lower() not in hidden)
            change |= {"credentials": Credentials(), "astray": True, "operation": None}
        return msgspec.structs.replace(self, url=url, given=given, followed=True, **change)
