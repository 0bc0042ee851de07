"""Where RESULTs end in what comes over the socket.

The documents say how a request ends, not how a result does. So a result ends where its root
element is closed, on one line or on many, well-formed or not; white space, comments and
processing instructions behind it belong to it; and what is no XML ends with its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

_BLANK = b" \t\r\n\0"
_BEHIND = re.compile(rb"(?:[ \t\r\n\0]+|<!--.*?-->|<\?(?!xml[ \t\r\n]).*?\?>)*", re.DOTALL)
_BEHIND_CUT = re.compile(rb"<(?:!(?:-(?:-.*)?)?|\?(?:(?!xml[ \t\r\n]).*)?)?\Z", re.DOTALL)
"""What may become a part of `_BEHIND` when more of it has come."""

_SUBSET = rb"\[(?:\"[^\"]*\"|'[^']*'|<!--.*?-->|<\?.*?\?>|[^\]\"'<]|<(?!!--|\?))*+\][ \t\r\n]*"
"""The declarations within a document type, in which tags and brackets may stand in quotes."""
_PROLOG = re.compile(
    rb"(?:[ \t\r\n]+|<!--.*?-->|<\?.*?\?>|<![A-Za-z][^>\[]*(?:" + _SUBSET + rb")?>)*", re.DOTALL
)
_PROLOG_CUT = re.compile(rb"<(?:!(?:-(?:-.*)?|[A-Za-z].*)?|\?.*|[A-Za-z_:][^\s/>]*)?\Z", re.DOTALL)
_ROOT = re.compile(rb"<([A-Za-z_:][^\s/>]*)(?=[\s/>])")
_INSIDES = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
"""What tags stand in without being any, and what ends it."""

_MARK = b"\xef\xbb\xbf"
_WIDE = {b"\xff\xfe": 0, b"\xfe\xff": 1}
"""Byte order marks of UTF-16, and which byte of a character has its ASCII code."""


class Results:
    """Splits what is received into results; `ends` has where each of them ends.

    The last one's end moves while what stands behind it arrives.
    """

    def __init__(self) -> None:
        self._data = bytearray()  # what came since `_start`
        self._narrow = bytearray()
        self._start = 0
        self.ends: list[int] = []
        self._low: int | None = None
        self._step: Callable[[], bool] = self._between

    def feed(self, data: bytes) -> int:
        """Take in what was received; how many whole results there are."""
        self._data += data
        while self._step():
            pass
        return len(self.ends)

    @property
    def begun(self) -> bool:
        """Whether there is the beginning of a result that is not whole."""
        return self._step != self._between or not self.ends

    def text(self) -> bytes | bytearray:
        """What came of the result that has begun, one byte for each character.

        In UTF-16 what is not ASCII is a question mark.
        """
        if self._low is None:
            return self._data
        fresh = self._data[2 * len(self._narrow) :]
        pairs = zip(fresh[self._low :: 2], fresh[1 - self._low :: 2], strict=False)
        self._narrow += bytes(63 if high else low for low, high in pairs)
        return self._narrow

    def _pass_over(self, characters: int) -> None:
        taken = characters * (1 if self._low is None else 2)
        del self._data[:taken]
        del self._narrow[:characters]
        self._start += taken

    def _between(self) -> bool:
        """Pass over what stands behind the result before, and find how the next one begins."""
        behind = _BEHIND.match(self.text())
        self._pass_over(behind.end() if behind else 0)
        if self.ends:
            self.ends[-1] = self._start
        first = bytes(self._data[:3])
        if len(first) < (1 if self._low is None else 2):
            return False
        if self.ends and _BEHIND_CUT.match(self.text()):
            return False
        begins = self._encoding(first)
        if begins:
            self._step = self._prolog
        return begins

    def _encoding(self, first: bytes) -> bool:
        """Whether enough has come to tell how wide the characters are; what the first ones are."""
        self._narrow.clear()
        if first[:2] in _WIDE:
            self._low = _WIDE[first[:2]]
        elif first[1:2] == b"\0" or first[:1] == b"\0":
            self._low = int(first[:1] == b"\0")
        else:
            self._low = None
            marked = len(first) < len(_MARK) and _MARK.startswith(first)
            return not marked and first not in {b"\xff", b"\xfe", b"<"}
        return True

    def _prolog(self) -> bool:
        """Find the root element, whose name decides where the result ends."""
        text = self.text()
        marked = _MARK if self._low is None else b"?"
        at = len(marked) if text.startswith(marked) else 0
        before = _PROLOG.match(text, at)
        at = before.end() if before else at
        if at == len(text) or _PROLOG_CUT.match(text, at):
            return False
        root = _ROOT.match(text, at)
        self._step = _Root(root[1], at, self) if root else self._line
        return True

    def _line(self) -> bool:
        """What is no XML ends with its line."""
        feed = self.text().find(b"\n")
        return feed >= 0 and self.finish(feed + 1)

    def finish(self, characters: int) -> bool:
        """The result that has begun ends behind so many characters."""
        self._pass_over(characters)
        self.ends.append(self._start)
        self._step = self._between
        return True


class _Root:
    """The search for the end of a root element; what it has passed is not looked at again."""

    def __init__(self, name: bytes, at: int, results: Results) -> None:
        self._results = results
        self._at = at
        self._open = 0
        tag = re.escape(name)
        quoted = rb"(?:\"[^\"]*\"|'[^']*'|[^\"'>])*?"
        self._token = re.compile(
            rb"<!--|<!\[CDATA\[|<\?|(?P<end></" + tag + rb"\s*>)"
            rb"|<" + tag + rb"(?:\s" + quoted + rb")?(?P<whole>/)?>"
        )

    def __call__(self) -> bool:
        """Whether the end has come."""
        text = self._results.text()
        while token := self._token.search(text, self._at):
            inside = _INSIDES.get(token[0])
            over = token.end()
            if inside is not None:
                over = text.find(inside, over) + len(inside)
                if over < len(inside):
                    self._at = token.start()
                    return False
            elif token["end"]:
                self._open -= 1
            elif not token["whole"]:
                self._open += 1
            self._at = over
            if inside is None and self._open <= 0:
                return self._results.finish(over)
        self._at = max(self._at, text.rfind(b"<"))  # the beginning of a tag that is cut
        return False


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
    parts = [received[start:end] for start, end in pairwise([0, *results.ends])]
    rest = received[results.ends[-1] if results.ends else 0 :]
    return [*parts, rest] if rest.strip(_BLANK) and results.begun else parts
