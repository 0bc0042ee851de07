"""Where RESULTs end in what comes over the socket.

The documents say how a request ends, not how a result does. So a result ends where its root
element is closed, on one line or on many, whatever stands behind it; what is no XML ends with
its line; and what is not well-formed ends with the end tag of its root, as text.
"""

from __future__ import annotations

import re
from xml.parsers import expat

_BLANK = b" \t\r\n\0"
_BEHIND = re.compile(rb"(?:[ \t\r\n\0]+|<!--.*?-->|<\?(?!xml[ \t\r\n]).*?\?>)*", re.DOTALL)
_BEHIND_WIDE = re.compile(
    rb"(?:[ \t\r\n]\0|<\0!\0-\0-\0.*?-\0-\0>\0|<\0\?\0(?!x\0m\0l\0 \0).*?\?\0>\0)*", re.DOTALL
)
"""The same in UTF-16, little-endian."""

_BEGINNINGS = (b"<?xml", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<[?!][^>]*>)*<([A-Za-z_][^\s/>\0]*)")


class Results:
    """Splits what is received into results; `ends` has where each of them ends."""

    def __init__(self) -> None:
        self._data = bytearray()
        self.ends: list[int] = []
        self._begin(0)

    def feed(self, data: bytes) -> int:
        """Take in what was received; how many whole results there are."""
        self._data += data
        while self._closed() or self._at_line_end():
            pass
        return len(self.ends)

    def _begin(self, start: int) -> None:
        """A result is going to begin at `start`, or behind white space there."""
        self._blank = True
        self._parse_from(start)

    def _parse_from(self, start: int) -> None:
        self._parsed = self._searched = start
        self._depth, self._broken = 0, False
        self._closing: int | None = None
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close

    def _open(self, _name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1

    def _close(self, _name: str) -> None:
        self._depth -= 1
        if self._depth == 0 and self._closing is None:
            self._closing = self._parsed + self._parser.CurrentByteIndex

    def _closed(self) -> bool:
        """Whether one more root element is closed."""
        if self._blank:
            self._pass_over_blanks()
        if self._blank or self._broken or not self._is_xml():
            return False
        piece = bytes(self._data[self._searched :])
        self._searched = len(self._data)
        try:
            self._parser.Parse(piece)
        except (expat.ExpatError, ValueError, LookupError):
            # What comes behind the root, such as the next result, is an error to the parser.
            if self._closing is None:
                return self._declared_late() and self._closed()
        if self._closing is None:
            return False
        end = self._closing
        # In UTF-16, little-endian, a character has its second byte behind it.
        wide = self._data[self._parsed : self._parsed + 2] == b"\xff\xfe"
        if bytes(self._data[end : end + 4]).replace(b"\0", b"")[:2] == b"</":
            end = self._data.index(b">", end) + (2 if wide else 1)
        # Else it is an empty-element tag, of which the parser says where it ends.
        self._finish(end, wide=wide)
        return True

    def _behind(self, at: int, *, wide: bool) -> int:
        """Where white space, comments and the like end that stand at `at`."""
        found = (_BEHIND_WIDE if wide else _BEHIND).match(self._data, at)
        return found.end() if found else at

    def _pass_over_blanks(self) -> None:
        rest = bytes(self._data[self._parsed :])
        blanks = len(rest) - len(rest.lstrip(_BLANK))
        self._blank = blanks == len(rest)
        self._parse_from(self._parsed + blanks)

    def _declared_late(self) -> bool:
        """Begin again at the declaration, if comments of the result before are what is wrong."""
        behind = self._behind(
            self._parsed, wide=self._data[self._parsed + 1 : self._parsed + 2] == b"\0"
        )
        if behind > self._parsed and self._data.startswith(_BEGINNINGS, behind):
            self._parse_from(behind)
            return True
        self._broken, self._searched = True, self._parsed
        return False

    def _is_xml(self) -> bool:
        first = bytes(self._data[self._parsed : self._parsed + 3])
        return first.startswith((b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0<"))

    def _at_line_end(self) -> bool:
        """Whether what is no XML ends here: with its line, or with the end tag of its root."""
        if self._blank or (self._is_xml() and not self._broken):
            return False
        root = _ROOT.match(self._data, self._parsed)
        if root is None:
            end = self._data.find(b"\n", max(self._parsed, self._searched)) + 1
        else:
            closing = re.compile(rb"</" + re.escape(root[1]) + rb"\s*>")
            found = closing.search(self._data, max(self._parsed, self._searched - 200))
            end = found.end() if found else 0
        self._searched = len(self._data)
        if end:
            self._finish(end)
        return bool(end)

    def _finish(self, end: int, *, wide: bool = False) -> None:
        end = self._behind(end, wide=wide)
        self.ends.append(end)
        self._begin(end)


def document(part: bytes) -> bytes:
    """The XML document in a part of what was received, without what stands around it."""
    part = part.lstrip(_BLANK)
    if part.startswith(b"\xfe\xff") or b"\0" in part[:4]:
        return part  # in UTF-16 or -32 these bytes are halves of characters
    return part.rstrip(_BLANK)


def split(received: bytes) -> list[bytes]:
    """The results in what was received, and last what is not whole, if there is any."""
    results = Results()
    results.feed(received)
    starts = [0, *results.ends]
    parts = [received[start:end] for start, end in zip(starts, results.ends, strict=False)]
    rest = received[starts[-1] :]
    return [*parts, rest] if rest.strip(_BLANK) else parts
