"""What a command comes to, and the XML pieces a result is written with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

from contracts.reference.uptivity.codes import LABELS, NON_ERRORS

Element: TypeAlias = "tuple[str, str | list[Element]]"
"""An XML element: its name and either its text or its children."""

_DETAIL_LIMIT = 200
_TO_ESCAPE = re.compile(r"[&<>\r]")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result code with what else there is to say.

    `detail` explains an error. `node` is the sub node of a result that is not one. `says`
    stands for the code's own label where the two do not go together, `error` for what the code
    says of being an error.
    """

    code: int
    detail: str = ""
    node: Element | None = None
    says: str | None = None
    error: bool | None = None

    @property
    def is_error(self) -> bool:
        """Whether the result is an error condition."""
        return self.code not in NON_ERRORS if self.error is None else self.error

    @property
    def label(self) -> str:
        """The label that goes with the code."""
        return self.says or LABELS[self.code]


class Refused(Exception):
    """A request that comes to an error."""

    def __init__(self, code: int, detail: str = "") -> None:
        super().__init__(code, detail)
        self.outcome = Outcome(code, detail[:_DETAIL_LIMIT])


def refuse(code: int, detail: str = "") -> NoReturn:
    """End a command with the error `code`."""
    raise Refused(code, detail)


def printable(text: str) -> str:
    """`text` with U+FFFD in place of every character that XML 1.0 cannot hold."""
    return _NOT_XML.sub(_REPLACEMENT, text)


def escaped(text: str) -> str:
    """`text` as the content of an XML element."""
    if text.isalnum():
        return text
    text = printable(text)
    if _TO_ESCAPE.search(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = text.replace("\r", "&#13;")
    return text


_ERROR = re.compile(rb"<RESULTTYPE>\s*ERROR\s*</RESULTTYPE>", re.IGNORECASE)
_MESSAGE = re.compile(rb"<RESULTMSG>(.*?)</RESULTMSG>", re.IGNORECASE | re.DOTALL)


def trouble(body: bytes) -> str:
    """Why a command failed, whatever the HTTP status: RESULTMSG, where RESULTTYPE is ERROR."""
    if not _ERROR.search(body):
        return ""
    message = _MESSAGE.search(body)
    return message[1].decode("utf-8", "replace").strip() if message else "ERROR"
