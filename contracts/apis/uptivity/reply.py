"""A RESULT as a test reads it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

import msgspec
from lxml import etree

from contracts.apis.uptivity.framing import document, split
from contracts.kit import Exchange, Inconclusive, parse_xml, show, without_default_namespace

OWN = frozenset({"REQUESTID", "REQUESTTYPE", "RESULTTYPE", "RESULTCODE", "RESULTMSG"})
_NAMES = 1_000
"""Names of children that are kept; a RESULT of the document has six."""
_CHARACTERS = 65_536
"""Characters of a text, and bytes of a body, that are kept: tests hold many replies at once."""


class Reply:
    """The answer in one exchange; over the socket, where there may be several, to `part` of it.

    `is_result` is false where the body is not XML or its root is not RESULT: `trouble` says why,
    and `parses` whether it is XML at all. What needs a RESULT then raises Inconclusive, since
    UPT-XML-01 and UPT-RESULT-01 are judged on their own. `is_renamed` says that it has a RESULTCODE
    all the same: a result, under another root. `order` are the names of the first children.
    """

    def __init__(self, exchange: Exchange, part: int = 0) -> None:
        self.exchange = _shortened(exchange)
        self.body = b""
        self.order: tuple[str, ...] = ()
        self.trouble = ""
        self.parses = self.is_result = self.looks_like_one = self.is_renamed = False
        self._counts: Counter[str] = Counter()
        self._texts: dict[str, str] = {}
        self._bearing: set[str] = set()
        if exchange.response is None:
            self.trouble = f"no reply: {exchange.failure.message if exchange.failure else ''}"
            return
        body, charset = exchange.response.body, exchange.response.charset
        if exchange.request.raw:
            body = document((split(body) or [b""])[part])
        self.body = body[:_CHARACTERS]
        # Well-formed or not.
        self.looks_like_one = b"<RESULT" in body.replace(b"\0", b"")
        try:
            root = without_default_namespace(parse_xml(body, charset))
        except etree.XMLSyntaxError as trouble:
            self.trouble = f"not well-formed XML ({trouble.msg}): {show(body, 120)}"
            return
        self.parses = True
        if root.tag == "RESULT":
            self.is_result = True
            self._read(root)
        else:
            self.trouble = f"the root element is {root.tag!s}"
            self.is_renamed = next(root.iter("{*}RESULTCODE"), None) is not None

    def _read(self, root: etree._Element) -> None:
        for child in root.iterchildren(etree.Element):
            name = str(child.tag)
            if name not in self._counts and len(self._counts) == _NAMES:
                continue
            self._counts[name] += 1
            if len(child) or child.attrib or (child.text or "").strip():
                self._bearing.add(name)
            if name not in self._texts:
                self._texts[name] = "".join(map(str, child.itertext()))[:_CHARACTERS]
        self.order = tuple(str(child.tag) for child in islice(root, _NAMES))

    def _result(self) -> None:
        if not self.is_result:
            reason = f"the reply is not a RESULT ({self.trouble})"
            raise Inconclusive(reason)

    def count(self, name: str) -> int:
        """How many children of RESULT bear `name`."""
        self._result()
        return self._counts[name]

    def text(self, name: str) -> str | None:
        """The whole text of the first child `name` as it stands; None when there is none."""
        self._result()
        return self._texts.get(name)

    def text_or_none(self, name: str) -> str | None:
        """The trimmed text of the first child `name`; None also where there is no RESULT."""
        return (self.text(name) or "").strip() or None if self.is_result else None

    @property
    def request_id(self) -> str | None:
        """REQUESTID, white space around it left out."""
        text = self.text("REQUESTID")
        return None if text is None else text.strip()

    @property
    def type(self) -> str:
        """RESULTTYPE, trimmed. Raises Inconclusive when it is missing."""
        return self._needed("RESULTTYPE")

    @property
    def message(self) -> str:
        """RESULTMSG, trimmed. Raises Inconclusive when it is missing."""
        return self._needed("RESULTMSG")

    @property
    def code(self) -> int:
        """RESULTCODE. Raises Inconclusive when it is missing or no number."""
        text = self._needed("RESULTCODE")
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
            reason = f"RESULTCODE is not a number: {text[:40]!r}"
            raise Inconclusive(reason)
        return int(text)

    def same_result(self, other: Reply) -> bool:
        """Whether both are results of the same code and type; UPT-ID-01 judges REQUESTID."""
        names = ("RESULTCODE", "RESULTTYPE")
        return self.is_result and all(
            self.text_or_none(name) == other.text_or_none(name) for name in names
        )

    @property
    def nodes(self) -> list[str]:
        """The names of the sub nodes, as often as they are there."""
        self._result()
        return [name for name in self._counts.elements() if name not in OWN]

    def bears_data(self, node: str) -> bool:
        """Whether a sub node has anything in it: text, elements or attributes."""
        self._result()
        return node in self._bearing

    def _needed(self, name: str) -> str:
        text = self.text(name)
        if text is None:
            reason = f"the RESULT has no {name}"
            raise Inconclusive(reason)
        return text.strip()

    def __str__(self) -> str:
        if not self.is_result:
            return self.trouble
        facts = [f"{name} {self.text(name)!r}" for name in sorted(OWN) if self.count(name)]
        return ", ".join(facts)


def _shortened(exchange: Exchange) -> Exchange:
    response = exchange.response
    if response is None or len(response.body) <= _CHARACTERS:
        return exchange
    response = msgspec.structs.replace(response, body=response.body[:_CHARACTERS])
    return msgspec.structs.replace(exchange, response=response)


def replies_in(exchange: Exchange) -> list[Reply]:
    """The answers that came over the socket, in order."""
    if exchange.response is None:
        return []
    return [Reply(exchange, part) for part in range(len(split(exchange.response.body)))]
