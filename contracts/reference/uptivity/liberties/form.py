"""Liberties in the form of a result (UPT-RESULT-07)."""

from __future__ import annotations

import re

from contracts.reference.uptivity.liberties._registry import liberty
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Element, Outcome
from contracts.reference.uptivity.server import Uptivity

_AS_CAPTURED = ("REQUESTTYPE", "REQUESTID", "RESULTTYPE", "RESULTCODE", "RESULTMSG")
_FOR_CDATA = re.compile(r"[ -~]*[&<>][ -~]*")


@liberty("order-as-captured", ambiguity="UPT-AMB-09", choice="order")
class _OrderAsCaptured(Uptivity):
    """REQUESTTYPE stands before REQUESTID, as in the output of real servers."""

    def elements(self, message: Message, outcome: Outcome) -> list[Element]:
        def place(element: Element) -> int:
            return _AS_CAPTURED.index(element[0]) if element[0] in _AS_CAPTURED else 5

        return sorted(super().elements(message, outcome), key=place)


@liberty("pretty-printed", ambiguity="UPT-AMB-09")
class _PrettyPrinted(Uptivity):
    """Every element has a line of its own, indented with tabs."""

    def gap(self, depth: int) -> str:
        return super().gap(depth) + "\n" + "\t" * depth


@liberty("comments", ambiguity="UPT-AMB-09")
class _Comments(Uptivity):
    """There are comments before, in and after the result."""

    def gap(self, depth: int) -> str:
        return super().gap(depth) + "<!-- <RESULTCODE>4</RESULTCODE> -->"

    def document(self, message: Message, outcome: Outcome) -> str:
        return f"<!-- before -->{super().document(message, outcome)}<!-- after -->"


@liberty("cdata", ambiguity="UPT-AMB-09")
class _CData(Uptivity):
    """Text that needs escaping stands in CDATA sections instead."""

    def text(self, content: str) -> str:
        if "]]>" in content or not _FOR_CDATA.fullmatch(content):
            return super().text(content)
        return f"<![CDATA[{content}]]>"


@liberty("extra-elements", ambiguity="UPT-AMB-09")
class _ExtraElements(Uptivity):
    """RESULT has elements that the document does not know."""

    def elements(self, message: Message, outcome: Outcome) -> list[Element]:
        more: list[Element] = [
            ("SERVERNAME", "core-zrh"),
            ("TRACE", [("HOP", "1"), ("HOP", "2")]),
        ]
        return [*more, *super().elements(message, outcome)]


@liberty("sub-node-called-result", ambiguity="UPT-AMB-09")
class _SubNodeCalledResult(Uptivity):
    """RESULT begins with an element RESULT, in which other values bear the same names."""

    def elements(self, message: Message, outcome: Outcome) -> list[Element]:
        within: list[Element] = [
            ("REQUESTID", "0"),
            ("RESULTTYPE", "API_CORE"),
            ("RESULTCODE", "no code"),
        ]
        return [("RESULT", within), *super().elements(message, outcome)]


@liberty("document-type", ambiguity="UPT-AMB-09")
class _DocumentType(Uptivity):
    """A document type declares elements and entities; ERROR and API_OK are written by these."""

    def prolog(self) -> str:
        declared = '<!ELEMENT RESULT ANY><!ENTITY bad "ERROR"><!ENTITY ok "API_OK"><!-- ]> -->'
        return f"{super().prolog()}<!DOCTYPE RESULT [{declared}]>"

    def text(self, content: str) -> str:
        return {"ERROR": "&bad;", "API_OK": "&ok;"}.get(content) or super().text(content)


@liberty("xml-declaration", ambiguity="UPT-AMB-09", choice="declaration")
class _Declaration(Uptivity):
    """The result begins with an XML declaration."""

    def prolog(self) -> str:
        return f'<?xml version="1.0" encoding="{self.charset().upper()}"?>{super().prolog()}'


@liberty("encoding-latin-1", ambiguity="UPT-AMB-09", choice="declaration")
class _Latin1(_Declaration):
    """The result is in ISO-8859-1 and says so."""

    def charset(self) -> str:
        return "iso-8859-1"


@liberty("encoding-utf-16", ambiguity="UPT-AMB-09", choice="declaration")
class _Utf16(_Declaration):
    """The result is in UTF-16 with a byte order mark, and says so."""

    def charset(self) -> str:
        return "utf-16"


@liberty("byte-order-mark", ambiguity="UPT-AMB-09")
class _ByteOrderMark(Uptivity):
    """A result in UTF-8 begins with a byte order mark."""

    def encode(self, document: str) -> bytes:
        mark = b"\xef\xbb\xbf" if self.charset() == "utf-8" else b""
        return mark + super().encode(document)


@liberty("sub-node-on-test", ambiguity="UPT-AMB-06")
class _SubNodeOnTest(Uptivity):
    """TEST has a sub node, too."""

    def sub_node(self, message: Message, outcome: Outcome) -> Element | None:
        node = super().sub_node(message, outcome)
        if node is None and not outcome.is_error:
            return ("TEST", [("ALIVE", "TRUE")])
        return node
