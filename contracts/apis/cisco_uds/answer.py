"""An answer as a test reads it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from contracts.kit import Exchange, Inconclusive, NotTested, parse_xml, show

ABSENT = frozenset({404, 405, 410, 501})
"""The statuses by which a target says that it does not have a resource, or not this method."""
FORBIDDEN = 403
"""The status by which a target says that this account may not do something."""
GATEWAY = frozenset({502, 504})
"""The statuses of what stands before the target: a request is sent once more."""
_REFUSALS = range(400, 500)
_SUCCESSES = range(200, 300)
_SEE_OTHER = 303
_WRITES = frozenset({"POST", "PUT", "DELETE"})


def text_of(element: etree._Element, name: str) -> str:
    """The text of a child without white space around it; empty where there is none."""
    return (element.findtext(name) or "").strip()


def bare(root: etree._Element) -> etree._Element:
    """`root` with all its elements out of their namespaces (UDS-AMB-27)."""
    for one in root.iter("{*}*"):
        one.tag = etree.QName(one).localname
    return root


class Answer:
    """The answer in one exchange. `root` is None where the body is not XML."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.root: etree._Element | None = None
        response = exchange.response
        self.status = response.status if response else 0
        if response is not None and response.body:
            try:
                self.root = bare(parse_xml(response.body, response.charset))
            except etree.XMLSyntaxError:
                return

    @property
    def accepted(self) -> bool:
        """Whether the status is that of a success; for a change also 303, which leads to it."""
        return self.status in _SUCCESSES or (
            self.status == _SEE_OTHER and self.exchange.request.method in _WRITES
        )

    @property
    def refused(self) -> bool:
        """Whether the status says that the request is at fault."""
        return self.status in _REFUSALS

    def has_root(self, name: str) -> bool:
        """Whether the answer is a success with this root element."""
        return self.accepted and self.root is not None and self.root.tag == name

    def needed(self, name: str) -> etree._Element:
        """The root element of this name.

        Raises NotTested where the target does not have the resource (the document names none),
        Inconclusive where the answer is no representation of it.
        """
        if self.status in ABSENT:
            reason = f"the target does not have {self.path}: {self}"
            raise NotTested(reason)
        if self.root is None or not self.has_root(name):
            reason = f"{self.exchange.request.method} {self.path} gave no {name}: {self}"
            raise Inconclusive(reason)
        return self.root

    @property
    def path(self) -> str:
        """The path that was asked for."""
        return "/" + self.exchange.request.url.split("/", 3)[-1].partition("?")[0]

    def header(self, name: str) -> str:
        """A header; empty where there is none."""
        response = self.exchange.response
        return (response.header(name) if response else None) or ""

    def items(self, name: str) -> Iterator[etree._Element]:
        """The items of a list: the root's children of this name."""
        return iter(()) if self.root is None else self.root.iterchildren(name)

    def __str__(self) -> str:
        response = self.exchange.response
        if response is None:
            return f"no reply ({self.exchange.failure.message if self.exchange.failure else ''})"
        return f"{response.status} {show(response.body, 120)}"
