"""Faults in the six conditions: VOSS-FILTER-01 to -07."""

from __future__ import annotations

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.server import Voss


class _Condition(Voss):
    """One condition is not what it should be; sets of other conditions are."""

    condition = ""

    def wrong(self, value: str, text: str) -> bool:
        raise NotImplementedError

    def matches(self, condition: str, value: str, text: str) -> bool:
        if condition == self.condition:
            return self.wrong(value, text)
        return super().matches(condition, value, text)


class _EndsWith(_Condition):
    condition = "endswith"


@fault("endswith-not-the-whole", violates="VOSS-FILTER-02", kind="off-by-one")
class _EndsWithNotTheWhole(_EndsWith):
    """endswith leaves out what is the text and nothing else."""

    def wrong(self, value: str, text: str) -> bool:
        return value.endswith(text) and value != text
