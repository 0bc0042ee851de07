"""Liberties in filters."""

from __future__ import annotations

from contracts.reference.voss.filters import FilterSet
from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss


@liberty("last-equals-wins", ambiguity="VOSS-AMB-08", choice="equals-set")
class _LastEqualsWins(Voss):
    """Of two sets that say equals the last one counts."""

    def effective(self, sets: list[FilterSet]) -> list[FilterSet]:
        equal = [one for one in sets if one.condition == "equals"]
        return equal[-1:] or sets


@liberty("ignore-case-repeated", ambiguity="VOSS-AMB-10")
class _IgnoreCaseRepeated(Voss):
    """Where there are fewer ignore_case than sets the last one goes on counting."""

    def columns(self, call: Call, length: int) -> list[list[str]]:
        columns = super().columns(call, length)
        given = call.every("ignore_case")[:length]
        if given:
            columns[-1] = given + given[-1:] * (length - len(given))
        return columns
