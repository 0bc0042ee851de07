"""Faults in the form of a result: UPT-XML-01 to -03, UPT-RESULT-01."""

from __future__ import annotations

import json
import re

from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Element, Outcome
from contracts.reference.uptivity.server import Uptivity

_CONTROL = re.compile("[\x01-\x08]")


@fault("lists-in-windows-1252", violates="UPT-XML-01", kind="wrong-value")
class _ListsInWindows1252(Uptivity):
    """Characters beyond ASCII are written in Windows-1252, while UTF-8 is what is said."""

    def encode(self, document: str) -> bytes:
        return document.encode("windows-1252", "xmlcharrefreplace")


@fault("json", violates="UPT-RESULT-01", kind="wrong-value", related="UPT-XML-01")
class _Json(Uptivity):
    """Results are JSON."""

    def document(self, message: Message, outcome: Outcome) -> str:
        return json.dumps({"RESULT": dict(self.elements(message, outcome))})


class _Unescaped(Uptivity):
    where = ""

    def write(self, element: Element, depth: int = 0) -> str:
        name, content = element
        if name == self.where and isinstance(content, str):
            return f"{self.start_tag(name)}{content}</{name}>"
        return super().write(element, depth)


@fault("command-unescaped", violates="UPT-XML-02", kind="wrong-form")
class _CommandUnescaped(_Unescaped):
    """The command comes back in REQUESTTYPE as it is."""

    where = "REQUESTTYPE"


@fault("request-id-unescaped", violates="UPT-XML-02", kind="wrong-form")
class _RequestIdUnescaped(_Unescaped):
    """REQUESTID comes back as it is."""

    where = "REQUESTID"


@fault("message-unescaped", violates="UPT-XML-02", kind="wrong-form", related="UPT-XML-01")
class _MessageUnescaped(_Unescaped):
    """The detail in RESULTMSG repeats values of the request as they are."""

    where = "RESULTMSG"


@fault("ampersand-unescaped", violates="UPT-XML-02", kind="only-sometimes")
class _AmpersandUnescaped(Uptivity):
    """In what comes back, < and > are escaped and & is not."""

    def write(self, element: Element, depth: int = 0) -> str:
        written = super().write(element, depth)
        if element[0] in ("REQUESTID", "REQUESTTYPE", "RESULTMSG"):
            return written.replace("&amp;", "&")
        return written


@fault("control-characters-repeated", violates="UPT-XML-03", kind="only-sometimes")
class _ControlCharactersRepeated(Uptivity):
    """A control character comes back as it is, though XML has none."""

    def text(self, content: str) -> str:
        return content if _CONTROL.search(content) else super().text(content)


@fault("control-characters-as-references", violates="UPT-XML-03", kind="wrong-form")
class _ControlCharactersAsReferences(Uptivity):
    """A control character comes back as a character reference, though XML has none to it."""

    def text(self, content: str) -> str:
        parts = _CONTROL.split(content)
        marks = [f"&#{ord(one)};" for one in _CONTROL.findall(content)]
        return "".join(
            super(_ControlCharactersAsReferences, self).text(part) + mark
            for part, mark in zip(parts, [*marks, ""], strict=True)
        )


@fault("result-ends-at-control-character", violates="UPT-XML-03", kind="omitted")
class _EndsAtControlCharacter(Uptivity):
    """A result ends where a control character would come back."""

    def document(self, message: Message, outcome: Outcome) -> str:
        whole = super().document(message, outcome)
        sent = message.request_id or ""
        return whole[: whole.index(sent[:1])] if _CONTROL.search(sent) else whole
