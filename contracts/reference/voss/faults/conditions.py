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


@fault("startswith-contains", violates="VOSS-FILTER-01", kind="wrong-value")
class _StartsWithContains(_StartsWith):
    """startswith finds the text anywhere."""

    def wrong(self, value: str, text: str) -> bool:
        return text in value


@fault("startswith-any-word", violates="VOSS-FILTER-01", kind="only-sometimes")
class _StartsWithAnyWord(_StartsWith):
    """startswith looks at the beginning of each word."""

    def wrong(self, value: str, text: str) -> bool:
        return value.startswith(text) or f" {text}" in value or f".{text}" in value


@fault(
    "startswith-first-letter",
    violates="VOSS-FILTER-01",
    kind="only-sometimes",
    related="VOSS-FILTER-12",
)
class _StartsWithFirstLetter(_StartsWith):
    """startswith compares the first letter only."""

    def wrong(self, value: str, text: str) -> bool:
        return value[:1] == text[:1]


@fault(
    "startswith-ascii-only",
    violates="VOSS-FILTER-01",
    kind="only-sometimes",
    related="VOSS-FILTER-12",
)
class _StartsWithAsciiOnly(_StartsWith):
    """startswith finds no text with a letter beyond ASCII."""

    def wrong(self, value: str, text: str) -> bool:
        return text.isascii() and value.startswith(text)


class _EndsWith(_Condition):
    condition = "endswith"


@fault("endswith-contains", violates="VOSS-FILTER-02", kind="wrong-value")
class _EndsWithContains(_EndsWith):
    """endswith finds the text anywhere."""

    def wrong(self, value: str, text: str) -> bool:
        return text in value


@fault("endswith-startswith", violates="VOSS-FILTER-02", kind="wrong-value")
class _EndsWithStartsWith(_EndsWith):
    """endswith looks at the beginning."""

    def wrong(self, value: str, text: str) -> bool:
        return value.startswith(text)


@fault("endswith-not-the-whole", violates="VOSS-FILTER-02", kind="off-by-one")
class _EndsWithNotTheWhole(_EndsWith):
    """endswith leaves out what is the text and nothing else."""

    def wrong(self, value: str, text: str) -> bool:
        return value.endswith(text) and value != text


class _Contains(_Condition):
    condition = "contains"


@fault(
    "contains-startswith", violates="VOSS-FILTER-03", kind="wrong-value", related="VOSS-FILTER-07"
)
class _ContainsStartsWith(_Contains):
    """contains looks at the beginning."""

    def wrong(self, value: str, text: str) -> bool:
        return value.startswith(text)


@fault(
    "contains-not-at-end",
    violates="VOSS-FILTER-03",
    kind="off-by-one",
    related="VOSS-FILTER-07 VOSS-FILTER-12",
)
class _ContainsNotAtEnd(_Contains):
    """contains does not look at the last character."""

    def wrong(self, value: str, text: str) -> bool:
        return text in value[:-1]


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


class _NotContain(_Condition):
    condition = "notcontain"


@fault("notcontain-contains", violates="VOSS-FILTER-04", kind="wrong-value")
class _NotContainContains(_NotContain):
    """notcontain is contains."""

    def wrong(self, value: str, text: str) -> bool:
        return text in value


@fault("notcontain-notequal", violates="VOSS-FILTER-04", kind="wrong-value")
class _NotContainNotEqual(_NotContain):
    """notcontain is notequal."""

    def wrong(self, value: str, text: str) -> bool:
        return value != text


@fault("notcontain-notstart", violates="VOSS-FILTER-04", kind="only-sometimes")
class _NotContainNotStart(_NotContain):
    """notcontain looks at the beginning only."""

    def wrong(self, value: str, text: str) -> bool:
        return not value.startswith(text)


class _Equals(_Condition):
    condition = "equals"


@fault("equals-contains", violates="VOSS-FILTER-05", kind="wrong-value", related="VOSS-FILTER-14")
class _EqualsContains(_Equals):
    """equals finds the text anywhere."""

    def wrong(self, value: str, text: str) -> bool:
        return text in value


@fault("equals-startswith", violates="VOSS-FILTER-05", kind="wrong-value", related="VOSS-FILTER-14")
class _EqualsStartsWith(_Equals):
    """equals looks at the beginning."""

    def wrong(self, value: str, text: str) -> bool:
        return value.startswith(text)


@fault(
    "equals-letters-only",
    violates="VOSS-FILTER-05",
    kind="only-sometimes",
    related="VOSS-FILTER-14 VOSS-FILTER-12",
)
class _EqualsLettersOnly(_Equals):
    """equals compares letters and digits, and no other characters."""

    def wrong(self, value: str, text: str) -> bool:
        return "".join(filter(str.isalnum, value)) == "".join(filter(str.isalnum, text))


class _NotEqual(_Condition):
    condition = "notequal"


@fault("notequal-equals", violates="VOSS-FILTER-06", kind="wrong-value")
class _NotEqualEquals(_NotEqual):
    """notequal is equals."""

    def wrong(self, value: str, text: str) -> bool:
        return value == text


@fault("notequal-notcontain", violates="VOSS-FILTER-06", kind="wrong-value")
class _NotEqualNotContain(_NotEqual):
    """notequal is notcontain."""

    def wrong(self, value: str, text: str) -> bool:
        return text not in value


@fault(
    "notequal-long-same",
    violates="VOSS-FILTER-06",
    kind="only-sometimes",
    related="VOSS-TRANS-01",
)
class _NotEqualLongSame(_NotEqual):
    """notequal compares the first five characters only."""

    def wrong(self, value: str, text: str) -> bool:
        return value[:5] != text[:5]


class _Default(Voss):
    value = ""

    def default_condition(self) -> str:
        return self.value


@fault("condition-default-startswith", violates="VOSS-FILTER-07", kind="wrong-default")
class _DefaultStartsWith(_Default):
    """Without filter_condition a filter is startswith."""

    value = "startswith"


@fault("condition-default-equals", violates="VOSS-FILTER-07", kind="wrong-default")
class _DefaultEquals(_Default):
    """Without filter_condition a filter is equals."""

    value = "equals"


@fault("condition-default-endswith", violates="VOSS-FILTER-07", kind="wrong-default")
class _DefaultEndsWith(_Default):
    """Without filter_condition a filter is endswith."""

    value = "endswith"
