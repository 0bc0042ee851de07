"""Faults with case, fields and plain text: VOSS-FILTER-08 to -12."""

from __future__ import annotations

import re
from urllib.parse import unquote

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.filters import FilterSet
from contracts.reference.voss.models import Model
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

_SIX = " ".join(f"VOSS-FILTER-0{number}" for number in range(1, 7))
"""The requirements of the six conditions."""


def _plain(text: str) -> bool:
    return text.isascii() and text.replace(" ", "").isalnum()


@fault(
    "ignore-case-one-sided",
    violates="VOSS-FILTER-08",
    kind="only-sometimes",
    related=f"VOSS-FILTER-10 {_SIX} VOSS-FILTER-12",
)
class _IgnoreCaseOneSided(Voss):
    """Where case is ignored, only filter_text is put into small letters."""

    def keeps(self, one: FilterSet, instance: Instance) -> bool:
        if not one.ignore_case:
            return super().keeps(one, instance)
        value = self.filter_value(instance, one.field)
        return self.matches(one.condition, value, one.text.casefold())


@fault(
    "ignore-case-ascii-only",
    violates="VOSS-FILTER-08",
    kind="only-sometimes",
    related="VOSS-FILTER-10",
)
class _IgnoreCaseAsciiOnly(Voss):
    """The case of letters beyond ASCII is not ignored."""

    def fold(self, text: str) -> str:
        return "".join(one.lower() if one.isascii() else one for one in text)


@fault("ignore-case-default-false-for-capitals", violates="VOSS-FILTER-10", kind="only-sometimes")
class _IgnoreCaseDefaultFalseForCapitals(Voss):
    """Without ignore_case case counts, if filter_text has a capital letter."""

    def filter_set(self, field: str, condition: str, text: str, ignore_case: str) -> FilterSet:
        given = ignore_case or ("false" if text != text.lower() else "")
        return super().filter_set(field, condition, text, given)


@fault(
    "field-last-ignored",
    violates="VOSS-FILTER-11",
    kind="omitted",
    related=f"{_SIX} VOSS-TRANS-01",
)
class _FieldLastIgnored(Voss):
    """Filters by the last summary attribute are ignored."""

    def takes(self, one: FilterSet, model: Model) -> bool:
        found = super().takes(one, model)
        return found and (one.field != model.summary[-1] or model.filter_fields is not None)


@fault(
    "field-second-refused",
    violates="VOSS-FILTER-11",
    kind="wrong-reason",
    related=f"{_SIX} VOSS-FILTER-08 VOSS-FILTER-09",
)
class _FieldSecondRefused(Voss):
    """Filters by the second summary attribute are refused."""

    def filterable(self, model: Model) -> frozenset[str]:
        found = super().filterable(model)
        return found if model.filter_fields else found - {model.summary[1]}


@fault(
    "field-third-is-first",
    violates="VOSS-FILTER-11",
    kind="wrong-value",
    related=f"{_SIX} VOSS-FILTER-12 VOSS-FILTER-13 VOSS-TRANS-01",
)
class _FieldThirdIsFirst(Voss):
    """Filters by the third summary attribute look at the first one."""

    def filter_value(self, instance: Instance, field: str) -> str:
        summary = instance.model.summary
        mistaken = instance.model.filter_fields is None and field == summary[2]
        return super().filter_value(instance, summary[0] if mistaken else field)


@fault("text-is-a-regex", violates="VOSS-FILTER-12", kind="wrong-form")
class _TextIsARegex(Voss):
    """filter_text is a regular expression."""

    def matches(self, condition: str, value: str, text: str) -> bool:
        if _plain(text):
            return super().matches(condition, value, text)
        pattern = {"startswith": f"^(?:{text})", "endswith": f"(?:{text})$"}.get(condition, text)
        try:
            found = re.search(pattern, value)
            if condition in {"equals", "notequal"}:
                found = re.fullmatch(text, value)
        except re.error:
            return False
        return (found is None) == condition.startswith("not")


@fault("text-is-a-like-pattern", violates="VOSS-FILTER-12", kind="wrong-form")
class _TextIsALikePattern(Voss):
    """In filter_text % and _ stand for any characters, as in LIKE of SQL."""

    def matches(self, condition: str, value: str, text: str) -> bool:
        if "%" not in text and "_" not in text:
            return super().matches(condition, value, text)
        body = re.escape(text).replace("%", ".*").replace("_", ".")
        before = "" if condition in {"startswith", "equals", "notequal"} else ".*"
        after = "" if condition in {"endswith", "equals", "notequal"} else ".*"
        found = re.fullmatch(before + body + after, value, re.DOTALL)
        return (found is None) == condition.startswith("not")


class _Text(Voss):
    """filter_text is changed before it is looked for."""

    def changed(self, text: str) -> str:
        raise NotImplementedError

    def filter_set(self, field: str, condition: str, text: str, ignore_case: str) -> FilterSet:
        return super().filter_set(field, condition, self.changed(text), ignore_case)


@fault("text-decoded-twice", violates="VOSS-FILTER-12", kind="wrong-form")
class _TextDecodedTwice(_Text):
    """Percent signs and plus signs in filter_text are decoded twice."""

    def changed(self, text: str) -> str:
        return unquote(text.replace("+", " "))
