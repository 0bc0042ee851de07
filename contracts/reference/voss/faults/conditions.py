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


class _StartsWith(_Condition):
    condition = "startswith"


@fault("startswith-any-word", violates="VOSS-FILTER-01", kind="only-sometimes")
class _StartsWithAnyWord(_StartsWith):
    """startswith looks at the beginning of each word."""

    def wrong(self, value: str, text: str) -> bool:
        return value.startswith(text) or f" {text}" in value or f".{text}" in value


class _EndsWith(_Condition):
    condition = "endswith"


@fault("endswith-not-the-whole", violates="VOSS-FILTER-02", kind="off-by-one")
class _EndsWithNotTheWhole(_EndsWith):
    """endswith leaves out what is the text and nothing else."""

    def wrong(self, value: str, text: str) -> bool:
        return value.endswith(text) and value != text


class _Contains(_Condition):
    condition = "contains"


@fault(
    "contains-words",
    violates="VOSS-FILTER-03",
    kind="only-sometimes",
    related="VOSS-FILTER-07",
)
class _ContainsWords(_Contains):
    """contains finds whole words only."""

    def wrong(self, value: str, text: str) -> bool:
        return f" {text} " in f" {value} "
