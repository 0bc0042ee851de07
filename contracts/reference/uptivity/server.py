"""The server: it takes commands by HTTP and as lines of XML, and answers each with a RESULT."""

from __future__ import annotations

import re

from starlette.requests import Request

from contracts.reference.clock import Clock
from contracts.reference.http import Headers, HttpServer, Reply
from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.commands import COMMANDS
from contracts.reference.uptivity.request import (
    Given,
    Message,
    Pairs,
    Unreadable,
    query_pairs,
    upper,
    xml_pairs,
)
from contracts.reference.uptivity.result import Element, Outcome, Refused, escaped, refuse
from contracts.reference.uptivity.socket import SocketService
from contracts.reference.uptivity.state import Installation

PAGE = "/webAPI.aspx"
METHODS = ("GET", "HEAD", "POST")

_NUMBER = re.compile(r"-?[0-9]+")

__all__ = ["METHODS", "PAGE", "Headers", "Reply", "Uptivity", "plain_text"]


def plain_text(status: int, text: str, *more: tuple[bytes, bytes]) -> Reply:
    """A reply beside the API: not a RESULT."""
    return Reply(status, [(b"content-type", b"text/plain; charset=utf-8"), *more], text.encode())


class Uptivity(HttpServer, SocketService):
    """The conforming server: an ASGI application, and a TCP service (`stream`)."""

    def __init__(self, clock: Clock) -> None:
        self.installation = Installation(clock)

    # HTTP

    def respond(self, request: Request, body: bytes) -> Reply:
        """The reply to any request."""
        query = request.scope["query_string"]
        return self.reply(request.method, request.scope["path"], query, body)

    def reply(self, method: str, path: str, query: bytes, body: bytes) -> Reply:
        """The reply to any HTTP request."""
        if not self.is_page(path):
            return plain_text(404, f"There is only {PAGE} here.\n")
        if method not in METHODS:
            allow = ", ".join(METHODS).encode()
            return plain_text(405, f"{method} is not allowed.\n", (b"allow", allow))
        message, outcome = self.handle(method, query, body)
        return self.reply_with(message, outcome)

    def is_page(self, path: str) -> bool:
        """Whether `path` is the API page, in any letter case."""
        return path.lower() == PAGE.lower()

    def reply_with(self, message: Message, outcome: Outcome) -> Reply:
        """The reply that carries the result."""
        headers = [(b"content-type", self.content_type().encode()), *self.more_headers()]
        body = self.encode(self.prolog() + self.document(message, outcome))
        return Reply(self.http_status(message, outcome), headers, body)

    def http_status(self, message: Message, outcome: Outcome) -> int:  # noqa: ARG002
        """200, also for errors: the document leaves it open (UPT-AMB-12)."""
        return 200

    def media_type(self) -> str:
        """The media type of a result."""
        return "text/xml"

    def charset(self) -> str:
        """The encoding of a result."""
        return "utf-8"

    def content_type(self) -> str:
        """The Content-Type of a result."""
        return f"{self.media_type()}; charset={self.charset()}"

    def more_headers(self) -> Headers:
        """Further headers of a result. Commands have effects, so no cache may answer a GET."""
        return [(b"cache-control", b"no-store")]

    # Reading

    def handle(self, method: str, query: bytes, body: bytes) -> tuple[Message, Outcome]:
        """Read a request and do what it says."""
        try:
            message = self.read(method, query, body)
        except Unreadable as trouble:
            return Message(form="xml"), self.malformed(str(trouble))
        return message, self.answer(message)

    def read(self, method: str, query: bytes, body: bytes) -> Message:  # noqa: ARG002
        """The message: in the body, or in the query where there is no body."""
        return self.read_xml(body) if body.strip() else self.read_query(query)

    def read_query(self, query: bytes) -> Message:
        """The message in a query string."""
        pairs = [(self.query_name(name), value) for name, value in query_pairs(query)]
        return self.compose(pairs, "query")

    def read_xml(self, body: bytes) -> Message:
        """The message in an XML body. Raises Unreadable."""
        return self.compose([(self.xml_name(n), value) for n, value in xml_pairs(body)], "xml")

    def read_line(self, request: bytes) -> Message:
        """The message in a line of XML, as over the socket. Raises Unreadable."""
        return self.compose([(self.xml_name(n), value) for n, value in xml_pairs(request)], "line")

    def query_name(self, name: str) -> str:
        """The name of a parameter as commands know it."""
        return upper(name)

    def xml_name(self, name: str) -> str:
        """The name of an XML element as commands know it."""
        return upper(name)

    def compose(self, pairs: Pairs, form: str) -> Message:
        """A message of the parameters, in whatever order; of a repeated one the first counts."""
        parameters = dict(reversed(pairs))
        return Message(parameters.get("TYPE"), parameters.get("REQUESTID"), parameters, form)

    # Doing

    def answer(self, message: Message) -> Outcome:
        """What the message comes to."""
        try:
            self.check_request_id(message)
            command = self.command_of(message)
        except Refused as refusal:
            return refusal.outcome
        return self.perform(command, message)

    def malformed(self, detail: str) -> Outcome:
        """A message that cannot be read."""
        return Outcome(Code.INVALID_MESSAGE_FORMAT, detail)

    def check_request_id(self, message: Message) -> None:
        """REQUESTID is required, and a number of any length."""
        sent = message.request_id
        if not sent:
            self.request_id_missing()
        elif not _NUMBER.fullmatch(sent):
            self.request_id_not_a_number(sent)

    def request_id_missing(self) -> None:
        """No REQUESTID, or an empty one."""
        refuse(Code.REQUESTID_INVALID, "REQUESTID is required")

    def request_id_not_a_number(self, sent: str) -> None:
        """A REQUESTID that is no number."""
        refuse(Code.REQUESTID_INVALID, f"{sent} is not a number")

    def command_of(self, message: Message) -> str:
        """The name of the command, one that there is."""
        if not message.command:
            return self.no_command()
        command = upper(message.command)
        return command if command in COMMANDS else self.unknown_command(message.command)

    def no_command(self) -> str:
        """No TYPE, or an empty one."""
        refuse(Code.INVALID_REQUEST_TYPE, "TYPE is required")

    def unknown_command(self, sent: str) -> str:
        """A TYPE that no command has."""
        refuse(Code.UNKNOWN_MESSAGE_TYPE, sent)

    def perform(self, command: str, message: Message) -> Outcome:
        """Carry out a command that there is."""
        try:
            return COMMANDS[command](self.installation, Given(message.parameters))
        except Refused as refusal:
            return refusal.outcome

    # Writing

    def elements(self, message: Message, outcome: Outcome) -> list[Element]:
        """The children of RESULT, in order; sub node last."""
        texts = (
            ("REQUESTID", self.request_id(message, outcome)),
            ("REQUESTTYPE", self.request_type(message, outcome)),
            ("RESULTTYPE", self.result_type(message, outcome)),
            ("RESULTCODE", self.result_code(message, outcome)),
            ("RESULTMSG", self.result_message(message, outcome)),
        )
        children: list[Element] = [(name, text) for name, text in texts if text is not None]
        node = self.sub_node(message, outcome)
        if node is not None:
            children.append(node)
        return children

    def request_id(self, message: Message, outcome: Outcome) -> str | None:  # noqa: ARG002
        """REQUESTID: what was sent, as text; empty where nothing was."""
        return message.request_id or ""

    def request_type(self, message: Message, outcome: Outcome) -> str | None:  # noqa: ARG002
        """REQUESTTYPE: the command in upper case; absent where none was sent."""
        return upper(message.command) if message.command else None

    def result_type(self, message: Message, outcome: Outcome) -> str | None:  # noqa: ARG002
        """RESULTTYPE: ERROR, or the label of the success."""
        return "ERROR" if outcome.is_error else outcome.label

    def result_code(self, message: Message, outcome: Outcome) -> str | None:  # noqa: ARG002
        """RESULTCODE: the number."""
        return str(int(outcome.code))

    def result_message(self, message: Message, outcome: Outcome) -> str | None:  # noqa: ARG002
        """RESULTMSG: the label, of an error with detail."""
        return f"{outcome.label}: {outcome.detail}" if outcome.detail else outcome.label

    def sub_node(self, message: Message, outcome: Outcome) -> Element | None:  # noqa: ARG002
        """The sub node with the data of the request."""
        return outcome.node

    def document(self, message: Message, outcome: Outcome) -> str:
        """The RESULT document."""
        return self.write(("RESULT", self.elements(message, outcome)))

    def write(self, element: Element, depth: int = 0) -> str:
        """An element and all below it."""
        name, content = element
        if isinstance(content, str):
            return f"{self.start_tag(name)}{self.text(content)}</{name}>"
        within, before_end = self.gap(depth + 1), self.gap(depth)
        inner = "".join(within + self.write(child, depth + 1) for child in content)
        return f"{self.start_tag(name)}{inner}{before_end}</{name}>"

    def start_tag(self, name: str) -> str:
        """The start tag of an element."""
        return f"<{name}>"

    def text(self, content: str) -> str:
        """The text of an element."""
        return escaped(content)

    def gap(self, depth: int) -> str:  # noqa: ARG002
        """What stands between two tags, `depth` levels below the root."""
        return ""

    def prolog(self) -> str:
        """What stands before the root."""
        return ""

    def encode(self, document: str) -> bytes:
        """The bytes of a document; what the encoding lacks is written as a reference."""
        return document.encode(self.charset(), "xmlcharrefreplace")
