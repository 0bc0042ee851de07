"""The XML that representations are written in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Content: TypeAlias = "str | list[Element]"

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Element:
    """An element: its text, or its children."""

    name: str
    content: Content = ""
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def children(self) -> list[Element]:
        """The children; none of an element with text."""
        return self.content if isinstance(self.content, list) else []


def el(name: str, content: Content = "", /, **attributes: str) -> Element:
    """An element; attributes as they are named."""
    return Element(name, content, attributes)


def flag(value: bool) -> str:  # noqa: FBT001 - it is the value that is written
    """A truth value as UDS writes it."""
    return "true" if value else "false"


def texts(values: Sequence[tuple[str, str]]) -> list[Element]:
    """Elements with text, one for each pair."""
    return [Element(name, value) for name, value in values]


def escaped(text: str) -> str:
    """`text` as the content of an element or attribute."""
    if text.isalnum():
        return text
    text = _NOT_XML.sub("\ufffd", text)
    for raw, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(raw, written)
    return text
