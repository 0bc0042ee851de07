"""Raw connections: bytes out, replies in, over TCP without HTTP, within the same limits.

One exchange is one connection, from opening to closing, so that nothing of one exchange can
turn up in another, and a line of shell repeats it.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from contracts.model import Failure, Limits, Piece, Response
from contracts.wire.address import Service
from contracts.wire.failures import MOST_PARTS, size
from contracts.wire.gate import Admitted
from contracts.wire.replies import has_too_many_parts
from contracts.wire.transport import Outcome

_READ = 65536
_PAUSE_S = 0.02
# How long silence has to last until no more is expected of a peer that has begun to reply: after
# a whole reply or a line break, and within a line. A slow peer gets a multiple of its own time.
_SILENCE_S = 0.25
_SILENCE_IN_LINE_S = 2.0
_TIMES_SLOWER = 10


class Framing(Protocol):
    """Says where replies end. One for each connection."""

    def feed(self, data: bytes) -> int:
        """Take in what was received; how many whole replies there are in all."""


class _TooMuchError(Exception):
    """More was received than the limit allows."""


class RawTransport:
    """Connections to one raw TCP service, one at a time."""

    def __init__(self, service: Service, limits: Limits) -> None:
        self._service = service
        self._limits = limits

    def exchange(
        self, admitted: Admitted, pieces: Sequence[Piece], framing: Callable[[], Framing]
    ) -> Outcome:
        """Connect, send what was admitted in `pieces`, and close when their replies are there.

        What came is a response even where replies are missing: its `reason` says so.
        """
        if b"".join(piece.data for piece in pieces) != admitted.request.body:
            msg = "the pieces are not what was admitted"
            raise ValueError(msg)
        began = time.monotonic()
        try:
            sock = socket.create_connection(
                (self._service.host, self._service.port), self._limits.connect_timeout_s
            )
        except OSError as trouble:
            return Outcome(None, self._unconnected(trouble), time.monotonic() - began)
        talk = _Talk(sock, self._limits, framing())
        began = time.monotonic()
        with sock:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
                    talk.send(piece, last=following is None)
            except _TooMuchError:
                too_much = self._too_much(size(self._limits.max_body))
                return Outcome(None, too_much, time.monotonic() - began)
        if has_too_many_parts(talk.received):
            too_much = self._too_much(f"{MOST_PARTS:,} parts")
            return Outcome(None, too_much, time.monotonic() - began)
        seconds = time.monotonic() - began
        wanted = max(piece.replies for piece in pieces)
        failure = self._failed(talk, wanted)
        if failure is not None:
            return Outcome(None, failure, seconds)
        return Outcome(Response(0, talk.ended(wanted), (), talk.received), None, seconds)

    def _failed(self, talk: _Talk, wanted: int) -> Failure | None:
        """Why there is no reply to look at, if so."""
        peer, within = self._service.peer, f"within {self._limits.timeout_s:g} s"
        if talk.replies >= wanted or (talk.received and not talk.overdue):
            return None
        if talk.overdue and talk.received:
            return Failure("timeout", f"the reply from {peer} was not complete {within}")
        if talk.overdue:
            return Failure("timeout", f"no reply from {peer} {within}")
        ending = "reset the connection" if talk.reset else "closed the connection without a reply"
        return Failure("reset", f"{peer} {ending}")

    def _too_much(self, most: str) -> Failure:
        return Failure("too-large", f"{self._service.peer} sent a reply of more than {most}")

    def _unconnected(self, trouble: OSError) -> Failure:
        peer = self._service.peer
        if isinstance(trouble, socket.gaierror | UnicodeError):
            return Failure("unresolved", f"the host name {self._service.host} does not resolve")
        if isinstance(trouble, TimeoutError):
            limit = self._limits.connect_timeout_s
            return Failure("timeout", f"no connection to {peer} within {limit:g} s")
        if isinstance(trouble, ConnectionRefusedError):
            return Failure("refused", f"connection refused by {peer}")
        reason = trouble.strerror or type(trouble).__name__
        return Failure("refused", f"no connection to {peer}: {reason}")


class _Talk:
    """What was said so far on one connection."""

    def __init__(self, sock: socket.socket, limits: Limits, framing: Framing) -> None:
        self._sock = sock
        self._limits = limits
        self._framing = framing
        self._parts: list[bytes] = []
        self._total = 0
        self._heard_at: float | None = None
        self._first_took: float | None = None
        self._whole_up_to = 0
        self.replies = 0
        self.closed = self.reset = self.overdue = False

    @property
    def received(self) -> bytes:
        """All that came."""
        return b"".join(self._parts)

    def ended(self, wanted: int) -> str:
        """Why fewer replies came than were wanted; empty where they did not."""
        if self.replies >= wanted:
            return ""
        how = "the connection was closed" if self.closed else "nothing more came"
        return f"{self.replies} of {wanted} replies, then {how}"

    def send(self, piece: Piece, *, last: bool) -> None:
        """Send a piece and wait for what it asks for."""
        if self.closed:
            return
        self._heard_at = None
        limit = self._limits.timeout_s
        sent_at = time.monotonic()
        self._sock.settimeout(limit)
        try:
            self._sock.sendall(piece.data)
        except TimeoutError:
            self.overdue = self.closed = True
        except OSError:
            # A peer that hung up may have replied before it did.
            self._sock.settimeout(limit)
        if piece.replies:
            patience = limit if piece.patience is None else min(piece.patience, limit)
            self._listen(piece.replies, sent_at, patience, last=last)
        elif not last:
            time.sleep(_PAUSE_S if piece.patience is None else piece.patience)

    def _listen(self, wanted: int, sent_at: float, patience: float, *, last: bool) -> None:
        """Read until the replies are there, time is up, nothing more comes, or it is closed."""
        end = sent_at + patience
        while self.replies < wanted and not self.closed:
            silence = self._silence_ends()
            left = min(end, silence) - time.monotonic()
            if left <= 0:
                # Silence behind what came before this piece tells more than a timeout does.
                silent = self._heard_at is None and bool(self._parts) and self._rests()
                self.overdue = last and silence > end and not silent
                return
            self._sock.settimeout(left)
            try:
                data = self._sock.recv(_READ)
            except TimeoutError:
                continue
            except OSError:
                self.closed = self.reset = True
                return
            if not data:
                self.closed = True
                return
            self._take(data, sent_at)

    def _take(self, data: bytes, sent_at: float) -> None:
        self._heard_at = time.monotonic()
        if self._first_took is None:
            self._first_took = self._heard_at - sent_at
        self._parts.append(data)
        self._total += len(data)
        if self._total > self._limits.max_body:
            raise _TooMuchError
        count = self._framing.feed(data)
        if count > self.replies:
            self.replies, self._whole_up_to = count, self._total

    def _rests(self) -> bool:
        """Whether what came last may be all of it: a whole reply, or a whole line."""
        return self._whole_up_to == self._total or self._parts[-1].endswith((b"\n", b"\r"))

    def _silence_ends(self) -> float:
        """When silence will have lasted long enough; never, while nothing came of this piece."""
        if self._heard_at is None:
            return float("inf")
        least = _SILENCE_S if self._rests() else _SILENCE_IN_LINE_S
        return self._heard_at + max(least, _TIMES_SLOWER * (self._first_took or 0.0))


def joined(pieces: Sequence[Piece]) -> bytes:
    """All that is sent."""
    return b"".join(piece.data for piece in pieces)
