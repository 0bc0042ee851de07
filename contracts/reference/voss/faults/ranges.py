"""Faults with the Range header: VOSS-PAGE-11 and -12."""

from __future__ import annotations

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss


@fault("range-ignored", violates="VOSS-PAGE-11", kind="omitted", related="VOSS-PAGE-12")
class _RangeIgnored(Voss):
    """Range is not read."""

    def range_of(self, call: Call) -> tuple[int, int] | None:  # noqa: ARG002
        return None


@fault("range-from-1", violates="VOSS-PAGE-11", kind="off-by-one", related="VOSS-PAGE-12")
class _RangeFrom1(Voss):
    """Range counts from 1."""

    def page(self, call: Call) -> tuple[int, int, bool]:
        skip, limit, ranged = super().page(call)
        return max(0, skip - ranged), limit, ranged


@fault("range-begin-yields-to-skip", violates="VOSS-PAGE-11", kind="wrong-reason")
class _RangeBeginYieldsToSkip(Voss):
    """Where skip is given as well it counts, and not the begin of Range."""

    def page(self, call: Call) -> tuple[int, int, bool]:
        skip, limit, ranged = super().page(call)
        given = call.one("skip")
        return int(given) if ranged and given.isdigit() else skip, limit, ranged


@fault("range-ignored-with-filter", violates="VOSS-PAGE-11", kind="only-sometimes")
class _RangeIgnoredWithFilter(Voss):
    """Range is not read where the list is filtered."""

    def range_of(self, call: Call) -> tuple[int, int] | None:
        return None if call.one("filter_field") else super().range_of(call)


@fault("range-end-ignored", violates="VOSS-PAGE-12", kind="omitted")
class _RangeEndIgnored(Voss):
    """The end of Range is not read: limit counts."""

    def page(self, call: Call) -> tuple[int, int, bool]:
        skip, limit, ranged = super().page(call)
        return skip, self.read_limit(call) if ranged else limit, ranged


@fault("range-end-left-out", violates="VOSS-PAGE-12", kind="off-by-one")
class _RangeEndLeftOut(Voss):
    """The last resource of a range is left out."""

    def page(self, call: Call) -> tuple[int, int, bool]:
        skip, limit, ranged = super().page(call)
        return skip, limit - ranged, ranged


@fault("range-end-yields-to-limit", violates="VOSS-PAGE-12", kind="wrong-reason")
class _RangeEndYieldsToLimit(Voss):
    """Where limit is given as well it counts, and not the end of Range."""

    def page(self, call: Call) -> tuple[int, int, bool]:
        skip, limit, ranged = super().page(call)
        given = call.one("limit")
        return skip, int(given) if ranged and given.isdigit() else limit, ranged
