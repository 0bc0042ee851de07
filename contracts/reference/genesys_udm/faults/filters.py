"""Faults in the filters of lists: each one ignored, and some that work only sometimes."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from contracts.reference.genesys_udm.faults._registry import fault, made
from contracts.reference.genesys_udm.faults.lists import LISTS, OfList
from contracts.reference.genesys_udm.listing import CONTAINS, EQUALS, Listing
from contracts.reference.genesys_udm.request import Call
from contracts.reference.genesys_udm.showing import Shown


class _Filter(OfList):
    """One filter of one list."""

    parameter: ClassVar[str] = ""

    def is_mine(self, listing: Listing, member: str) -> bool:
        """Whether it is this filter, which is about `member`, that is at fault."""
        names = {"jobId": "parentId"}
        return names.get(self.parameter, self.parameter) == member and self.concerns(listing.call)


class _Ignored(_Filter):
    """The filter {0} is not read."""

    def contains(self, listing: Listing, member: str, value: Any, needle: str) -> bool:
        if self.is_mine(listing, member):
            return True
        return super().contains(listing, member, value, needle)

    def equals(self, listing: Listing, member: str, value: Any, wanted: str) -> bool:
        return self.is_mine(listing, member) or super().equals(listing, member, value, wanted)

    def listing(self, call: Call) -> Listing:
        found = super().listing(call)
        if self.concerns(call) and self.parameter == "suspend":
            found.suspend = None
        return found

    def moment(self, call: Call, name: str) -> dt.datetime | None:
        ignored = name == self.parameter and self.concerns(call)
        return None if ignored else super().moment(call, name)


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


class _AsciiOnly(_Filter):
    """The filter {0} finds nothing that is not ASCII."""

    def contains(self, listing: Listing, member: str, value: Any, needle: str) -> bool:
        if self.is_mine(listing, member) and not needle.isascii():
            return False
        return super().contains(listing, member, value, needle)


class _OneWord(_Filter):
    """The filter {0} finds nothing that has several words."""

    def contains(self, listing: Listing, member: str, value: Any, needle: str) -> bool:
        if self.is_mine(listing, member) and " " in needle:
            return False
        return super().contains(listing, member, value, needle)


class _Negated(_Filter):
    """The filter {0} lists what does not have the text."""

    def contains(self, listing: Listing, member: str, value: Any, needle: str) -> bool:
        found = super().contains(listing, member, value, needle)
        return found != self.is_mine(listing, member)


class _Turned(_Filter):
    """The filter {0} takes true for false."""

    def listing(self, call: Call) -> Listing:
        found = super().listing(call)
        if self.concerns(call) and found.suspend is not None:
            found.suspend = not found.suspend
        return found


class _Exchanged(_Filter):
    """The filter {0} lists the uploads on the other side of the date."""

    def is_within(self, listing: Listing, item: Shown) -> bool:
        if not self.concerns(listing.call) or not listing.call.one(self.parameter):
            return super().is_within(listing, item)
        return not super().is_within(listing, item)


class _Forgetful(_Filter):
    """The filter {0} is forgotten on pages that do not begin at 0."""

    def contains(self, listing: Listing, member: str, value: Any, needle: str) -> bool:
        if listing.begin and self.is_mine(listing, member):
            return True
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


class _NotDescending(_Filter):
    """The filter {0} is not read where the list descends."""

    def listing(self, call: Call) -> Listing:
        found = super().listing(call)
        if self.concerns(call) and found.descending:
            found.contains.pop(self.parameter, None)
        return found


class _NotBesideNames(_Filter):
    """The filter {0} is not read beside that for names."""

    def listing(self, call: Call) -> Listing:
        found = super().listing(call)
        if self.concerns(call) and call.one("name"):
            found.contains.pop(self.parameter, None)
        return found


_SUBTLE: tuple[tuple[str, str, str, type], ...] = (
    ("historyV10", "jobId", "alone-only", _OneOnly),
    ("historyV4", "type", "alone-only", _OneOnly),
    ("jobsV4", "title", "alone-only", _OneOnly),
    ("filesV3", "endDate", "alone-only", _OneOnly),
    ("filesV3", "type", "not-descending", _NotDescending),
    ("filesV3", "jobTitle", "not-beside-names", _NotBesideNames),
    ("filesV10", "source", "not-beside-names", _NotBesideNames),
    ("historyV10", "title", "begins-with", _BeginsWith),
    ("historyV10", "title", "ascii-only", _AsciiOnly),
    ("historyV10", "status", "negated", _Negated),
    ("historyV4", "fileName", "begins-with", _BeginsWith),
    ("historyV4", "title", "whole", _Whole),
    ("filesV3", "jobTitle", "of-one-word", _OneWord),
    ("jobsV10", "title", "whole", _Whole),
    ("jobsV10", "suspend", "turned", _Turned),
    ("jobsV4", "title", "ascii-only", _AsciiOnly),
    ("jobsV4", "suspend", "turned", _Turned),
    ("filesV10", "name", "begins-with", _BeginsWith),
    ("filesV10", "endDate", "exchanged", _Exchanged),
    ("filesV3", "jobTitle", "ascii-only", _AsciiOnly),
    ("filesV3", "startDate", "exchanged", _Exchanged),
    ("filesV3", "name", "forgotten-later", _Forgetful),
)


def _parameters(operation: str) -> tuple[str, ...]:
    name, _, version = operation.rpartition("V")
    kind = (name, f"v{version}")
    more = {"listJobs": ("suspend",), "listFileMetadatas": ("startDate", "endDate")}
    return (*CONTAINS[kind], *EQUALS.get(kind, {}), *more.get(name, ()))


def _enter() -> None:
    plain = [
        (name, parameter, "ignored", _Ignored)
        for name, operation in LISTS.items()
        for parameter in _parameters(operation)
    ]
    for name, parameter, how, mixin in (*plain, *_SUBTLE):
        summary = f"{LISTS[name]}: {(mixin.__doc__ or '').strip().format(parameter)}"
        fault(
            f"{name}-{parameter}-{how}",
            violates=f"UDM-FILTER-{name}-{parameter}",
            kind="ignored" if mixin is _Ignored else "wrong-value",
        )(made(mixin, summary, operation=LISTS[name], parameter=parameter))


_enter()
