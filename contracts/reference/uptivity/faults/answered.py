"""Faults of messages that no RESULT answers: UPT-RESULT-01."""

from __future__ import annotations

from contracts.reference.uptivity.commands import COMMANDS
from contracts.reference.uptivity.faults._registry import fault, html, is_test
from contracts.reference.uptivity.request import Message, upper
from contracts.reference.uptivity.result import Outcome
from contracts.reference.uptivity.server import Reply, Uptivity
from contracts.reference.uptivity.socket import Line

_LONG = 500


class _NotAnswered(Uptivity):
    """A server that answers some messages with something else."""

    def hit(self, message: Message) -> bool:
        return bool(message.command) and upper(message.command or "") not in COMMANDS

    def instead(self) -> Reply:
        return html(500, "Server Error in '/' Application.")

    def reply_with(self, message: Message, outcome: Outcome) -> Reply:
        return self.instead() if self.hit(message) else super().reply_with(message, outcome)


@fault("unknown-command-page", violates="UPT-RESULT-01", kind="wrong-value")
class _UnknownCommandPage(_NotAnswered):
    """An unknown command is answered with an error page (500)."""


@fault("unknown-command-not-found", violates="UPT-RESULT-01", kind="wrong-value")
class _UnknownCommandNotFound(_NotAnswered):
    """An unknown command is answered with a page that says Not Found (404)."""

    def instead(self) -> Reply:
        return html(404, "Not Found")


@fault("unknown-command-empty", violates="UPT-RESULT-01", kind="omitted")
class _UnknownCommandEmpty(_NotAnswered):
    """An unknown command is answered with 200 and an empty body."""

    def instead(self) -> Reply:
        return Reply(200, [(b"content-type", b"text/xml; charset=utf-8")], b"")


@fault("no-command-page", violates="UPT-RESULT-01", kind="only-sometimes")
class _NoCommandPage(_NotAnswered):
    """A query that names no command is answered with a page on how to use the API."""

    def hit(self, message: Message) -> bool:
        return message.form == "query" and not message.command

    def instead(self) -> Reply:
        return html(200, "How to use this page")


@fault("long-value-crash", violates="UPT-RESULT-01", kind="only-sometimes")
class _LongValueCrash(_NotAnswered):
    """A command of more than 500 characters ends in an error page."""

    def hit(self, message: Message) -> bool:
        return len(message.command or "") > _LONG


@fault("non-ascii-crash", violates="UPT-RESULT-01", kind="only-sometimes")
class _NonAsciiCrash(_NotAnswered):
    """A command with a character beyond ASCII ends in an error page."""

    def hit(self, message: Message) -> bool:
        return not (message.command or "").isascii()


@fault("post-test-empty", violates="UPT-RESULT-01", kind="omitted", related="UPT-HTTP-02")
class _PostTestEmpty(Uptivity):
    """TEST by POST is answered with 200 and an empty body."""

    def reply(self, method: str, path: str, query: bytes, body: bytes) -> Reply:
        if method == "POST" and not body and is_test(self.read_query(query)):
            return Reply(200, [(b"content-type", b"text/xml; charset=utf-8")], b"")
        return super().reply(method, path, query, body)


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
