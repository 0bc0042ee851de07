"""Faults of messages that no RESULT answers: UPT-RESULT-01."""

from __future__ import annotations

from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.server import Uptivity
from contracts.reference.uptivity.socket import Line


@fault(
    "socket-unknown-command-not-answered",
    violates="UPT-RESULT-01",
    kind="omitted",
    related="UPT-SOCK-03",
)
class _SocketUnknownCommandNotAnswered(Uptivity):
    """Over the socket the connection is closed on a command that does not exist."""

    def packet(self, line: Line, packet: bytes) -> list[bytes]:
        if b"<TYPE>UCCNO" in packet.upper():
            line.open = False
            return []
        return super().packet(line, packet)
