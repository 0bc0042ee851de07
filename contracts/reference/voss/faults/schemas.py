"""Faults in schemas and rules: VOSS-SCHEMA-01 to -03."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import Rewritten, fault
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss

_FORMS = "VOSS-FORM-01 VOSS-POLICY-01 VOSS-POLICY-02"


class _Member(Rewritten):
    """A member of answers is null."""

    name = ""

    def rewritten(self, call: Call, value: dict[str, Any]) -> Any:  # noqa: ARG002
        return {**value, self.name: None} if self.name in value else value


class _Omitted(Rewritten):
    """A member of answers is missing."""

    name = ""

    def rewritten(self, call: Call, value: dict[str, Any]) -> Any:  # noqa: ARG002
        return {name: one for name, one in value.items() if name != self.name}


@fault("schema-omitted", violates="VOSS-SCHEMA-01", kind="omitted", related=_FORMS)
class _SchemaOmitted(_Omitted):
    """schema=true adds nothing, neither to lists nor to resources nor to forms."""

    name = "schema"


@fault("schema-empty", violates="VOSS-SCHEMA-01", kind="omitted", related=_FORMS)
class _SchemaEmpty(Rewritten):
    """Every schema is empty."""

    def rewritten(self, call: Call, value: dict[str, Any]) -> Any:  # noqa: ARG002
        return {**value, "schema": {}} if "schema" in value else value


@fault(
    "schema-null",
    violates="VOSS-SCHEMA-01",
    kind="wrong-value",
    related=f"{_FORMS} VOSS-getAddForm-BODY",
)
class _SchemaNull(_Member):
    """Every schema is null."""

    name = "schema"


@fault("rules-omitted", violates="VOSS-SCHEMA-02", kind="omitted")
class _RulesOmitted(_Omitted):
    """schema_rules=true adds nothing."""

    name = "schema_rules"


@fault("rules-in-place-of-schema", violates="VOSS-SCHEMA-02", kind="omitted")
class _RulesInPlaceOfSchema(Rewritten):
    """With schema_rules=true the schema itself is missing."""

    def rewritten(self, call: Call, value: dict[str, Any]) -> Any:  # noqa: ARG002
        ruled = "schema_rules" in value
        return {name: one for name, one in value.items() if not ruled or name != "schema"}


@fault("rules-empty", violates="VOSS-SCHEMA-02", kind="omitted")
class _RulesEmpty(Voss):
    """The rules are empty, also of models that have some."""

    def schema_rules(self, model: Model) -> dict[str, Any]:  # noqa: ARG002
        return {"gui_rules": [], "field_display_policies": []}


@fault("rules-null", violates="VOSS-SCHEMA-02", kind="wrong-value")
class _RulesNull(_Member):
    """The rules are null."""

    name = "schema_rules"


@fault("summary-attrs-empty", violates="VOSS-SCHEMA-03", kind="omitted")
class _SummaryAttrsEmpty(Voss):
    """summary_attrs is empty."""

    def summary_attrs(self, model: Model) -> Any:  # noqa: ARG002
        return []


@fault("summary-attrs-untitled", violates="VOSS-SCHEMA-03", kind="wrong-value")
class _SummaryAttrsUntitled(Voss):
    """The entries of summary_attrs have titles and no names."""

    def summary_attrs(self, model: Model) -> Any:
        return [{"title": one["title"]} for one in model.summary_attrs]


@fault("summary-attrs-omitted", violates="VOSS-SCHEMA-03", kind="omitted")
class _SummaryAttrsOmitted(Voss):
    """There is no summary_attrs."""

    def model_meta(self, call: Call, model: Model) -> dict[str, Any]:
        meta = super().model_meta(call, model)
        del meta["summary_attrs"]
        return meta
