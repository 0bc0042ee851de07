"""Faults in the filters of lists: each one ignored, and some that work only sometimes."""

from __future__ import annotations

from typing import Any, ClassVar

from contracts.reference.genesys_udm.faults._registry import fault, made
from contracts.reference.genesys_udm.faults.lists import LISTS, OfList
from contracts.reference.genesys_udm.listing import Listing
from contracts.reference.genesys_udm.request import Call


class _Filter(OfList):
    """One filter of one list."""

    parameter: ClassVar[str] = ""

    def is_mine(self, listing: Listing, member: str) -> bool:
        """Whether it is this filter, which is about `member`, that is at fault."""
        names = {"jobId": "parentId"}
        return names.get(self.parameter, self.parameter) == member and self.concerns(listing.call)


class _BeginsWith(_Filter):
    """The filter {0} finds only what begins with the text."""

    def contains(self, listing: Listing, member: str, value: Any, needle: str) -> bool:
        if self.is_mine(listing, member):
            return str(value or "").casefold().startswith(needle.casefold())
        return super().contains(listing, member, value, needle)


class _Whole(_Filter):
    """The filter {0} finds only what is the text as a whole."""

    def contains(self, listing: Listing, member: str, value: Any, needle: str) -> bool:
        if self.is_mine(listing, member):
            return str(value or "").casefold() == needle.casefold()
        return super().contains(listing, member, value, needle)


class _OneOnly(_Filter):
    """The filter {0} is not read beside another one."""

    def listing(self, call: Call) -> Listing:
        found = super().listing(call)
        if self.concerns(call) and len(found.contains) + len(found.equals) > 1:
            found.contains.pop(self.parameter, None)
            if self.parameter == "jobId":
                found.equals.clear()
        if self.concerns(call) and found.contains and self.parameter == "endDate":
            found.end = None
        return found


_FILTERS: tuple[tuple[str, str, str, type], ...] = (
    ("historyV10", "jobId", "alone-only", _OneOnly),
    ("historyV4", "type", "alone-only", _OneOnly),
    ("jobsV4", "title", "alone-only", _OneOnly),
    ("filesV3", "endDate", "alone-only", _OneOnly),
    ("historyV10", "title", "begins-with", _BeginsWith),
    ("historyV4", "fileName", "begins-with", _BeginsWith),
    ("filesV10", "name", "begins-with", _BeginsWith),
    ("historyV4", "title", "whole", _Whole),
    ("jobsV10", "title", "whole", _Whole),
)


def _enter() -> None:
    for name, parameter, how, mixin in _FILTERS:
        summary = f"{LISTS[name]}: {(mixin.__doc__ or '').strip().format(parameter)}"
        fault(
            f"{name}-{parameter}-{how}",
            violates=f"UDM-FILTER-{name}-{parameter}",
            kind="wrong-value",
        )(made(mixin, summary, operation=LISTS[name], parameter=parameter))


_enter()
