"""Faults that show in some requests only: of some values, beside a parameter, without a token."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import Any

import msgspec

from contracts.reference.genesys_udm.faults._registry import Versioned, fault, in_versions
from contracts.reference.genesys_udm.listing import Listing
from contracts.reference.genesys_udm.request import Call, Refused
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.showing import Shown
from contracts.reference.genesys_udm.state import Job, Order


@in_versions("title-mojibake", "UDM-JOBS{n}-41", "wrong-value")
class _Mojibake(Versioned):
    """The title of a new job is read as if it were Latin-1."""

    def accepted(self, call: Call, order: Order) -> Job:
        if self.applies:
            order.title = order.title.encode().decode("latin-1")
        return super().accepted(call, order)


@in_versions("refused-without-suspended-and-made", "UDM-JOBS{n}-08", "added")
class _RefusedWithoutSuspended(Versioned):
    """A POST without suspended is refused, and makes a job all the same."""

    def member_missing(self, call: Call, name: str) -> None:
        if self.applies and name == "suspended" and call.method == "POST":
            held = "true" if call.version == "v4" else True
            whole = msgspec.json.encode({**self.read_members(call), name: held})
            with suppress(Refused):
                self.accept(self.read_order(replace(call, body=whole)))
        super().member_missing(call, name)


@fault(
    "newest-first-but-where-asked",
    violates="UDM-LIST-filesV3-DESC",
    kind="wrong-order",
)
class _NewestFirst(Udm):
    """v3 lists files with the newest first, and with the oldest first by uploadDate, always."""

    def ordered(self, listing: Listing, items: list[Shown]) -> list[Shown]:
        if listing.call.operation.id == "listFileMetadatasV3":
            listing.descending = not listing.order_field or (
                listing.descending and listing.order_field != "uploadDate"
            )
            listing.order_field = listing.order_field or "uploadDate"
        return super().ordered(listing, items)


@fault("titles-match-patterns", violates="UDM-FILTER-jobsV4-title", kind="wrong-value")
class _Patterns(Udm):
    """The filter title of jobs in v4 takes % and _ for any letters."""

    def contains(self, listing: Listing, member: str, value: Any, needle: str) -> bool:
        if member != "title" or listing.call.operation.id != "listJobsV4":
            return super().contains(listing, member, value, needle)
        pattern = re.escape(needle).replace("%", ".*").replace("_", ".")
        return bool(re.search(pattern, str(value or ""), re.IGNORECASE))
