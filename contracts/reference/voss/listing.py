"""What a list request asks for, read from its parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contracts.reference.voss.filters import Filters, FilterSet
from contracts.reference.voss.model_list import SUBSCRIBER
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, refuse
from contracts.reference.voss.state import Node

MAXIMUM_LIMIT = 2000
DEFAULT_LIMIT = 50

_RANGE = re.compile(r"items=([0-9]{1,9})-([0-9]{1,9})")
_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(slots=True)
class Listing:
    """A list request; `ranged` where a Range header said what skip and limit are."""

    call: Call
    model: Model
    node: Node
    traversal: str
    sets: list[FilterSet]
    order_by: str
    direction: str
    skip: int
    limit: int
    ranged: bool
    count: bool
    summary: bool


class Reading(Filters):
    """The layer that reads list requests."""

    def listing(self, call: Call, model: Model) -> Listing:
        """The list that a request asks for. Raises Refused."""
        node = self.place(call)
        skip, limit, ranged = self.page(call)
        return Listing(
            call=call,
            model=model,
            node=node,
            traversal=self.traversal(call, model),
            sets=self.filter_sets(call, model),
            order_by=self.order_by(call, model),
            direction=self.direction(call),
            skip=skip,
            limit=limit,
            ranged=ranged,
            count=call.flag("count", default=self.default_count()),
            summary=self.summary(call, model),
        )

    def page(self, call: Call) -> tuple[int, int, bool]:
        """Offset, most resources, and whether they are from a Range header, which overrides."""
        found = self.range_of(call)
        if found is None:
            return self.read_skip(call), self.read_limit(call), False
        first, last = found
        return first, min(last - first + 1, MAXIMUM_LIMIT), True

    def range_of(self, call: Call) -> tuple[int, int] | None:
        """First and last place of a Range header that counts items; others are ignored."""
        given = call.headers.get("range") or call.headers.get("x-range")
        found = _RANGE.fullmatch(given.strip()) if given else None
        if found is None:
            return None
        first, last = int(found[1]), int(found[2])
        return (first, last) if first <= last else None

    def read_skip(self, call: Call) -> int:
        """The offset."""
        given = call.one("skip")
        if not given:
            return self.default_skip()
        return int(given) if _NUMBER.fullmatch(given) else self.skip_out_of_range(given)

    def read_limit(self, call: Call) -> int:
        """The most resources to return."""
        given = call.one("limit")
        if not given:
            return self.default_limit()
        if not _NUMBER.fullmatch(given) or not 1 <= int(given) <= self.maximum_limit():
            return self.limit_out_of_range(given)
        return int(given)

    def default_skip(self) -> int:
        """The offset where none is given."""
        return 0

    def default_limit(self) -> int:
        """The most resources where nothing is said."""
        return DEFAULT_LIMIT

    def maximum_limit(self) -> int:
        """The greatest limit."""
        return MAXIMUM_LIMIT

    def skip_out_of_range(self, given: str) -> int:
        """A skip that is no offset (VOSS-AMB-11)."""
        refuse(400, f"skip={given} is no offset")

    def limit_out_of_range(self, given: str) -> int:
        """A limit that is not from 1 to 2000 (VOSS-AMB-11): too great a one is cut down."""
        if not _NUMBER.fullmatch(given) or int(given) == 0:
            refuse(400, f"limit={given} is not from 1 to {MAXIMUM_LIMIT}")
        return MAXIMUM_LIMIT

    def default_count(self) -> bool:
        """Whether resources are counted where nothing is said."""
        return True

    def order_by(self, call: Call, model: Model) -> str:
        """The attribute to sort by."""
        given = call.one("order_by")
        if not given:
            return self.default_order(model)
        return given if given in model.summary else self.unknown_order(given, model)

    def default_order(self, model: Model) -> str:
        """The attribute to sort by where none is given."""
        return model.summary[0]

    def unknown_order(self, given: str, model: Model) -> str:
        """An order_by that is no summary attribute (VOSS-AMB-12)."""
        refuse(400, f"{given} is no summary attribute of {model.name}")

    def direction(self, call: Call) -> str:
        """Ascending or descending."""
        given = call.one("direction") or self.default_direction()
        if given not in {"asc", "desc"}:
            refuse(400, "direction is asc or desc")
        return given

    def default_direction(self) -> str:
        """The direction where none is given."""
        return "asc"

    def summary(self, call: Call, model: Model) -> bool:
        """Whether only summary data is shown: of subscribers always (the note from 11.5.2)."""
        given = call.flag("summary", default=self.default_summary())
        return self.subscriber_summary(given=given) if model is SUBSCRIBER else given

    def default_summary(self) -> bool:
        """Whether only summary data is shown where nothing is said."""
        return True

    def subscriber_summary(self, *, given: bool) -> bool:  # noqa: ARG002
        """What counts on the list of subscribers."""
        return True
