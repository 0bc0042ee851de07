"""Messages to an Uptivity API Server, in each way in which one can be sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

from contracts.apis.uptivity.framing import Results
from contracts.apis.uptivity.messages import CRLF, lines_only_read, upper, xml_request
from contracts.apis.uptivity.reply import Reply, replies_in
from contracts.apis.uptivity.socket import SOCKET, address_of
from contracts.apis.uptivity.ways import ABOUT_HTTP, BY_POST, BY_XML, NO_SOCKET, XML_WAYS
from contracts.kit import PASSED_THROUGH, Api, Exchange, Piece, Request, Target, TargetUnreachable

XML = (("Content-Type", "text/xml; charset=utf-8"),)


class Sending(Api):
    """An Uptivity API Server as far as messages can be sent to it."""

    schemes: ClassVar[tuple[str, ...]] = ("http", "https", "tcp")
    redirects = PASSED_THROUGH

    UNKNOWN: ClassVar[str] = "UccNoSuchCommand"
    """What commands begin with that no server has; sending them needs no leave to write."""

    test_word = "test"
    """How TEST is written in a query: in capitals where small letters are refused."""

    @classmethod
    def reads(cls, request: Request, target: Target) -> bool:
        """A message with TEST, a command that no server has, none, or one in `data.reads`.

        By HTTP it has to be a GET. Over the socket there is no method to say so: what a message
        does depends on its command alone, so the same commands are let through, each line of
        what is sent being one of them. That they are known to read is what read mode is for,
        and every message that left stands in the event log, as a SEND with its text.
        """
        known = frozenset({"test", "", *(name.lower() for name in target.data.get("reads", ()))})
        invented = cls.UNKNOWN.lower()
        if request.raw:
            return lines_only_read(request.body, known, invented)
        if request.method not in {"GET", "HEAD"} or request.body:
            return False
        query = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
        # White space does not make another parameter or command of it for every server.
        commands = [
            value.strip().lower() for name, value in query if name.strip().lower() == "type"
        ]
        return all(one in known or one.startswith(invented) for one in commands)

    def only_reads(self, values: Mapping[str, str]) -> bool:
        """Whether the target file says of a command that it changes nothing."""
        known = {name.lower() for name in self.target.data.get("reads", ())}
        return values["type"].strip().lower() in known

    @classmethod
    def service(cls, target: Target) -> str | None:
        """The address of the socket service: the target's own, or its host with `socket_port`."""
        return address_of(target)

    @classmethod
    def excluded(cls, target: Target) -> Mapping[str, str]:
        """HTTP where the target is a socket, and the socket where none is known."""
        if target.base_url.startswith("tcp:"):
            return {"http": ABOUT_HTTP.format(target.base_url)}
        return {} if address_of(target) else {"socket": NO_SOCKET}

    @property
    def page(self) -> str:
        """The path of the API page."""
        page: str = self.target.data.get("page", "/webAPI.aspx")
        return page

    def get(self, query: Sequence[tuple[str, str]] | str, **how: Any) -> Reply:
        """The answer to a query string by GET; `how` is what `Wire.send` takes."""
        return self._send("GET", query=query, **how)

    def post(self, query: Sequence[tuple[str, str]] | str, **how: Any) -> Reply:
        """The answer to a query string by POST with an empty body."""
        return self._send("POST", query=query, **how)

    def xml(self, elements: Sequence[tuple[str, str]] | str, way: str, **how: Any) -> Reply:
        """The answer to an XML REQUEST, in the body of a POST or as a line over the socket.

        `elements` are the children of REQUEST; a text is sent as the whole message as it is.
        """
        text = elements if isinstance(elements, str) else xml_request(elements)
        if way == BY_XML:
            return self._send("POST", headers=XML, body=text.encode(), **how)
        how.setdefault("operation", SOCKET)
        piece = Piece(text.encode() + CRLF, replies=1)
        return Reply(self.wire.converse((piece,), Results, **how))

    def converse(self, *pieces: Piece, **how: Any) -> list[Reply]:
        """The answers to `pieces` of messages on one connection to the socket, in order."""
        return replies_in(self.conversation(*pieces, **how))

    def conversation(self, *pieces: Piece, **how: Any) -> Exchange:
        """The whole exchange of `pieces` of messages on one connection to the socket."""
        return self.wire.converse(pieces, Results, **how)

    def by(self, way: str, pairs: Sequence[tuple[str, str]], **how: Any) -> Reply:
        """The answer to a message sent in one of `WAYS`; names and command of XML in capitals."""
        if way in XML_WAYS:
            capitals = [(upper(n), upper(v) if n == "type" else v) for n, v in pairs]
            return self.xml(capitals, way, **how)
        return self.post(pairs, **how) if way == BY_POST else self.get(pairs, **how)

    def _send(self, method: str, **how: Any) -> Reply:
        how.setdefault("operation", "commandByGet" if method == "GET" else "commandByPost")
        query = how.get("query", "")
        if not isinstance(query, str) and "defect" not in how:
            plain = ("type", "test")
            how["query"] = [(n, self.test_word) if (n, v) == plain else (n, v) for n, v in query]
        # A message that is sent on by a redirect is answered where that leads.
        path = how.pop("path", self.page)
        exchange = self.wire.send(method, path, **self.redirects, **how)
        if exchange.failure is not None and exchange.failure.kind == "busy":
            # That a target is busy is no answer, whatever comes instead.
            raise TargetUnreachable(exchange.failure.message)
        return Reply(exchange)
