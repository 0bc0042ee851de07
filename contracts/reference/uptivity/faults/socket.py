"""Faults on the socket alone: UPT-SOCK-01 to -10."""
# ruff: noqa: ARG002 - an override takes what the method it stands for takes

from __future__ import annotations

import re
from dataclasses import replace

from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.request import Message, Unreadable
from contracts.reference.uptivity.result import Outcome
from contracts.reference.uptivity.server import Uptivity
from contracts.reference.uptivity.socket import Line

_ID = re.compile(rb"<REQUESTID>[^<]*</REQUESTID>")
_SEVERAL = 2


class _ToTheLineFeed(Uptivity):
    """What a request is, line end and all."""

    def request_end(self, data: bytes) -> int | None:
        feed = data.find(b"\n")
        return None if feed < 0 else feed + 1


@fault("socket-cr-refused", violates="UPT-SOCK-01", kind="wrong-reason")
class _CrRefused(_ToTheLineFeed):
    """The carriage return before the line feed is taken for a part of the message (16)."""

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        found = super().requests(line, packet.replace(b"\r\n", b"<\r>\n"))
        return [request for request in found if request]


@fault("socket-hangs-up", violates="UPT-SOCK-01", kind="omitted")
class _HangsUp(Uptivity):
    """A connection is closed as soon as something comes in."""

    def packet(self, line: Line, packet: bytes) -> list[bytes]:
        line.open = False
        return []


@fault("socket-lf-not-seen", violates="UPT-SOCK-02", kind="omitted")
class _LfNotSeen(Uptivity):
    """Only carriage return and line feed together end a request."""

    def request_end(self, data: bytes) -> int | None:
        end = data.find(b"\r\n")
        return None if end < 0 else end + 2


@fault("socket-lf-refused", violates="UPT-SOCK-02", kind="wrong-reason")
class _LfRefused(_ToTheLineFeed):
    """A request that ends with a line feed alone is refused (16)."""

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        refused = re.sub(rb"(?<=[^\r])\n", b"<\n", packet)
        return super().requests(line, refused)


@fault("socket-lf-hangs-up", violates="UPT-SOCK-02", kind="wrong-value")
class _LfHangsUp(Uptivity):
    """A connection is closed at a line feed without a carriage return."""

    def packet(self, line: Line, packet: bytes) -> list[bytes]:
        line.open = not re.search(rb"(?<!\r)\n", packet)
        return super().packet(line, packet) if line.open else []


@fault(
    "socket-silent-after-answer",
    violates="UPT-RESULT-01",
    kind="omitted",
    related="UPT-SOCK-03",
)
class _SilentAfterAnswer(Uptivity):
    """After its first result a connection stays open, and has no more."""

    def packet(self, line: Line, packet: bytes) -> list[bytes]:
        return [] if line.answered else super().packet(line, packet)


@fault("socket-closed-after-two", violates="UPT-SOCK-03", kind="only-sometimes")
class _ClosedAfterTwo(Uptivity):
    """A connection takes two requests, sent one after the other, and is then closed."""

    alone = True

    def packet(self, line: Line, packet: bytes) -> list[bytes]:
        self.alone = packet.count(b"</REQUEST>") == 1
        return super().packet(line, packet)

    def stays_open(self, line: Line, message: Message, outcome: Outcome) -> bool:
        second = line.answered == 1 and self.alone
        return not second and super().stays_open(line, message, outcome)


@fault("socket-first-id-kept", violates="UPT-SOCK-04", kind="stale", related="UPT-ID-01")
class _FirstIdKept(Uptivity):
    """All results on a connection have the REQUESTID of its first request."""

    first: tuple[Line, str | None] | None = None

    def line_outcome(
        self, line: Line, message: Message, outcome: Outcome
    ) -> tuple[Message, Outcome]:
        if self.first is None or self.first[0] is not line:
            self.first = (line, message.request_id)
        return replace(message, request_id=self.first[1]), outcome


@fault("socket-third-id-lost", violates="UPT-SOCK-04", kind="only-sometimes", related="UPT-ID-01")
class _ThirdIdLost(Uptivity):
    """From the third result of a connection on REQUESTID is that of the request before."""

    before: str | None = None

    def line_outcome(
        self, line: Line, message: Message, outcome: Outcome
    ) -> tuple[Message, Outcome]:
        before, self.before = self.before, message.request_id
        if line.answered > 1:
            message = replace(message, request_id=before)
        return message, outcome


@fault("socket-line-ends-answered", violates="UPT-SOCK-04", kind="added")
class _LineEndsAnswered(Uptivity):
    """What stands between two requests is answered as if it were one (16)."""

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        between = [b""] if line.answered and not line.pending else []
        return between + super().requests(line, packet)


@fault("socket-packets-not-joined", violates="UPT-SOCK-05", kind="wrong-reason")
class _PacketsNotJoined(Uptivity):
    """A packet is taken for a whole message; half of one is malformed (16)."""

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        whole = packet if packet.endswith(b"\n") else packet + b"<\n"
        return super().requests(line, whole)


@fault("socket-halves-lost", violates="UPT-SOCK-05", kind="omitted")
class _HalvesLost(Uptivity):
    """A packet that does not complete a request is thrown away."""

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        found = super().requests(line, packet)
        line.pending = b""
        return found


@fault("socket-halves-hang-up", violates="UPT-SOCK-05", kind="wrong-value")
class _HalvesHangUp(Uptivity):
    """A packet that does not complete its request closes the connection."""

    def packet(self, line: Line, packet: bytes) -> list[bytes]:
        answers = super().packet(line, packet)
        line.open = line.open and not line.pending
        return answers


