"""Faults in the form of a result: UPT-XML-01 to -03, UPT-RESULT-01."""

from __future__ import annotations

import json
import re

from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Element, Outcome
from contracts.reference.uptivity.server import Uptivity

_MUCH = 2000
_CONTROL = re.compile("[\x01-\x08]")


@fault("users-not-closed", violates="UPT-XML-01", kind="omitted")
class _UsersNotClosed(Uptivity):
    """The end tag of USERS is missing, as in a published capture."""

    def document(self, message: Message, outcome: Outcome) -> str:
        return super().document(message, outcome).replace("</USERS>", "")


@fault("long-results-cut", violates="UPT-XML-01", kind="only-sometimes")
class _LongResultsCut(Uptivity):
    """Results longer than 2000 bytes are cut there."""

    def encode(self, document: str) -> bytes:
        return super().encode(document)[:_MUCH]


@fault("errors-not-closed", violates="UPT-XML-01", kind="omitted", related="UPT-XML-02")
class _ErrorsNotClosed(Uptivity):
    """The end tag of RESULT is missing in errors."""

    def document(self, message: Message, outcome: Outcome) -> str:
        text = super().document(message, outcome)
        return text.removesuffix("</RESULT>") if outcome.is_error else text


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


@fault("command-unescaped", violates="UPT-XML-02", kind="unescaped")
class _CommandUnescaped(_Unescaped):
    """The command comes back in REQUESTTYPE as it is."""

    where = "REQUESTTYPE"


@fault("request-id-unescaped", violates="UPT-XML-02", kind="unescaped")
class _RequestIdUnescaped(_Unescaped):
    """REQUESTID comes back as it is."""

    where = "REQUESTID"


@fault("message-unescaped", violates="UPT-XML-02", kind="unescaped", related="UPT-XML-01")
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


@fault("root-in-small-letters", violates="UPT-RESULT-01", kind="wrong-value")
class _RootInSmallLetters(Uptivity):
    """The root is `result`."""

    def document(self, message: Message, outcome: Outcome) -> str:
        return self.write(("result", self.elements(message, outcome)))


@fault("root-response", violates="UPT-RESULT-01", kind="wrong-value")
class _RootResponse(Uptivity):
    """The root is RESPONSE."""

    def document(self, message: Message, outcome: Outcome) -> str:
        return self.write(("RESPONSE", self.elements(message, outcome)))


@fault("root-error", violates="UPT-RESULT-01", kind="only-sometimes")
class _RootError(Uptivity):
    """The root of an error is ERROR."""

    def document(self, message: Message, outcome: Outcome) -> str:
        name = "ERROR" if outcome.is_error else "RESULT"
        return self.write((name, self.elements(message, outcome)))


@fault("root-envelope", violates="UPT-RESULT-01", kind="wrong-value")
class _RootEnvelope(Uptivity):
    """RESULT stands in an envelope."""

    def document(self, message: Message, outcome: Outcome) -> str:
        return f"<ENVELOPE>{super().document(message, outcome)}</ENVELOPE>"


@fault("root-prefix", violates="UPT-RESULT-01", kind="wrong-value")
class _RootPrefix(Uptivity):
    """The root tag has a prefix: it is called api:RESULT."""

    def document(self, message: Message, outcome: Outcome) -> str:
        content = super().document(message, outcome).removeprefix("<RESULT").removesuffix("RESULT>")
        return f'<api:RESULT xmlns:api="urn:example:api"{content}api:RESULT>'


@fault("root-omitted", violates="UPT-RESULT-01", kind="omitted")
class _RootOmitted(Uptivity):
    """There is no RESULT: the sub node is the root, where there is one."""

    def document(self, message: Message, outcome: Outcome) -> str:
        return self.write(outcome.node) if outcome.node else super().document(message, outcome)
