"""A command line that sends again what went over a raw connection: printf into nc."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from contracts.model import BodyStored, RecordedRequest
from contracts.report.curl import body_file, quote

_APART = "sleep 0.2"
# nc ends when its input does; until then the replies come in.
_LISTEN = "sleep 1"


def netcat_line(request: RecordedRequest, body: BodyStored | None = None) -> str:
    """One line for bash, zsh or ksh that opens the connection and sends the pieces anew.

    `body` is the stored body that the request's digest names. What is no short text is given as
    a file below the run folder.
    """
    parts = urlsplit(request.url)
    commands = _sent(request, body)
    said = f"; {_APART}; ".join([*commands])
    return f"{{ {said}; {_LISTEN}; }} | nc {quote(parts.hostname or '')} {parts.port}"


def _sent(request: RecordedRequest, body: BodyStored | None) -> list[str]:
    if request.body is None:
        return ["true"]
    file = body_file(request.body, body)
    if file is not None or body is None or body.text is None:
        return [f"cat {quote(str(file))}"]
    return [f"printf %s {quote(text)}" for text in _pieces(body.text, request.pieces)]


def _pieces(text: str, sizes: Sequence[int]) -> list[str]:
    """The pieces of `text`; all of it in one where they cannot be told apart as text."""
    data = text.encode("utf-8", "surrogatepass")
    if sum(sizes) != len(data):
        return [text]  # a secret was taken out of it
    pieces, at = [], 0
    for size in sizes:
        try:
            pieces.append(data[at : at + size].decode())
        except UnicodeDecodeError:
            return [text]
        at += size
    return pieces