@fault("socket-packet-refused", violates="UPT-SOCK-06", kind="wrong-reason")
class _PacketRefused(Uptivity):
    """Two requests in a packet are one malformed message (16)."""

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        found = super().requests(line, packet)
        return found if len(found) < _SEVERAL else [b"".join(found)]


@fault("socket-packet-lost", violates="UPT-SOCK-06", kind="omitted")
class _PacketLost(Uptivity):
    """Two requests in a packet are thrown away."""

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        found = super().requests(line, packet)
        return found if len(found) < _SEVERAL else []


@fault("socket-packet-hangs-up", violates="UPT-SOCK-06", kind="wrong-value")
class _PacketHangsUp(Uptivity):
    """Two requests in a packet close the connection."""

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        found = super().requests(line, packet)
        line.open = len(found) < _SEVERAL
        return found if line.open else []


@fault("socket-order-by-text", violates="UPT-SOCK-07", kind="only-sometimes")
class _OrderByText(Uptivity):
    """Requests that come together are answered in the order of their text."""

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        return sorted(super().requests(line, packet))


@fault("socket-first-answered-last", violates="UPT-SOCK-07", kind="wrong-order")
class _FirstLast(Uptivity):
    """Of requests that come together the first is answered last."""

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        found = super().requests(line, packet)
        return found[1:] + found[:1]


@fault("socket-ids-swapped", violates="UPT-ID-01", kind="wrong-value", related="UPT-SOCK-07")
class _IdsSwapped(Uptivity):
    """Of requests that come together the first two get each other's REQUESTID."""

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        found = super().requests(line, packet)
        if len(found) < 2:  # noqa: PLR2004
            return found
        ids = [_ID.search(one) for one in found[:2]]
        if not (ids[0] and ids[1]):
            return found
        swapped = [found[0].replace(ids[0][0], ids[1][0]), found[1].replace(ids[1][0], ids[0][0])]
        return swapped + found[2:]


@fault("socket-half-carried-over", violates="UPT-SOCK-08", kind="stale")
class _HalfCarriedOver(Uptivity):
    """What a connection leaves unfinished stands before the first request of the next."""

    left = b""

    def line_opened(self, line: Line) -> bool:
        line.pending, self.left = self.left, b""
        return True

    def line_ended(self, line: Line) -> None:
        self.left = line.pending or self.left


@fault("socket-next-one-closed", violates="UPT-SOCK-08", kind="omitted")
class _NextOneClosed(Uptivity):
    """After a connection that was dropped within a request, the next is closed at once."""

    dropped = False

    def line_opened(self, line: Line) -> bool:
        dropped, self.dropped = self.dropped, False
        return not dropped

    def line_ended(self, line: Line) -> None:
        self.dropped = self.dropped or bool(line.pending)


@fault("socket-deaf-after-drop", violates="UPT-SOCK-08", kind="omitted")
class _DeafAfterDrop(_NextOneClosed):
    """After a connection that was dropped within a request, none is served any more."""

    def line_opened(self, line: Line) -> bool:
        return not self.dropped


@fault("socket-malformed-accepted", violates="UPT-XMLREQ-02", kind="omitted")
class _MalformedAccepted(Uptivity):
    """Over the socket a message that is not well-formed is answered with API_OK."""

    def read_line(self, request: bytes) -> Message:
        try:
            return super().read_line(request)
        except Unreadable:
            return Message("TEST", "0", {}, "line")


@fault("socket-malformed-not-answered", violates="UPT-XMLREQ-02", kind="omitted")
class _MalformedNotAnswered(Uptivity):
    """Over the socket the connection is closed on a message that is not well-formed."""

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        found = super().requests(line, packet)
        try:
            for request in found:
                self.read_line(request)
        except Unreadable:
            line.open = False
            return []
        return found


@fault(
    "socket-malformed-passed-over",
    violates="UPT-RESULT-01",
    kind="omitted",
    related="UPT-XMLREQ-02",
)
class _MalformedPassedOver(Uptivity):
    """Over the socket a message that is not well-formed is passed over without an answer."""

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        return [one for one in super().requests(line, packet) if self._is_read(one)]

    def _is_read(self, request: bytes) -> bool:
        try:
            self.read_line(request)
        except Unreadable:
            return False
        return True


@fault("socket-silent-behind-malformed", violates="UPT-RESULT-01", kind="omitted")
class _SilentBehindMalformed(Uptivity):
    """Over the socket no message is answered behind one that was not well-formed."""

    def line_answer(self, line: Line, request: bytes) -> bytes:
        silent: set[int] = vars(self).setdefault("silent_lines", set())
        if id(line) in silent:
            return b""
        try:
            self.read_line(request)
        except Unreadable:
            silent.add(id(line))
        return super().line_answer(line, request)

    def line_ended(self, line: Line) -> None:
        vars(self).get("silent_lines", set()).discard(id(line))
        super().line_ended(line)


@fault("socket-id-of-the-packet", violates="UPT-ID-01", kind="stale", related="UPT-SOCK-06")
class _IdOfThePacket(Uptivity):
    """Of requests in one packet all are answered with the REQUESTID of the first."""

    def requests(self, line: Line, packet: bytes) -> list[bytes]:
        found = super().requests(line, packet)
        first = _ID.search(found[0]) if len(found) > 1 else None
        return [_ID.sub(first[0], one) for one in found] if first else found
