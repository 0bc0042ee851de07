"""What the document says of every exchange: representations are XML."""

from __future__ import annotations

from lxml import etree

from contracts.model import Exchange, Finding
from contracts.oracles import Checked, parse_xml, show

_READ = 200
_XML_TYPES = frozenset({"application/xml", "text/xml"})


def check_format(exchange: Exchange, expected: str) -> Checked:
    """UDS-XML-01 and UDS-XML-04 for the representation in an exchange, if there is one.

    `expected` is its root element; what has another one is no representation.
    That it is XML is held up by the schema of its operation alone: any page can be well-formed.
    """
    request, response = exchange.request, exchange.response
    reads = request.method == "GET" and request.operation is not None and request.defect is None
    if response is None or response.status != _READ or not response.body or not reads:
        return Checked()
    try:
        root = parse_xml(response.body, response.charset)
    except etree.XMLSyntaxError as trouble:
        text = f"the representation is not well-formed XML: {trouble.msg}"
        return _broken("UDS-XML-01", text, show(response.body), exchange)
    if root.tag != expected:
        return Checked()
    kind = response.media_type
    if kind in _XML_TYPES or kind.endswith("+xml"):
        return Checked(upheld=("UDS-XML-04",))
    text = "the Content-Type of the representation is not one of XML"
    return _broken("UDS-XML-04", text, response.header("Content-Type") or "none", exchange)


def _broken(requirement: str, text: str, observed: str, exchange: Exchange) -> Checked:
    finding = Finding(
        requirement, text, expected="XML", observed=observed, exchanges=(exchange.id,)
    )
    return Checked(findings=(finding,))
