"""Faults in templates, forms and policies: VOSS-TEMPLATE, VOSS-POLICY, VOSS-FORM."""

from __future__ import annotations

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.model_list import CONFIGURATION_TEMPLATE, FIELD_DISPLAY_POLICY
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance


@fault("template-name-another", violates="VOSS-TEMPLATE-01", kind="wrong-value")
class _TemplateNameAnother(Voss):
    """In place of the template that template_name names the next one is applied."""

    def template_by_name(self, name: str) -> Instance | None:
        found = super().template_by_name(name)
        rows = list(self.store.table(CONFIGURATION_TEMPLATE).values())
        return rows[(rows.index(found) + 1) % len(rows)] if found else None


@fault("template-pkid-another", violates="VOSS-TEMPLATE-02", kind="wrong-value")
class _TemplatePkidAnother(Voss):
    """In place of the template whose pkid is given the next one is applied."""

    def template_by_pkid(self, pkid: str) -> Instance | None:
        found = super().template_by_pkid(pkid)
        rows = list(self.store.table(CONFIGURATION_TEMPLATE).values())
        return rows[(rows.index(found) + 1) % len(rows)] if found else None


class _Policy(Voss):
    """The policy that `name` in the request names is not what it should be."""

    name = ""

    def instead(self, found: Instance) -> Instance | None:  # noqa: ARG002
        return None

    def policy(self, call: Call, model: Model) -> Instance | None:
        found = super().policy(call, model)
        return self.instead(found) if found is not None and call.one(self.name) else found


@fault("policy-pkid-another", violates="VOSS-POLICY-02", kind="wrong-value")
class _PolicyPkidAnother(_Policy):
    """In place of the policy whose pkid is given the next one is applied."""

    name = "policy"

    def instead(self, found: Instance) -> Instance | None:
        rows = list(self.store.table(FIELD_DISPLAY_POLICY).values())
        return rows[(rows.index(found) + 1) % len(rows)]
