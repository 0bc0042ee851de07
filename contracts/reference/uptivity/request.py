"""Reading a request: a query string, or an XML message in the body of a POST or in a line.

The XML forms are `<REQUEST><TYPE>TEST</TYPE><REQUESTID>1</REQUESTID></REQUEST>` and, as the
vendor's prose has it, the command as the root: `<TEST><REQUESTID>1</REQUESTID></TEST>`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from lxml import etree

from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.result import refuse

Pairs = list[tuple[str, str]]
"""Parameters in the order of the request, names as they were written."""

BODY_LIMIT = 1024 * 1024
"""Bytes that the body of a POST may have."""


class Unreadable(Exception):
    """A message whose format is not valid; says why."""


@dataclass(frozen=True, slots=True)
class Message:
    """A request as sent. None stands for what was not sent; names are in upper case.

    `form` is query, xml (the body of a POST) or line (over the socket).
    """

    command: str | None = None
    request_id: str | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    form: str = "query"


class Given:
    """The parameters of a command, read by the rules that all commands share."""

    __slots__ = ("_values",)

    def __init__(self, values: dict[str, str]) -> None:
        self._values = values

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str, default: str = "") -> str:
        """The value without white space around it."""
        return self._values.get(name, default).strip()

    def required(self, name: str) -> str:
        """The value, which must not be missing or blank (26)."""
        return self.text(name) or refuse(Code.BLANK_REQUIRED_VALUE, name)

    def whole(self, name: str, default: int, lowest: int, highest: int) -> int:
        """A whole number in the range, or else 59."""
        value = self.text(name)
        if not value:
            return default
        digits = value.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 10):  # noqa: PLR2004
            refuse(Code.PARAMETERS_INVALID, f"{name} is not a whole number")
        if not lowest <= int(value) <= highest:
            refuse(Code.PARAMETERS_INVALID, f"{name} is not from {lowest} to {highest}")
        return int(value)

    def one_of(self, name: str, allowed: Iterable[str], default: str, code: int) -> str:
        """The value in upper case, one of `allowed`, or else `code`."""
        value = self.text(name).upper() or default
        if value not in allowed:
            refuse(code, f"{name} {value}")
        return value

    def yes(self, name: str, *, default: bool = False) -> bool:
        """A Y or an N, or else 59."""
        value = self.one_of(name, ("Y", "N"), "Y" if default else "N", Code.PARAMETERS_INVALID)
        return value == "Y"


def upper(text: str) -> str:
    """`text` in upper case, if it is ASCII: other scripts do not survive a change of case."""
    return text.upper() if text.isascii() else text


def query_pairs(query: bytes) -> Pairs:
    """The parameters of a query string, UTF-8 and percent-encoded."""
    return parse_qsl(query.decode("latin-1"), keep_blank_values=True, errors="replace")


def xml_pairs(body: bytes) -> Pairs:
    """The parameters of an XML message, the command as TYPE. Raises Unreadable."""
    if len(body) > BODY_LIMIT:
        raise Unreadable("the message is larger than 1 MiB")  # noqa: EM101, TRY003
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as trouble:
        raise Unreadable(trouble.msg or "it is not well-formed") from trouble
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("a document type is not taken")  # noqa: EM101, TRY003
    pairs = [(etree.QName(child).localname, _text_of(child)) for child in root]
    name = etree.QName(root).localname
    return pairs if upper(name) == "REQUEST" else [("TYPE", name), *pairs]


def _text_of(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext()).strip()
