"""Faults in templates, forms and policies: VOSS-TEMPLATE, VOSS-POLICY, VOSS-FORM."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.model_list import CONFIGURATION_TEMPLATE, FIELD_DISPLAY_POLICY
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance
from contracts.reference.voss.writes import Payload


class _Template(Voss):
    """The template that `name` in the request names is not what it should be."""

    name = ""

    def instead(self, found: Payload) -> Payload | None:
        raise NotImplementedError

    def template(self, call: Call, model: Model) -> Payload | None:
        found = super().template(call, model)
        return self.instead(found) if found is not None and call.one(self.name) else found


@fault("template-name-ignored", violates="VOSS-TEMPLATE-01", kind="omitted")
class _TemplateNameIgnored(_Template):
    """template_name is not read."""

    name = "template_name"

    def instead(self, found: Payload) -> Payload | None:  # noqa: ARG002
        return None


@fault("template-name-in-part", violates="VOSS-TEMPLATE-01", kind="only-sometimes")
class _TemplateNameInPart(_Template):
    """Of the template that template_name names only the first value is applied."""

    name = "template_name"

    def instead(self, found: Payload) -> Payload | None:
        return dict(list(found.items())[:1])


@fault("template-name-another", violates="VOSS-TEMPLATE-01", kind="wrong-value")
class _TemplateNameAnother(Voss):
    """In place of the template that template_name names the next one is applied."""

    def template_by_name(self, name: str) -> Instance | None:
        found = super().template_by_name(name)
        rows = list(self.store.table(CONFIGURATION_TEMPLATE).values())
        return rows[(rows.index(found) + 1) % len(rows)] if found else None


@fault("template-pkid-ignored", violates="VOSS-TEMPLATE-02", kind="omitted")
class _TemplatePkidIgnored(_Template):
    """template is not read."""

    name = "template"

    def instead(self, found: Payload) -> Payload | None:  # noqa: ARG002
        return None


@fault("template-pkid-in-part", violates="VOSS-TEMPLATE-02", kind="only-sometimes")
class _TemplatePkidInPart(_Template):
    """Of the template whose pkid is given only the first value is applied."""

    name = "template"

    def instead(self, found: Payload) -> Payload | None:
        return dict(list(found.items())[:1])


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


@fault("policy-name-ignored", violates="VOSS-POLICY-01", kind="omitted")
class _PolicyNameIgnored(_Policy):
    """policy_name is not read."""

    name = "policy_name"


@fault("policy-name-refused", violates="VOSS-POLICY-01", kind="wrong-reason")
class _PolicyNameRefused(Voss):
    """A policy is not found by its name."""

    def policy_by_name(self, name: str) -> Instance | None:
        return self.store.table(FIELD_DISPLAY_POLICY).get(name)


@fault("policy-pkid-ignored", violates="VOSS-POLICY-02", kind="omitted")
class _PolicyPkidIgnored(_Policy):
    """policy is not read."""

    name = "policy"


@fault("policy-pkid-another", violates="VOSS-POLICY-02", kind="wrong-value")
class _PolicyPkidAnother(_Policy):
    """In place of the policy whose pkid is given the next one is applied."""

    name = "policy"

    def instead(self, found: Instance) -> Instance | None:
        rows = list(self.store.table(FIELD_DISPLAY_POLICY).values())
        return rows[(rows.index(found) + 1) % len(rows)]


@fault("policy-pkid-as-name", violates="VOSS-POLICY-02", kind="wrong-reason")
class _PolicyPkidAsName(Voss):
    """The value of policy is looked up as a name, so that every pkid is refused."""

    def policy_by_pkid(self, pkid: str) -> Instance | None:
        return self.policy_by_name(pkid)


@fault(
    "form-without-schema",
    violates="VOSS-FORM-01",
    kind="omitted",
    related="VOSS-POLICY-01 VOSS-POLICY-02",
)
class _FormWithoutSchema(Voss):
    """A form has no schema."""

    def form_reply(self, call: Call, model: Model) -> Reply:
        return super().form_reply(_without(call, "schema"), model)


@fault("form-is-a-list", violates="VOSS-FORM-01", kind="wrong-value")
class _FormIsAList(Voss):
    """The form lists the names of attributes in place of a schema, unless a policy is applied."""

    def form_reply(self, call: Call, model: Model) -> Reply:
        if call.one("policy") or call.one("policy_name"):
            return super().form_reply(call, model)
        return self.json(
            call, 200, {"meta": self.model_meta(call, model), "fields": [*model.by_name]}
        )


@fault("form-schema-empty", violates="VOSS-FORM-01", kind="only-sometimes")
class _FormSchemaEmpty(Voss):
    """The schema of a form is empty, unless a policy is applied."""

    def form_reply(self, call: Call, model: Model) -> Reply:
        if call.one("policy") or call.one("policy_name"):
            return super().form_reply(call, model)
        body: dict[str, Any] = {"meta": self.model_meta(call, model), "schema": {}, "data": {}}
        return self.json(call, 200, body)


def _without(call: Call, name: str) -> Call:
    query = {key: values for key, values in call.query.items() if key != name}
    return replace(call, query=query)
