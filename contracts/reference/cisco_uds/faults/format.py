"""Faults in HTTP and in the format."""

from __future__ import annotations

from urllib.parse import parse_qsl

from lxml import etree

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Headers, Refused, Reply, refuse
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.xml import Element

_JSON = "application/json"


@fault("browsers-refused", violates="UDS-HTTP-01", kind="wrong-value")
class _BrowsersRefused(Uds):
    """Browsers get no version."""

    def perform(self, call: Call) -> Reply:
        if call.operation == "getVersion" and "Mozilla" in call.headers.get("user-agent", ""):
            refuse(403, "not for browsers")
        return super().perform(call)


@fault("browsers-without-devices", violates="UDS-HTTP-01", kind="only-sometimes")
class _BrowsersWithoutDevices(Uds):
    """Browsers do not get directory numbers."""

    def perform(self, call: Call) -> Reply:
        if call.operation == "getExtensions" and "Mozilla" in call.headers.get("user-agent", ""):
            refuse(403, "not for browsers")
        return super().perform(call)


@fault("scripts-fooled", violates="UDS-HTTP-01", kind="wrong-value")
class _ScriptsFooled(Uds):
    """Command-line programs get another version."""

    def get_version(self, call: Call) -> Element:
        root = super().get_version(call)
        if call.headers.get("user-agent", "").startswith("curl/"):
            root.children[0].content = "8.0.1"
        return root


@fault(
    "browsers-alone",
    violates="UDS-HTTP-01",
    kind="wrong-value",
    related="UDS-OPEN-01 UDS-OPEN-02 UDS-OPEN-03 UDS-OPEN-04 UDS-OPEN-06 UDS-OPEN-07",
)
class _BrowsersAlone(Uds):
    """Clients other than browsers are refused."""

    def answer(self, call: Call) -> Reply:
        if "Mozilla" not in call.headers.get("user-agent", ""):
            refuse(403, "for browsers")
        return super().answer(call)


@fault("preflights-allowed", violates="UDS-CORS-01", kind="only-sometimes")
class _PreflightsAllowed(Uds):
    """The preflight of every origin is allowed to write, with credentials."""

    def answer(self, call: Call) -> Reply:
        if call.method != "OPTIONS":
            return super().answer(call)
        leave: Headers = [
            (b"access-control-allow-origin", call.headers.get("origin", "*").encode()),
            (b"access-control-allow-methods", b"GET, PUT, POST, DELETE"),
            (b"access-control-allow-credentials", b"true"),
        ]
        return Reply(200, leave)


@fault("any-origin", violates="UDS-CORS-01", kind="omitted")
class _AnyOrigin(Uds):
    """Every origin is allowed, with credentials."""

    def more_headers(self, call: Call, reply: Reply) -> Headers:
        origin = call.headers.get("origin", "")
        leave: Headers = [
            (b"access-control-allow-origin", origin.encode()),
            (b"access-control-allow-credentials", b"true"),
        ]
        return [*super().more_headers(call, reply), *(leave if origin else [])]


@fault("null-origin", violates="UDS-CORS-01", kind="wrong-value")
class _NullOrigin(Uds):
    """The origin null is allowed, with credentials."""

    def more_headers(self, call: Call, reply: Reply) -> Headers:
        leave: Headers = [
            (b"access-control-allow-origin", b"null"),
            (b"access-control-allow-credentials", b"true"),
        ]
        alone = call.headers.get("origin") == "null"
        return [*super().more_headers(call, reply), *(leave if alone else [])]


@fault("text-not-escaped", violates="UDS-XML-01", kind="wrong-form")
class _TextNotEscaped(Uds):
    """Text is written as it is."""

    def text(self, content: str) -> str:
        return content


@fault("version-not-closed", violates="UDS-XML-01", kind="wrong-form")
class _VersionNotClosed(Uds):
    """The version information is cut off."""

    def representation(self, call: Call, element: Element, status: int = 200) -> Reply:
        reply = super().representation(call, element, status)
        if call.operation == "getVersion":
            reply.body = reply.body.removesuffix(b"</versionInformation>")
        return reply


@fault(
    "time-zones-empty", violates="UDS-XML-01", kind="wrong-form", related="UDS-getTimeZones-BODY"
)
class _TimeZonesEmpty(Uds):
    """The time zones are answered with 200 and nothing."""

    def representation(self, call: Call, element: Element, status: int = 200) -> Reply:
        if call.operation == "getTimeZones":
            return Reply(200)
        return super().representation(call, element, status)


@fault("form-carried-out", violates="UDS-XML-08", kind="omitted")
class _FormCarriedOut(Uds):
    """A form is read like a body of XML."""

    def not_xml(self, call: Call, root: str) -> etree._Element:
        if "form" not in call.headers.get("content-type", ""):
            return super().not_xml(call, root)
        element = etree.Element(root)
        for name, value in parse_qsl(call.body.decode()):
            etree.SubElement(element, name).text = value
        return element


@fault("errors-cut", violates="UDS-XML-07", kind="wrong-form")
class _ErrorsCut(Uds):
    """Errors say that they are XML, and are not well-formed."""

    def error(self, call: Call, refusal: Refused) -> Reply:
        reply = super().error(call, refusal)
        reply.body = b"<error><message>no</error>"
        reply.headers[0] = (b"content-type", b"application/xml")
        return reply


@fault("type-plain-text", violates="UDS-XML-04", kind="wrong-value")
class _TypePlainText(Uds):
    """Representations are labelled as plain text."""

    def media_type(self, call: Call) -> str:  # noqa: ARG002
        return "text/plain"
