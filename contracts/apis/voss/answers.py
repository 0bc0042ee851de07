"""Answers as a test reads them: anything, a page of a list, a resource."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from contracts.apis.voss.listing import LISTS
from contracts.apis.voss.meta import pkid_of, summary_attrs_in
from contracts.kit import Exchange, Inconclusive, read_json, show

_SUCCESS = range(200, 300)
_CLIENT_ERROR = range(400, 500)
_ERRORS = range(400, 600)
_BAD_REQUEST = 400
_TOLD = b'"success"'
_SOAP_STATUS = 500
_SOAP_FAULT = re.compile(
    rb"<(?:[\w.-]+:)?Fault\b.{0,400}?<(?:[\w.-]+:)?(?:faultcode|Value)\b[^>]*>\s*"
    rb"(?:[\w.-]+:)?(?:Client|Sender)\b",
    re.DOTALL,
)
"""A fault of SOAP 1.1 or 1.2 that is the request's."""
_FAULT_CODES = ("code", "http_code", "status_code", "status")


class Answer:
    """The answer in one exchange."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange

    @property
    def status(self) -> int:
        """The HTTP status, or that of a fault that comes with a success; 0 without a response.

        The document gives no status codes: a fault may be told by the body alone.
        """
        response = self.exchange.response
        return (self._fault or response.status) if response else 0

    @cached_property
    def _fault(self) -> int:
        """The code of a fault in a success, 400 where it gives none; 0 where there is no fault."""
        response = self.exchange.response
        told = response is not None and response.status in _SUCCESS and _TOLD in response.body
        if not told or self.members.get("success") is not False:
            return 0
        parts = (self.members, self.members.get("fault"), self.members.get("error"))
        codes = (one.get(name) for one in parts if isinstance(one, dict) for name in _FAULT_CODES)
        return next((one for one in codes if isinstance(one, int) and one in _ERRORS), _BAD_REQUEST)

    @property
    def accepted(self) -> bool:
        """Whether the status is that of a success."""
        return self.status in _SUCCESS

    @property
    def refused(self) -> bool:
        """Whether the status says that the request is at fault, or a SOAP fault does.

        SOAP gives all its faults the status 500: the fault code tells whose fault it is.
        """
        return self.status in _CLIENT_ERROR or (self.status == _SOAP_STATUS and self._soap_fault)

    @property
    def _soap_fault(self) -> bool:
        response = self.exchange.response
        return response is not None and bool(_SOAP_FAULT.search(response.body))

    @property
    def body(self) -> Any:
        """The decoded JSON body; None where it is no JSON.

        It is decoded each time: answers are kept, and their bodies may be far larger than what
        is read of them.
        """
        response = self.exchange.response
        try:
            return read_json(response.body) if response else None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None

    @property
    def members(self) -> Mapping[str, Any]:
        """The members of the body; none where it is no JSON object."""
        return self.body if isinstance(self.body, dict) else {}

    @property
    def meta(self) -> Mapping[str, Any]:
        """The meta of the answer; empty where there is none."""
        meta = self.members.get("meta")
        return meta if isinstance(meta, dict) else {}

    def needed(self, what: str) -> Answer:
        """The answer, where it is a success. Raises Inconclusive otherwise; `what` names it."""
        if not self.accepted:
            reason = f"{what} was refused: {self}"
            raise Inconclusive(reason)
        return self

    def __str__(self) -> str:
        response = self.exchange.response
        return f"{response.status} {show(response.body, 120)}" if response else "no response"


class Item(msgspec.Struct, frozen=True):
    """A resource: `key` is its pkid, or what else tells it apart."""

    key: str
    data: Mapping[str, Any]
    meta: Mapping[str, Any]


class Resource(Answer):
    """The answer to a request for one resource."""

    @property
    def item(self) -> Item | None:
        """The resource; None where the answer holds none."""
        data = self.members.get("data")
        if not self.accepted or not isinstance(data, dict):
            return None
        return Item(pkid_of(self.meta, data), data, self.meta)

    def resource(self) -> Item:
        """The resource. Raises Inconclusive where the answer holds none."""
        item = self.item
        if item is None:
            reason = f"the answer holds no resource: {self}"
            raise Inconclusive(reason)
        return item


class Page(Answer):
    """The answer to a request for a list; `read` are the resources of one read in several pages."""

    def __init__(self, exchange: Exchange, read: Sequence[Item] | None = None) -> None:
        super().__init__(exchange)
        self._read = read

    @property
    def is_list(self) -> bool:
        """Whether the answer is a success with resources of the documented form."""
        return self.accepted and self._resources is not None

    @cached_property
    def _resources(self) -> Sequence[Item] | None:
        """The resources: those of `resources`, or else of the first member that holds some.

        Without `resources` an answer with pagination and an empty array lists none.
        """
        if self._read is not None:
            return self._read
        named = self.members.get("resources")
        if named is not None:
            return _items(named)
        found = (_items(one) for one in self.members.values() if one)
        empty = "pagination" in self.members and [] in self.members.values()
        return next((one for one in found if one is not None), [] if empty else None)

    @property
    def items(self) -> Sequence[Item]:
        """The resources in their order. Raises Inconclusive where the answer is no list."""
        if not self.accepted or self._resources is None:
            reason = f"the answer is no list: {self}"
            raise Inconclusive(reason)
        return self._resources

    @property
    def keys(self) -> list[str]:
        """The pkids in their order. Raises Inconclusive as `items` does."""
        return [one.key for one in self.items]

    @property
    def pagination(self) -> Mapping[str, Any]:
        """The pagination object. Raises Inconclusive where there is none: see VOSS-PAGE-01."""
        found = self.members.get("pagination")
        if not isinstance(found, dict):
            reason = f"the answer has no pagination: {self}"
            raise Inconclusive(reason)
        return found

    @cached_property
    def total(self) -> int | None:
        """The total, where it is a whole number."""
        found = self.members.get("pagination")
        total = found.get("total") if isinstance(found, dict) else None
        if isinstance(total, float) and total.is_integer():
            # 5E1 and 50.0 are the integer 50 in JSON.
            return int(total)
        return total if isinstance(total, int) and not isinstance(total, bool) else None

    @cached_property
    def summary_attrs(self) -> tuple[str, ...]:
        """The names of the summary attributes, in their order; none where meta lacks them."""
        return summary_attrs_in(self.meta)

    def values(self, attribute: str) -> list[Any]:
        """The values of an attribute in the order of the list."""
        return [one.data.get(attribute) for one in self.items]

    def joined(self, items: Sequence[Item]) -> Page:
        """A page with these resources in place of its own, as read in several pages."""
        return Page(self.exchange, items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)


def _items(resources: Any) -> Sequence[Item] | None:
    """Resources as the list of them has them; None where it is no such list.

    One whose pkid is not said is told apart by its data.
    """
    if not isinstance(resources, list):
        return None
    items = []
    for one in resources:
        data = one.get("data") if isinstance(one, dict) else None
        meta = one.get("meta", {}) if isinstance(one, dict) else None
        if not isinstance(meta, dict) or not isinstance(data, dict):
            return None
        items.append(Item(LISTS.key(one), data, meta))
    return items
