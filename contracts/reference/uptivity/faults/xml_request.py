"""Faults with XML requests: UPT-XMLREQ-01 to -03, and a page where a RESULT belongs."""

from __future__ import annotations

from lxml import etree

from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.request import Message, Pairs, Unreadable
from contracts.reference.uptivity.result import Outcome
from contracts.reference.uptivity.server import Reply, Uptivity, plain_text


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


class _Upset(Uptivity):
    """Whatever is answered behind a message by POST that is not well-formed is no good."""

    upset = False

    def malformed(self, detail: str) -> Outcome:
        self.upset = True
        return super().malformed(detail)

    def comes_behind(self, outcome: Outcome) -> bool:
        """Whether this is the answer behind that to a malformed message."""
        behind = self.upset and outcome.code != Code.INVALID_MESSAGE_FORMAT
        self.upset = self.upset and not behind
        return behind


@fault("behind-malformed-unanswered", violates="UPT-RESULT-01", kind="omitted")
class _BehindMalformedUnanswered(_Upset):
    """The message behind one that is not well-formed is answered with an empty page."""

    def reply_with(self, message: Message, outcome: Outcome) -> Reply:
        behind = message.form == "xml" and self.comes_behind(outcome)
        return plain_text(200, "") if behind else super().reply_with(message, outcome)


@fault("behind-malformed-without-id", violates="UPT-ID-03", kind="stale")
class _BehindMalformedWithoutId(_Upset):
    """The message behind one that is not well-formed has the same error, without a REQUESTID."""

    def reply_with(self, message: Message, outcome: Outcome) -> Reply:
        if message.form == "xml" and self.comes_behind(outcome):
            message = Message(form="xml")
            outcome = Outcome(Code.INVALID_MESSAGE_FORMAT)
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
