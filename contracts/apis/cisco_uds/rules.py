"""What the document says of every exchange: representations are XML."""

from __future__ import annotations

import json

from lxml import etree

from contracts.kit import Checked, Exchange, Finding, Response, parse_xml, show

_READ = 200
_SUCCESSES = range(200, 300)
_ERRORS = frozenset({*range(400, 500), 500, 501}) - {429}
_WRITES = frozenset({"POST", "PUT", "DELETE"})
_XML_TYPES = frozenset({"application/xml", "text/xml"})


def check_format(exchange: Exchange, expected: str) -> Checked:
    """UDS-XML-01 and UDS-XML-04 for the representation in an exchange, if there is one.

    `expected` is its root element; what has another one is no representation.
    That it is XML is held up by the schema of its operation alone: any page can be well-formed.
    """
    request, response = exchange.request, exchange.response
    reads = request.method == "GET" and request.operation is not None and request.defect is None
    if response is None or response.status != _READ or not reads:
        return Checked()
    if not response.body:
        return _empty(exchange, response)
    try:
        root = parse_xml(response.body, response.charset)
    except etree.XMLSyntaxError as trouble:
        text = f"the representation is not well-formed XML: {trouble.msg}"
        return _broken("UDS-XML-01", text, show(response.body), exchange)
    if etree.QName(root).localname != expected:
        return Checked()
    kind = response.media_type
    if _is_xml(kind):
        return Checked(upheld=("UDS-XML-04",))
    text = "the Content-Type of the representation is not one of XML"
    return _broken("UDS-XML-04", text, response.header("Content-Type") or "none", exchange)


def _reads_as_xml(response: Response) -> bool:
    """Whether a body is XML, whatever it is called."""
    try:
        parse_xml(response.body, response.charset)
    except etree.XMLSyntaxError:
        return not response.body.strip()
    return True


def _is_xml(kind: str) -> bool:
    return kind in _XML_TYPES or kind.endswith("+xml")


def _empty(exchange: Exchange, response: Response) -> Checked:
    """UDS-XML-01 for a reply without a body: where it calls that XML it is not well-formed."""
    if not _is_xml(response.media_type):
        return Checked()
    text = "the representation is not well-formed XML: it is empty"
    return _broken("UDS-XML-01", text, response.header("Content-Type") or "", exchange)


def says_json(response: Response | None) -> bool:
    """Whether a reply is JSON, by its body or by what it says of it."""
    if response is None or not response.body:
        return False
    if "json" in response.media_type:
        return True
    try:
        return isinstance(json.loads(response.body), dict | list)
    except (ValueError, RecursionError):
        return False


def check_replies(exchange: Exchange, *, errors: bool) -> Checked:
    """UDS-XML-05 and UDS-XML-06 for a reply that is an error, or answers a change.

    An error to who asks for JSON is open, and what gateways answer; `errors` says whether errors
    are judged at all. That nothing was JSON proves nothing here: replies may be empty.
    """
    request, response = exchange.request, exchange.response
    if response is None or not response.body:
        return Checked()
    if request.method in _WRITES and response.status in _SUCCESSES and not _reads_as_xml(response):
        said = response.header("Content-Type") or "none"
        return _broken("UDS-XML-06", "a change is not answered with XML", said, exchange)
    if not says_json(response):
        return Checked()
    asked = any(n.lower() == "accept" and "json" in v for n, v in request.headers)
    said = response.header("Content-Type") or "none"
    if errors and response.status in _ERRORS and not asked:
        return _broken("UDS-XML-05", "an error is answered with JSON", said, exchange)
    return Checked()


def _broken(requirement: str, text: str, observed: str, exchange: Exchange) -> Checked:
    finding = Finding(
        requirement, text, expected="XML", observed=observed, exchanges=(exchange.id,)
    )
    return Checked(findings=(finding,))
