"""Faults in HTTP and in the format."""

from __future__ import annotations

from urllib.parse import parse_qsl

from lxml import etree

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Headers, Reply
from contracts.reference.cisco_uds.server import Uds


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
