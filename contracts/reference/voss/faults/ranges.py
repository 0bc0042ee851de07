"""Faults with the Range header: VOSS-PAGE-11 and -12."""

from __future__ import annotations

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss


@fault("range-begin-yields-to-skip", violates="VOSS-PAGE-11", kind="wrong-reason")
class _RangeBeginYieldsToSkip(Voss):
    """Where skip is given as well it counts, and not the begin of Range."""

    def page(self, call: Call) -> tuple[int, int, bool]:
        skip, limit, ranged = super().page(call)
        given = call.one("skip")
        return int(given) if ranged and given.isdigit() else skip, limit, ranged


@fault("range-end-ignored", violates="VOSS-PAGE-12", kind="omitted")
class _RangeEndIgnored(Voss):
    """The end of Range is not read: limit counts."""

    def page(self, call: Call) -> tuple[int, int, bool]:
        skip, limit, ranged = super().page(call)
        return skip, self.read_limit(call) if ranged else limit, ranged


@fault("range-end-yields-to-limit", violates="VOSS-PAGE-12", kind="wrong-reason")
class _RangeEndYieldsToLimit(Voss):
    """Where limit is given as well it counts, and not the end of Range."""

    def page(self, call: Call) -> tuple[int, int, bool]:
        skip, limit, ranged = super().page(call)
        given = call.one("limit")
        return skip, int(given) if ranged and given.isdigit() else limit, ranged
