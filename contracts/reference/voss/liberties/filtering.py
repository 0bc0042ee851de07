"""Liberties in filters."""

from __future__ import annotations

from contracts.reference.voss.filters import FilterSet
from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss


@liberty("unknown-field-ignored", ambiguity="VOSS-AMB-12")
class _UnknownFieldIgnored(Voss):
    """A filter by what is no summary attribute is ignored."""

    def unknown_field(self, field: str, model: Model) -> bool:  # noqa: ARG002
        return False


@liberty("unknown-condition-contains", ambiguity="VOSS-AMB-12")
class _UnknownConditionContains(Voss):
    """An unknown filter_condition is taken for contains."""

    def filter_set(self, field: str, condition: str, text: str, ignore_case: str) -> FilterSet:
        known = condition if condition in ("", *_KNOWN) else "contains"
        return super().filter_set(field, known, text, ignore_case)


_KNOWN = ("startswith", "endswith", "contains", "notcontain", "equals", "notequal")


@liberty("last-equals-wins", ambiguity="VOSS-AMB-08", choice="equals-set")
class _LastEqualsWins(Voss):
    """Of two sets that say equals the last one counts."""

    def effective(self, sets: list[FilterSet]) -> list[FilterSet]:
        equal = [one for one in sets if one.condition == "equals"]
        return equal[-1:] or sets


@liberty("all-equals-count", ambiguity="VOSS-AMB-08", choice="equals-set")
class _AllEqualsCount(Voss):
    """Of several sets that say equals all count, and no others."""

    def effective(self, sets: list[FilterSet]) -> list[FilterSet]:
        return [one for one in sets if one.condition == "equals"] or sets


@liberty("ignore-case-repeated", ambiguity="VOSS-AMB-10")
class _IgnoreCaseRepeated(Voss):
    """Where there are fewer ignore_case than sets the last one goes on counting."""

    def columns(self, call: Call, length: int) -> list[list[str]]:
        columns = super().columns(call, length)
        given = call.every("ignore_case")[:length]
        if given:
            columns[-1] = given + given[-1:] * (length - len(given))
        return columns


@liberty("case-by-lower")
class _CaseByLower(Voss):
    """Case is ignored by way of small letters, so that sharp s is not ss."""

    def fold(self, text: str) -> str:
        return text.lower()
