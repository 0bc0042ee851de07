"""Faults with XML requests: UPT-XMLREQ-01 to -03, and a page where a RESULT belongs."""
# ruff: noqa: ARG002 - an override takes what the method it stands for takes

from __future__ import annotations

from lxml import etree

from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.faults._registry import fault, html
from contracts.reference.uptivity.request import Message, Pairs, Unreadable
from contracts.reference.uptivity.result import Element, Outcome
from contracts.reference.uptivity.server import Reply, Uptivity


@fault("xml-ignored", violates="UPT-XMLREQ-01", kind="omitted")
class _XmlIgnored(Uptivity):
    """A well-formed XML body is ignored."""

    def read_xml(self, body: bytes) -> Message:
        super().read_xml(body)
        return Message(form="xml")


@fault("xml-media-type-refused", violates="UPT-XMLREQ-01", kind="wrong-value")
class _XmlMediaTypeRefused(Uptivity):
    """A well-formed XML body is refused with a page (415)."""

    def reply_with(self, message: Message, outcome: Outcome) -> Reply:
        if message.form == "xml" and message.command:
            return html(415, "Unsupported Media Type")
        return super().reply_with(message, outcome)


@fault(
    "xml-root-response", violates="UPT-RESULT-01", kind="only-sometimes", related="UPT-XMLREQ-01"
)
class _XmlRootResponse(Uptivity):
    """The root of a result is RESPONSE if the request came as XML by POST."""

    def document(self, message: Message, outcome: Outcome) -> str:
        if message.form != "xml":
            return super().document(message, outcome)
        return self.write(("RESPONSE", self.elements(message, outcome)))


@fault("xml-code-omitted", violates="UPT-RESULT-03", kind="only-sometimes", related="UPT-XMLREQ-01")
class _XmlCodeOmitted(Uptivity):
    """There is no RESULTCODE if the request came as XML by POST."""

    def elements(self, message: Message, outcome: Outcome) -> list[Element]:
        found = super().elements(message, outcome)
        return [one for one in found if message.form != "xml" or one[0] != "RESULTCODE"]


@fault("xml-not-supported", violates="UPT-XMLREQ-01", kind="wrong-reason")
class _XmlNotSupported(Uptivity):
    """Commands sent as XML are refused as not supported (49)."""

    def perform(self, command: str, message: Message) -> Outcome:
        if message.form == "xml":
            return Outcome(Code.COMMAND_NOT_SUPPORTED)
        return super().perform(command, message)


@fault("malformed-repaired", violates="UPT-XMLREQ-02", kind="omitted")
class _MalformedRepaired(Uptivity):
    """XML that is not well-formed is read as far as possible."""

    def read_xml(self, body: bytes) -> Message:
        try:
            return super().read_xml(body)
        except Unreadable:
            parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
            root = etree.fromstring(body, parser)
            if root is None or root.tag != "REQUEST":
                raise
            pairs = [(str(child.tag), (child.text or "").strip()) for child in root]
            return self.compose(pairs, "xml")


@fault("malformed-accepted", violates="UPT-XMLREQ-02", kind="omitted")
class _MalformedAccepted(Uptivity):
    """XML that is not well-formed is answered with API_OK."""

    def malformed(self, detail: str) -> Outcome:
        return Outcome(Code.OK)


@fault("malformed-unknown-error", violates="UPT-XMLREQ-02", kind="wrong-value")
class _MalformedUnknownError(Uptivity):
    """XML that is not well-formed is 4, an unknown error."""

    def malformed(self, detail: str) -> Outcome:
        return Outcome(Code.ERROR_UNKNOWN, detail)


@fault("malformed-other-error", violates="UPT-XMLREQ-02", kind="wrong-reason")
class _MalformedOtherError(Uptivity):
    """XML that is not well-formed is 14."""

    def malformed(self, detail: str) -> Outcome:
        return Outcome(Code.REQUESTID_INVALID, detail)


@fault(
    "malformed-bad-request", violates="UPT-RESULT-01", kind="wrong-reason", related="UPT-XMLREQ-02"
)
class _MalformedBadRequest(Uptivity):
    """XML that is not well-formed is answered with a page (400)."""

    def handle(self, method: str, query: bytes, body: bytes) -> tuple[Message, Outcome]:
        message, outcome = super().handle(method, query, body)
        if message == Message(form="xml"):
            return Message(form="malformed"), outcome
        return message, outcome

    def reply_with(self, message: Message, outcome: Outcome) -> Reply:
        if message.form == "malformed":
            return html(400, "Bad Request")
        return super().reply_with(message, outcome)


@fault("xml-type-first", violates="UPT-XMLREQ-03", kind="wrong-reason")
class _XmlTypeFirst(Uptivity):
    """TYPE is found only where it is the first element."""

    def compose(self, pairs: Pairs, form: str) -> Message:
        if form == "xml" and pairs and pairs[0][0] != "TYPE":
            pairs = [(name, value) for name, value in pairs if name != "TYPE"]
        return super().compose(pairs, form)


@fault("xml-before-type-ignored", violates="UPT-XMLREQ-03", kind="omitted")
class _XmlBeforeTypeIgnored(Uptivity):
    """Elements that stand before TYPE are ignored."""

    def compose(self, pairs: Pairs, form: str) -> Message:
        names = [name for name, _ in pairs]
        if form == "xml" and "TYPE" in names:
            pairs = pairs[names.index("TYPE") :]
        return super().compose(pairs, form)


@fault("xml-by-place", violates="UPT-XMLREQ-03", kind="wrong-value")
class _XmlByPlace(Uptivity):
    """Of a REQUEST that begins with REQUESTID, the second value is taken for it."""

    def compose(self, pairs: Pairs, form: str) -> Message:
        if form == "xml" and len(pairs) > 1 and pairs[0][0] == "REQUESTID":
            pairs = [("REQUESTID", pairs[1][1]), *pairs[1:]]
        return super().compose(pairs, form)
