"""Answers as tests read them: a status, JSON members, XML elements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from lxml import etree

from contracts.model import Exchange, Inconclusive
from contracts.oracles import parse_xml, read_json, show

_SUCCESS = range(200, 300)
_SHOWN = 120


class Answer:
    """The answer in one exchange."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange

    @property
    def status(self) -> int:
        """The status code; 0 where no response came."""
        return self.exchange.response.status if self.exchange.response else 0

    @property
    def accepted(self) -> bool:
        """Whether the status is that of a success."""
        return self.status in _SUCCESS

    @property
    def raw(self) -> bytes:
        """The body as it came."""
        return self.exchange.response.body if self.exchange.response else b""

    def header(self, name: str) -> str | None:
        """The first value of a header, or None."""
        return self.exchange.response.header(name) if self.exchange.response else None

    @property
    def body(self) -> Any:
        """The decoded JSON body; None where it is no JSON."""
        try:
            return read_json(self.raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None

    @property
    def members(self) -> Mapping[str, Any]:
        """The members of the body; none where it is no JSON object."""
        return self.body if isinstance(self.body, dict) else {}

    @property
    def root(self) -> etree._Element | None:
        """The root element of the body; None where it is no XML."""
        try:
            return parse_xml(self.raw)
        except (etree.XMLSyntaxError, ValueError):
            return None

    def needed(self, what: str) -> Answer:
        """The answer, where it is a success. Raises Inconclusive otherwise; `what` names it."""
        if not self.accepted:
            reason = f"{what} was refused: {self}"
            raise Inconclusive(reason)
        return self

    def __str__(self) -> str:
        text = show(self.raw, _SHOWN)
        return f"{self.status} {text}".strip() if self.status else "no response"
