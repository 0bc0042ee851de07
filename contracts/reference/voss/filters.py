"""Filter sets: filter_field, filter_condition, filter_text and ignore_case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from contracts.reference.voss.models import Model
from contracts.reference.voss.places import Places
from contracts.reference.voss.request import Call, refuse
from contracts.reference.voss.state import Instance

CONDITIONS = ("startswith", "endswith", "contains", "notcontain", "equals", "notequal")
KEYS = ("filter_field", "filter_condition", "filter_text", "ignore_case")


@dataclass(frozen=True, slots=True)
class FilterSet:
    """One condition on one attribute."""

    field: str
    condition: str
    text: str
    ignore_case: bool


class Filters(Places):
    """The layer that filters lists."""

    def filter_sets(self, call: Call, model: Model) -> list[FilterSet]:
        """The sets that count: the nth of each key make up the nth set."""
        fields = call.every("filter_field")
        if not fields:
            return []
        columns = self.columns(call, len(fields))
        sets = [self.filter_set(*row) for row in zip(*columns, strict=True)]
        known = [one for one in sets if self.takes(one, model)]
        return self.effective(known)

    def columns(self, call: Call, length: int) -> list[list[str]]:
        """The values of the four keys, each as many as there are sets, missing ones empty."""
        return [(call.every(key) + [""] * length)[:length] for key in KEYS]

    def filter_set(self, field: str, condition: str, text: str, ignore_case: str) -> FilterSet:
        """The set that four values make up. Raises Refused (400)."""
        condition = condition or self.default_condition()
        if condition not in CONDITIONS:
            self.unknown_condition(condition)
        if ignore_case.lower() not in {"", "true", "false"}:
            refuse(400, "ignore_case is true or false")
        ignores = ignore_case.lower() == "true" if ignore_case else self.default_ignore_case()
        return FilterSet(field, condition, text, ignores)

    def default_condition(self) -> str:
        """The condition where none is given."""
        return "contains"

    def default_ignore_case(self) -> bool:
        """Whether case is ignored where nothing is said of it."""
        return True

    def unknown_condition(self, condition: str) -> None:
        """A condition that is none of the six."""
        refuse(400, f"{condition} is no filter_condition")

    def takes(self, one: FilterSet, model: Model) -> bool:
        """Whether a set counts for a model. Raises Refused (400) for an unknown field."""
        if one.field in self.filterable(model):
            return True
        return self.unknown_field(one.field, model)

    def filterable(self, model: Model) -> frozenset[str]:
        """The fields by which a model's list can be filtered."""
        return model.filterable

    def unknown_field(self, field: str, model: Model) -> bool:
        """A field that is no summary attribute (VOSS-AMB-12): refused, or False to ignore it."""
        refuse(400, f"{model.name} cannot be filtered by {field}")

    def effective(self, sets: list[FilterSet]) -> list[FilterSet]:
        """Of sets with one that says equals only that one, else all."""
        equal = [one for one in sets if one.condition == "equals"]
        return equal[:1] or sets

    def filtered(
        self, instances: Sequence[Instance], sets: list[FilterSet], model: Model
    ) -> Sequence[Instance]:
        """Those of `instances` that the sets leave, in the same order."""
        del model
        if len(sets) == 1:
            only = sets[0]
            return [one for one in instances if self.keeps(only, one)]
        return [one for one in instances if self.keeps_all(sets, one)]

    def keeps_all(self, sets: list[FilterSet], instance: Instance) -> bool:
        """Whether an instance gets through all sets (VOSS-AMB-09)."""
        return all(self.keeps(one, instance) for one in sets)

    def keeps(self, one: FilterSet, instance: Instance) -> bool:
        """Whether an instance gets through a set."""
        value = self.filter_value(instance, one.field)
        if one.ignore_case:
            return self.matches(one.condition, self.fold(value), self.fold(one.text))
        return self.matches(one.condition, value, one.text)

    def filter_value(self, instance: Instance, field: str) -> str:
        """The text of an attribute; one without a value is the empty text."""
        return shown(instance.data.get(field))

    def fold(self, text: str) -> str:
        """A text without the difference between capitals and small letters."""
        return text.casefold()

    def matches(self, condition: str, value: str, text: str) -> bool:
        """Whether `value` meets a condition."""
        match condition:
            case "startswith":
                return value.startswith(text)
            case "endswith":
                return value.endswith(text)
            case "contains":
                return text in value
            case "notcontain":
                return text not in value
            case "equals":
                return value == text
            case _:
                return value != text


def shown(value: Any) -> str:
    """The text of an attribute's value, as JSON has it."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
