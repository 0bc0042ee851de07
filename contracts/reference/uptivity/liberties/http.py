"""Liberties in HTTP."""

from __future__ import annotations

from contracts.reference.uptivity.liberties._registry import liberty
from contracts.reference.uptivity.request import Message, upper
from contracts.reference.uptivity.server import PAGE, Reply, Uptivity

_MOVED = "/api/results.aspx"


@liberty("page-moved", ambiguity="UPT-AMB-12")
class _PageMoved(Uptivity):
    """The page sends every message on to another one by a redirect (307)."""

    def reply(self, method: str, path: str, query: bytes, body: bytes) -> Reply:
        if not self.is_page(path):
            return super().reply(method, PAGE if path == _MOVED else path, query, body)
        return Reply(307, [(b"location", _MOVED.encode() + b"?" * bool(query) + query)], b"")


@liberty("names-case-sensitive", ambiguity="UPT-AMB-17")
class _NamesCaseSensitive(Uptivity):
    """The page is /webAPI.aspx only; parameters are lower case in a query, upper case in XML."""

    def is_page(self, path: str) -> bool:
        return path == PAGE

    def query_name(self, name: str) -> str:
        return super().query_name(name) if name == name.lower() else f"({name})"

    def xml_name(self, name: str) -> str:
        return super().xml_name(name) if name == upper(name) else f"({name})"


@liberty("commands-one-case", ambiguity="UPT-AMB-17")
class _CommandsOneCase(Uptivity):
    """A command must be written in capitals or in small letters, not in both."""

    def command_of(self, message: Message) -> str:
        sent = message.command or ""
        if sent in (sent.lower(), sent.upper()):
            return super().command_of(message)
        return self.unknown_command(sent)
