"""The items of one array deep in a JSON document of any size, one at a time.

A document is read in pieces, and what is not asked for is passed over: memory holds one piece and
one item. Which encoding it is in is told by its first bytes (RFC 8259 asks for UTF-8; files that
were saved by other means begin with a byte order mark, or show it by their zeros).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

_PIECE = 1 << 20
_SPACE = re.compile(r"[ \t\r\n]*+")
_IN_STRING = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_PLAIN = re.compile(rf'(?:[^"{{}}\[\]]++|"{_IN_STRING.pattern}")*+', re.DOTALL)
_SCALAR_END = re.compile(r"[,\]} \t\r\n]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class NotJsonError(Exception):
    """What is read is no JSON document of the wanted form; the text says where and why."""


class CutOffError(Exception):
    """The document ends before it is complete."""


def encoding_of(start: bytes) -> str:
    """The encoding of a JSON document by its first bytes."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if start[:1] == b"\0":
        return "utf-16-be"
    return "utf-16-le" if start[1:2] == b"\0" else "utf-8"


class JsonStream:
    """A JSON document in `file`, of which items of more than `longest` characters are dropped."""

    def __init__(self, file: BinaryIO, longest: int) -> None:
        start = file.read(_PIECE)
        self._file = file
        self._encoding = encoding_of(start)
        self._decoder = codecs.getincrementaldecoder(self._encoding)("strict")
        self._longest = longest
        self._text = ""
        self._at = 0
        self._passed = 0
        self._ended = False
        self._kept: list[str] | None = None
        self._kept_size = 0
        self._decode(start)

    # The document

    def items(self, *path: str) -> Iterator[str | None]:
        """The text of each item of the array at `path`; None for one that is too long.

        Raises NotJsonError where there is no such array, CutOffError where the document ends in it.
        """
        for name in path:
            self._enter(name)
        if self._next() != "[":
            msg = f"{'.'.join(path)} is not an array"
            raise NotJsonError(msg)
        self._at += 1
        if self._next() == "]":
            return
        while True:
            yield self._taken()
            mark = self._next()
            self._at += 1
            if mark == "]":
                return
            if mark != ",":
                raise self._unexpected(mark)

    def _enter(self, name: str) -> None:
        """Go to the value of a member of the object that comes."""
        mark = self._next()
        if mark != "{":
            msg = f"it has no object with the member {name!r}"
            raise NotJsonError(msg)
        self._at += 1
        while self._next() == '"':
            key = self._taken()
            if self._next() != ":":
                raise self._unexpected(self._text[self._at])
            self._at += 1
            self._next()
            if key == f'"{name}"':
                return
            self._skip()
            if self._next() == ",":
                self._at += 1
        if self._next() != "}":
            raise self._unexpected(self._text[self._at])
        msg = f"it has no member {name!r}"
        raise NotJsonError(msg)

    def _unexpected(self, mark: str) -> NotJsonError:
        where = self._passed + self._at
        return NotJsonError(f"{mark!r} at character {where:,} is no JSON there")

    # Values

    def _taken(self) -> str | None:
        """The text of the value that comes; None where it is too long."""
        self._next()
        self._kept, self._kept_size = [], 0
        self._skip()
        kept, self._kept = self._kept, None
        return None if kept is None else "".join(kept)

    def _skip(self) -> None:
        """Go behind the value that comes."""
        mark = self._next()
        begin = self._at
        if mark in "{[":
            begin = self._skip_nested(begin)
        elif mark == '"':
            begin = self._skip_string(begin)
        else:
            begin = self._skip_scalar(begin)
        self._keep(begin, self._at)

    def _skip_nested(self, begin: int) -> int:
        depth = 0
        while True:
            found = _PLAIN.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at >= len(self._text):
                begin = self._more(begin)
                continue
            mark = self._text[self._at]
            if mark == '"':
                begin = self._skip_string(begin)
                continue
            self._at += 1
            depth += 1 if mark in "{[" else -1
            if depth == 0:
                return begin

    def _skip_string(self, begin: int) -> int:
        self._at += 1
        while True:
            found = _IN_STRING.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at >= len(self._text):
                begin = self._more(begin)
            elif self._text[self._at] == '"':
                self._at += 1
                return begin
            elif self._at + 1 >= len(self._text):
                begin = self._more(begin)
            else:
                self._at += 2

    def _skip_scalar(self, begin: int) -> int:
        if _SCALAR_END.match(self._text, begin):
            raise self._unexpected(self._text[begin])
        while True:
            found = _SCALAR_END.search(self._text, self._at)
            if found:
                self._at = found.start()
                return begin
            self._at = len(self._text)
            begin = self._more(begin)

    def _next(self) -> str:
        """The next character that is no space, where the document has one."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            self._more(self._at)

    # Pieces

    def _more(self, begin: int) -> int:
        """Read on; where what is kept begins now. Raises CutOffError at the end."""
        if self._ended:
            raise CutOffError
        self._keep(begin, self._at)
        rest = self._text[self._at :]
        self._passed += self._at
        self._text, self._at = rest, 0
        self._decode(self._file.read(_PIECE))
        return 0

    def _decode(self, data: bytes) -> None:
        self._ended = not data
        try:
            self._text += self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as trouble:
            if self._ended:  # the last character is cut in two
                return
            where = self._passed + len(self._text)
            msg = f"it is not {self._encoding} text behind character {where:,}: {trouble.reason}"
            raise NotJsonError(msg) from trouble

    def _keep(self, begin: int, end: int) -> None:
        if self._kept is None or begin >= end:
            return
        self._kept_size += end - begin
        if self._kept_size > self._longest:
            self._kept = None
        else:
            self._kept.append(self._text[begin:end])
