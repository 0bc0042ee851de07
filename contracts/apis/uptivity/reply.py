"""A RESULT as a test reads it."""

from __future__ import annotations

import re

from lxml import etree

from contracts.apis.uptivity.framing import document, split
from contracts.model import Exchange, Inconclusive
from contracts.oracles import parse_xml, show

OWN = frozenset({"REQUESTID", "REQUESTTYPE", "RESULTTYPE", "RESULTCODE", "RESULTMSG"})


class Reply:
    """The answer in one exchange; over the socket, where there may be several, to `part` of it.

    `root` is None where the body is not XML or its root is not RESULT: `trouble` says why, and
    `parses` whether it is XML at all. What needs a RESULT then raises Inconclusive, since
    UPT-XML-01 and UPT-RESULT-01 are judged on their own.
    """

    def __init__(self, exchange: Exchange, part: int = 0) -> None:
        self.exchange = exchange
        self.body = b""
        self.root: etree._Element | None = None
        self.trouble = ""
        self.parses = False
        if exchange.response is None:
            self.trouble = f"no reply came: {exchange.failure.message if exchange.failure else ''}"
            return
        self.body, charset = exchange.response.body, exchange.response.charset
        if exchange.request.raw:
            self.body = document((split(self.body) or [b""])[part])
        try:
            root = parse_xml(self.body, charset)
        except etree.XMLSyntaxError as trouble:
            self.trouble = f"not well-formed XML ({trouble.msg}): {show(self.body, 120)}"
            return
        self.parses = True
        if root.tag == "RESULT":
            self.root = root
        else:
            self.trouble = f"the root element is {root.tag!s}"

    @property
    def is_result(self) -> bool:
        """Whether the reply is a RESULT at all."""
        return self.root is not None

    @property
    def looks_like_one(self) -> bool:
        """Whether the body has a RESULT tag at all, well-formed or not."""
        return b"<RESULT" in self.body.replace(b"\0", b"")

    def _result(self) -> etree._Element:
        if self.root is None:
            reason = f"the reply is no RESULT ({self.trouble})"
            raise Inconclusive(reason)
        return self.root

    def count(self, name: str) -> int:
        """How many children of RESULT bear `name`."""
        return len(self._result().findall(name))

    def text(self, name: str) -> str | None:
        """The whole text of the first child `name` as it stands; None when there is none."""
        child = self._result().find(name)
        return None if child is None else "".join(map(str, child.itertext()))

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
            reason = f"RESULTCODE is no number: {text[:40]!r}"
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
        """The names of the sub nodes."""
        children = [child.tag for child in self._result() if isinstance(child.tag, str)]
        return [str(name) for name in children if name not in OWN]

    def _needed(self, name: str) -> str:
        text = self.text(name)
        if text is None:
            reason = f"the RESULT has no {name}"
            raise Inconclusive(reason)
        return text.strip()

    def __str__(self) -> str:
        if self.root is None:
            return self.trouble
        facts = [f"{name} {self.text(name)!r}" for name in sorted(OWN) if self.count(name)]
        return ", ".join(facts)


def replies_in(exchange: Exchange) -> list[Reply]:
    """The answers that came over the socket, in order."""
    if exchange.response is None:
        return []
    return [Reply(exchange, part) for part in range(len(split(exchange.response.body)))]
