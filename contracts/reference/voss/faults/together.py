"""Faults of parameters that meet: each has its effect alone, and not beside another one."""

from __future__ import annotations

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.filters import FilterSet
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss


@fault("sets-of-one-field-replaced", violates="VOSS-FILTER-23", kind="only-sometimes")
class _SetsOfOneFieldReplaced(Voss):
    """Of several sets on one field the last one counts."""

    def effective(self, sets: list[FilterSet]) -> list[FilterSet]:
        return super().effective(list({one.field: one for one in sets}.values()))


@fault("equals-joined-when-third", violates="VOSS-FILTER-14", kind="only-sometimes")
class _EqualsJoinedWhenThird(Voss):
    """An equals set that stands behind two others is combined with them."""

    def effective(self, sets: list[FilterSet]) -> list[FilterSet]:
        early = any(one.condition == "equals" for one in sets[:2])
        return super().effective(sets) if early else sets


@fault(
    "devices-unsorted-by-second",
    violates="VOSS-ORDER-01",
    kind="only-sometimes",
    related="VOSS-LIST-03",
)
class _DevicesUnsortedBySecond(Voss):
    """The lists of devices are not sorted by the second summary attribute."""

    def order_by(self, call: Call, model: Model) -> str:
        given = super().order_by(call, model)
        return model.summary[0] if model.is_device and given == model.summary[1] else given
