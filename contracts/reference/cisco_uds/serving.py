"""The first layer of the server: HTTP in, HTTP out, and XML."""

from __future__ import annotations

from starlette.requests import Request

from contracts.reference.cisco_uds.data import VERSION
from contracts.reference.cisco_uds.request import Call, Headers, Refused, Reply
from contracts.reference.cisco_uds.state import Cluster
from contracts.reference.cisco_uds.xml import Element, escaped
from contracts.reference.clock import Clock
from contracts.reference.http import HttpServer

BASE = "/cucm-uds"
_PAGE = (
    "<html><head><title>{0}</title></head><body><h1>HTTP Status {0}</h1><p>{1}</p></body></html>"
)


class Serving(HttpServer):
    """An ASGI application that answers requests with XML."""

    body_limit = 256 * 1024

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.cluster = self.filled()

    def filled(self) -> Cluster:
        """The cluster as it is at the start."""
        return Cluster()

    def respond(self, request: Request, body: bytes) -> Reply:
        """The reply to any request."""
        whole = request.scope["path"]
        path = whole.removeprefix(BASE) if whole.startswith(BASE + "/") else ""
        asked = request.scope["query_string"].decode("latin-1")
        return self.reply(Call.of(request, body, path=path, asked=asked))

    def reply(self, call: Call) -> Reply:
        """The reply to any request."""
        try:
            reply = self.answer(call)
        except Refused as refusal:
            reply = self.error(call, refusal)
        reply.headers += self.more_headers(call, reply)
        return reply

    def answer(self, call: Call) -> Reply:
        """The reply to a request that is not refused. Raises Refused."""
        raise NotImplementedError

    def error(self, call: Call, refusal: Refused) -> Reply:  # noqa: ARG002
        """The reply to a refused request: a page, as real servers send it (UDS-AMB-04)."""
        page = _PAGE.format(refusal.status, escaped(refusal.why))
        kind = (b"content-type", b"text/html;charset=utf-8")
        return Reply(refusal.status, [kind, *refusal.headers], page.encode())

    def more_headers(self, call: Call, reply: Reply) -> Headers:  # noqa: ARG002
        """Further headers of every reply."""
        return [(b"cache-control", b"private"), (b"x-frame-options", b"SAMEORIGIN")]

    # Representations

    def representation(self, call: Call, element: Element, status: int = 200) -> Reply:
        """A reply with a resource's representation."""
        shown = self.shown(call.operation, element)
        body = self.encode(self.prolog() + self.write(shown))
        return Reply(status, [(b"content-type", self.media_type(call).encode())], body)

    def shown(self, operation: str, element: Element) -> Element:  # noqa: ARG002
        """A representation just before it is written."""
        return element

    def root(self, call: Call, name: str, content: list[Element], **attributes: str) -> Element:
        """The root element of a resource: with its address and the version of the interface."""
        where = {"uri": call.base + call.path, "version": VERSION}
        return Element(name, content, where | attributes)

    def media_type(self, call: Call) -> str:  # noqa: ARG002
        """The Content-Type of a representation."""
        return "application/xml"

    def prolog(self) -> str:
        """What stands before the root."""
        return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

    def write(self, element: Element, depth: int = 0) -> str:
        """An element and all below it."""
        start = element.name + self.attributes(element)
        if isinstance(element.content, str):
            if not element.content:
                return f"<{start}/>"
            return f"<{start}>{self.text(element.content)}</{element.name}>"
        within, before_end = self.gap(depth + 1), self.gap(depth)
        inner = "".join(within + self.write(child, depth + 1) for child in self.order(element))
        return f"<{start}>{inner}{before_end}</{element.name}>"

    def attributes(self, element: Element) -> str:
        """The attributes of an element, each after a space."""
        return "".join(f' {key}="{escaped(value)}"' for key, value in element.attributes.items())

    def order(self, element: Element) -> list[Element]:
        """The children of an element in the order in which they are written."""
        return element.children

    def text(self, content: str) -> str:
        """The text of an element."""
        return escaped(content)

    def gap(self, depth: int) -> str:  # noqa: ARG002
        """What stands between two tags, `depth` levels below the root."""
        return ""

    def encode(self, document: str) -> bytes:
        """The bytes of a document."""
        return document.encode()
