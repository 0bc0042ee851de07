"""Lists of resources: seen from a node, filtered, sorted, cut, counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts.reference.voss.filters import shown
from contracts.reference.voss.listing import MAXIMUM_LIMIT, Listing
from contracts.reference.voss.metadata import Metadata
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Headers, Reply
from contracts.reference.voss.state import Instance

_MOST_ORDERS = 256
_Orders = dict[tuple[Any, ...], list[Instance]]


class Lists(Metadata):
    """The layer that answers list requests."""

    _orders: tuple[int, _Orders] = (-1, {})

    def list_reply(self, call: Call, model: Model) -> Reply:
        """The reply to a list request."""
        listing = self.listing(call, model)
        found = self.found(listing)
        resources = self.window(listing, found)
        body = self.list_body(listing, found, resources)
        reply = self.json(call, self.list_status(listing), body)
        reply.headers.extend(self.range_headers(listing, len(found), len(resources)))
        return reply

    def list_body(
        self, listing: Listing, found: Sequence[Instance], resources: Sequence[Instance]
    ) -> dict[str, Any]:
        """The members of a list."""
        return {
            "meta": self.model_meta(listing.call, listing.model),
            "pagination": self.pagination(listing, found),
            "resources": [self.item(listing, one) for one in resources],
            **self.schema_parts(listing.call, listing.model),
        }

    def schema_parts(self, call: Call, model: Model) -> dict[str, Any]:
        """The schema and its rules, where they are asked for."""
        raise NotImplementedError

    def found(self, listing: Listing) -> Sequence[Instance]:
        """The whole list, sorted."""
        instances = self.arranged(listing)
        if not listing.sets:
            return instances
        return self.filtered(instances, listing.sets, listing.model)

    def arranged(self, listing: Listing) -> Sequence[Instance]:
        """All that the node sees, sorted; kept until something changes."""
        revision, orders = self._orders
        if revision != self.store.revision or len(orders) > _MOST_ORDERS:
            orders = {}
            self._orders = (self.store.revision, orders)
        key = (
            listing.model.name,
            listing.node.pkid,
            listing.traversal,
            listing.order_by,
            listing.direction,
        )
        if key not in orders:
            instances = self.scope(listing.model, listing.node, listing.traversal)
            orders[key] = self.ordered(instances, listing.order_by, listing.direction)
        return orders[key]

    def ordered(self, instances: list[Instance], order_by: str, direction: str) -> list[Instance]:
        """The instances sorted; equals stay in the order of their making."""
        return sorted(
            instances,
            key=lambda one: self.sort_key(self.sort_value(one, order_by)),
            reverse=direction == "desc",
        )

    def sort_value(self, instance: Instance, order_by: str) -> str:
        """The text by which an instance is sorted; one without a value comes first."""
        return shown(instance.data.get(order_by))

    def sort_key(self, value: str) -> Any:
        """The collation: by letters, capitals and small ones alike, then by code points."""
        return (value.casefold(), value)

    def window(self, listing: Listing, found: Sequence[Instance]) -> Sequence[Instance]:
        """The part of the list that is returned."""
        begin = self.begin(listing)
        return found[begin : begin + self.size(listing)]

    def begin(self, listing: Listing) -> int:
        """The offset of the part that is returned."""
        return listing.skip

    def size(self, listing: Listing) -> int:
        """The most resources that are returned."""
        return listing.limit

    def pagination(self, listing: Listing, found: Sequence[Instance]) -> dict[str, Any]:
        """What part of the list it is; `total` is 0 where counting is not wanted."""
        return {
            "skip": listing.skip,
            "limit": listing.limit,
            "maximum_limit": MAXIMUM_LIMIT,
            "total": self.total(listing, found) if listing.count else 0,
            "order_by": listing.order_by,
            "direction": listing.direction,
        }

    def total(self, listing: Listing, found: Sequence[Instance]) -> int:  # noqa: ARG002
        """The number of resources in the whole list."""
        return len(found)

    def list_status(self, listing: Listing) -> int:  # noqa: ARG002
        """200, also where a Range header was used (VOSS-AMB-20)."""
        return 200

    def range_headers(self, listing: Listing, total: int, returned: int) -> Headers:
        """Content-Range, where a Range header was used."""
        if not listing.ranged:
            return []
        last = listing.skip + returned - 1
        text = f"items {listing.skip}-{last}/{total}" if returned else f"items */{total}"
        return [(b"content-range", text.encode())]

    def item(self, listing: Listing, instance: Instance) -> dict[str, Any]:
        """One resource of a list."""
        return {
            "meta": self.instance_meta(listing.call, instance, cached=True),
            "data": self.list_data(listing, instance),
        }

    def list_data(self, listing: Listing, instance: Instance) -> dict[str, Any]:
        """The data of a resource in a list."""
        if listing.summary:
            return self.summary_data(instance)
        return self.full_data(instance)

    def summary_data(self, instance: Instance) -> dict[str, Any]:
        """The summary attributes that have a value."""
        data = instance.data
        return {name: data[name] for name in instance.model.summary if name in data}

    def full_data(self, instance: Instance) -> dict[str, Any]:
        """All attributes that have a value."""
        return dict(instance.data)
