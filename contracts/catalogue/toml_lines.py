"""The line of every key of a TOML document, so that an error can say where."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

from contracts.catalogue.positions import Position

_STRING = (
    r'"""(?:\\.|[^\\])*?""""{0,2}'
    r"|'''.*?''''{0,2}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'"
)
_SPACE = re.compile(r"(?:\s|#[^\n]*)*")
_TEXT = re.compile(_STRING, re.DOTALL)
_KEY = re.compile(rf"(?:{_STRING}|[A-Za-z0-9_-]+|[ \t.])+")
_SCALAR = re.compile(r"[^,\]}#\n]*")


def lines_of(text: str) -> Mapping[Position, int]:
    """The line (from 1) of each key and element of `text`, by its path.

    `text` is a document that `tomllib` reads; it gives no positions itself.
    """
    scanner = _Scanner(text)
    scanner.document()
    return scanner.lines


class _Scanner:
    """A walk over the tokens of a document that is known to be valid."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Position, int] = {(): 1}
        # The parser reads CRLF as LF; so do the expressions here.
        self._text = text.replace("\r\n", "\n")
        self._breaks = [found.start() for found in re.finditer("\n", self._text)]
        self._at = 0
        self._lengths: dict[Position, int] = {}

    def document(self) -> None:
        """Walk over everything."""
        table: Position = ()
        self._skip()
        while self._at < len(self._text):
            if self._take("[["):
                table = self._element(self._key())
                self._take("]]")
            elif self._take("["):
                table = self._resolved(self._key())
                self._take("]")
            else:
                self._pair(table)
            self._skip()

    def _pair(self, table: Position) -> None:
        at = table
        for part in self._key():
            at = (*at, part)
            self._note(at)
        self._take("=")
        self._skip()
        self._value(at)

    def _value(self, at: Position) -> None:
        if self._take("{"):
            while not self._closed("}"):
                self._pair(at)
        elif self._take("["):
            index = 0
            while not self._closed("]"):
                self._note((*at, index))
                self._value((*at, index))
                index += 1
        else:
            found = _TEXT.match(self._text, self._at) or _SCALAR.match(self._text, self._at)
            self._at = found.end() if found else self._at

    def _closed(self, bracket: str) -> bool:
        """Whether the value ends here; steps over what parts its members."""
        self._skip()
        while self._take(","):
            self._skip()
        return self._take(bracket)

    def _key(self) -> list[str]:
        self._skip()
        found = _KEY.match(self._text, self._at)
        raw = found[0] if found else ""
        self._at += len(raw)
        parts = []
        inner: Any = tomllib.loads(f"{raw} = 0")
        while isinstance(inner, dict):
            ((part, inner),) = inner.items()
            parts.append(part)
        self._skip()
        return parts

    def _resolved(self, key: list[str]) -> Position:
        """The table that a header names: in an array of tables, the last one."""
        at: Position = ()
        for part in key:
            at = (*at, part)
            self._note(at)
            if at in self._lengths:
                at = (*at, self._lengths[at] - 1)
        return at

    def _element(self, key: list[str]) -> Position:
        """The new table of an array of tables."""
        at = (*self._resolved(key[:-1]), key[-1])
        self._note(at)
        self._lengths[at] = self._lengths.get(at, 0) + 1
        at = (*at, self._lengths[at] - 1)
        self._note(at)
        return at

    def _note(self, at: Position) -> None:
        self.lines.setdefault(at, bisect_left(self._breaks, self._at) + 1)

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _take(self, word: str) -> bool:
        if self._text.startswith(word, self._at):
            self._at += len(word)
            return True
        return False
