"""Faults in how the server is reached: UPT-HTTP-01, -02 and -05, UPT-ORDER-01."""

from __future__ import annotations

from starlette.types import Receive, Scope, Send

from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.faults._registry import fault, html, is_test
from contracts.reference.uptivity.request import Message, Pairs
from contracts.reference.uptivity.result import Outcome
from contracts.reference.uptivity.server import Reply, Uptivity


class _NotForPrograms(Uptivity):
    """A server that turns plain programs away."""

    headers: dict[bytes, bytes]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.headers = dict(scope.get("headers", ()))
        await super().__call__(scope, receive, send)

    def is_welcome(self) -> bool:
        raise NotImplementedError

    def reply(self, method: str, path: str, query: bytes, body: bytes) -> Reply:
        if self.is_welcome():
            return super().reply(method, path, query, body)
        return html(403, "Please use a browser", (b"set-cookie", b"visit=1"))


@fault("only-for-browsers", violates="UPT-HTTP-01", kind="wrong-value", related="UPT-RESULT-01")
class _OnlyForBrowsers(_NotForPrograms):
    """A client that does not look like a browser gets a page (403)."""

    def is_welcome(self) -> bool:
        return self.headers.get(b"user-agent", b"").startswith(b"Mozilla")


@fault("only-with-cookie", violates="UPT-HTTP-01", kind="wrong-value", related="UPT-RESULT-01")
class _OnlyWithCookie(_NotForPrograms):
    """A client without a cookie gets a page that sets one (403)."""

    def is_welcome(self) -> bool:
        return b"cookie" in self.headers


@fault("only-with-language", violates="UPT-HTTP-01", kind="wrong-value", related="UPT-RESULT-01")
class _OnlyWithLanguage(_NotForPrograms):
    """A client without Accept-Language gets a page (403)."""

    def is_welcome(self) -> bool:
        return b"accept-language" in self.headers


@fault("page-for-browsers", violates="UPT-HTTP-01", kind="only-sometimes")
class _PageForBrowsers(_NotForPrograms):
    """A client that also accepts HTML gets a page."""

    def is_welcome(self) -> bool:
        return b"text/html" not in self.headers.get(b"accept", b"")


@fault("json-for-who-prefers-it", violates="UPT-HTTP-01", kind="wrong-form")
class _JsonForWhoPrefersIt(_NotForPrograms):
    """A client that prefers JSON, but also accepts XML, gets JSON."""

    def is_welcome(self) -> bool:
        return not self.headers.get(b"accept", b"").startswith(b"application/json")

    def reply(self, method: str, path: str, query: bytes, body: bytes) -> Reply:
        if self.is_welcome():
            return super().reply(method, path, query, body)
        return Reply(200, [(b"content-type", b"application/json")], b'{"RESULTCODE":20}')


class _TestByGet(Uptivity):
    def instead(self) -> Reply:
        raise NotImplementedError

    def reply(self, method: str, path: str, query: bytes, body: bytes) -> Reply:
        if method == "GET" and self.is_page(path) and is_test(self.read_query(query)):
            return self.instead()
        return super().reply(method, path, query, body)


@fault("get-refused", violates="UPT-HTTP-05", kind="omitted")
class _GetRefused(_TestByGet):
    """TEST by GET is refused (405)."""

    def instead(self) -> Reply:
        return html(405, "Method Not Allowed", (b"allow", b"POST"))


@fault("get-needs-logon", violates="UPT-HTTP-05", kind="wrong-reason")
class _GetNeedsLogon(_TestByGet):
    """TEST by GET is refused until someone has logged on in a browser (403)."""

    def instead(self) -> Reply:
        return html(403, "Please log on", (b"set-cookie", b"visit=1"))


@fault("get-not-supported", violates="UPT-HTTP-05", kind="wrong-reason")
class _GetNotSupported(Uptivity):
    """TEST by GET is refused as not supported (49)."""

    def reply(self, method: str, path: str, query: bytes, body: bytes) -> Reply:
        message = self.read_query(query)
        if method == "GET" and self.is_page(path) and is_test(message):
            return self.reply_with(message, Outcome(Code.COMMAND_NOT_SUPPORTED))
        return super().reply(method, path, query, body)


@fault("get-page-for-people", violates="UPT-HTTP-05", kind="wrong-value")
class _GetPageForPeople(_TestByGet):
    """TEST by GET is answered with a page for people."""

    def instead(self) -> Reply:
        return html(200, "The API server is running.")


@fault("post-refused", violates="UPT-HTTP-02", kind="omitted")
class _PostRefused(Uptivity):
    """A POST without a body is refused (405)."""

    def reply(self, method: str, path: str, query: bytes, body: bytes) -> Reply:
        if method == "POST" and self.is_page(path) and not body.strip():
            return html(405, "Method Not Allowed", (b"allow", b"GET"))
        return super().reply(method, path, query, body)


@fault("post-query-ignored", violates="UPT-HTTP-02", kind="wrong-reason")
class _PostQueryIgnored(Uptivity):
    """The query of a POST is ignored."""

    def read(self, method: str, query: bytes, body: bytes) -> Message:
        return super().read(method, b"" if method == "POST" else query, body)


@fault("post-not-supported", violates="UPT-HTTP-02", kind="wrong-value")
class _PostNotSupported(Uptivity):
    """Commands in the query of a POST are refused as not supported (49)."""

    def handle(self, method: str, query: bytes, body: bytes) -> tuple[Message, Outcome]:
        message, outcome = super().handle(method, query, body)
        if method == "POST" and message.form == "query":
            return message, Outcome(Code.COMMAND_NOT_SUPPORTED)
        return message, outcome


@fault("order-type-first", violates="UPT-ORDER-01", kind="wrong-reason")
class _TypeFirst(Uptivity):
    """A command is found only where it is the first parameter of a query."""

    def compose(self, pairs: Pairs, form: str) -> Message:
        if form == "query" and pairs and pairs[0][0] != "TYPE":
            pairs = [(name, value) for name, value in pairs if name != "TYPE"]
        return super().compose(pairs, form)


@fault("order-before-type-ignored", violates="UPT-ORDER-01", kind="omitted")
class _BeforeTypeIgnored(Uptivity):
    """Parameters of a query that stand before the command are ignored."""

    def compose(self, pairs: Pairs, form: str) -> Message:
        names = [name for name, _ in pairs]
        if form == "query" and "TYPE" in names:
            pairs = pairs[names.index("TYPE") :]
        return super().compose(pairs, form)


@fault("order-by-place", violates="UPT-ORDER-01", kind="wrong-value")
class _ByPlace(Uptivity):
    """Of a query that begins with REQUESTID, the second value is taken for it."""

    def compose(self, pairs: Pairs, form: str) -> Message:
        if form == "query" and len(pairs) > 1 and pairs[0][0] == "REQUESTID":
            pairs = [("REQUESTID", pairs[1][1]), *pairs[1:]]
        return super().compose(pairs, form)
