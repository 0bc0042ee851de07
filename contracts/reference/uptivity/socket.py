"""The TCP service: one XML request a line, and a RESULT for each, on a connection that stays.

A request ends with a line feed, a carriage return before it or not, and also as soon as its root
element is closed. White space between requests counts for nothing.
"""

from __future__ import annotations

from asyncio import StreamReader, StreamWriter
from contextlib import suppress
from dataclasses import dataclass
from xml.parsers import expat

from contracts.reference.uptivity.request import BODY_LIMIT, Message, Unreadable
from contracts.reference.uptivity.result import Outcome

_PACKET = 65536
_BLANK = b" \t\r\n"


@dataclass
class Line:
    """One connection: what has been received and not yet answered, and how much was answered."""

    writer: StreamWriter
    pending: bytes = b""
    answered: int = 0
    open: bool = True
    overlong: bool = False


class SocketService:
    """What the server does on a TCP connection; the server itself reads and answers messages."""

    async def stream(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Serve one connection until either side has enough."""
        line = Line(writer)
        if not self.line_opened(line):
            return
        try:
            while line.open and (packet := await reader.read(_PACKET)):
                for answer in self.packet(line, packet):
                    await self.say(line, answer)
        finally:
            self.line_ended(line)

    def line_opened(self, line: Line) -> bool:  # noqa: ARG002
        """Whether a new connection is served."""
        return True

    def line_ended(self, line: Line) -> None:
        """The client has left, perhaps in the middle of a request."""

    async def say(self, line: Line, answer: bytes) -> None:
        """Send an answer."""
        line.writer.write(answer)
        await line.writer.drain()

    def packet(self, line: Line, packet: bytes) -> list[bytes]:
        """The answers to what a packet completes, in the order of the requests."""
        answers = []
        for request in self.requests(line, packet):
            if line.open:
                answers.append(self.line_answer(line, request))
                line.answered += 1
        return answers

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        """The requests that are whole with this packet; the beginning of another stays pending."""
        line.pending += packet
        found = []
        while (end := self.request_end(line.pending)) is not None:
            found.append(line.pending[:end].strip(_BLANK))
            line.pending = line.pending[end:].lstrip(_BLANK)
        if len(line.pending) > BODY_LIMIT:
            found.append(line.pending)
            line.pending, line.overlong = b"", True
        return found

    def request_end(self, data: bytes) -> int | None:
        """Where the first request in `data` ends; None where it is not whole yet."""
        start = len(data) - len(data.lstrip(_BLANK))
        closed = root_end(data[start:])
        if closed is not None:
            return start + closed
        feed = data.find(b"\n", start)
        return None if feed < 0 else feed + 1

    def line_answer(self, line: Line, request: bytes) -> bytes:
        """The bytes that answer one request."""
        try:
            message = self.read_line(request)
            outcome = self.answer(message)
        except Unreadable as trouble:
            message, outcome = Message(form="line"), self.malformed(str(trouble))
        message, outcome = self.line_outcome(line, message, outcome)
        line.open = self.stays_open(line, message, outcome)
        text = self.prolog() + self.line_document(line, message, outcome) + self.line_end()
        return self.encode(text)

    def line_outcome(
        self,
        line: Line,  # noqa: ARG002
        message: Message,
        outcome: Outcome,
    ) -> tuple[Message, Outcome]:
        """What is answered: the message, and what it came to."""
        return message, outcome

    def line_document(self, line: Line, message: Message, outcome: Outcome) -> str:  # noqa: ARG002
        """The RESULT document."""
        return self.document(message, outcome)

    def stays_open(self, line: Line, message: Message, outcome: Outcome) -> bool:  # noqa: ARG002
        """Whether further requests are taken; not behind one that has no end."""
        return not line.overlong

    def line_end(self) -> str:
        """What stands after a result."""
        return "\r\n"

    # What the server has

    def read_line(self, request: bytes) -> Message:
        """The message in one line. Raises Unreadable."""
        raise NotImplementedError

    def answer(self, message: Message) -> Outcome:
        """What the message comes to."""
        raise NotImplementedError

    def malformed(self, detail: str) -> Outcome:
        """A message that cannot be read."""
        raise NotImplementedError

    def prolog(self) -> str:
        """What stands before the root."""
        raise NotImplementedError

    def document(self, message: Message, outcome: Outcome) -> str:
        """The RESULT document."""
        raise NotImplementedError

    def encode(self, document: str) -> bytes:
        """The bytes of a document."""
        raise NotImplementedError


def root_end(data: bytes) -> int | None:
    """Where the root element that `data` begins with is closed; None where it is not.

    A line feed before that ends the request, whatever state it is in.
    """
    first_line = data.partition(b"\n")[0]
    if not first_line.startswith(b"<") or b">" not in first_line:
        return None
    depth = 0
    end: int | None = None
    parser = expat.ParserCreate()

    def opened(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1

    def closed(_name: str) -> None:
        nonlocal depth, end
        depth -= 1
        if depth == 0 and end is None:
            end = parser.CurrentByteIndex

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    with suppress(expat.ExpatError):
        parser.Parse(first_line)
    if end is None or first_line[end : end + 2] != b"</":
        return end  # of an empty-element tag the parser says where it ends
    return first_line.index(b">", end) + 1
