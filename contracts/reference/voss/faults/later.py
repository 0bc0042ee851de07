"""Faults that show at a second look: of another resource, on a later page, beside another tag."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.model_list import COUNTRIES, USER
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance
from contracts.reference.voss.tagging import CLEAR


@fault("schema-of-another", violates="VOSS-SCHEMA-01", kind="wrong-value")
class _SchemaOfAnother(Voss):
    """The schema of users is that of countries."""

    def schema(self, call: Call, model: Model) -> dict[str, Any]:
        return super().schema(call, COUNTRIES if model is USER else model)


@fault("summary-lacks-last", violates="VOSS-SUMMARY-01", kind="omitted")
class _SummaryLacksLast(Voss):
    """Summary data lack the last summary attribute, which only some resources have."""

    def summary_data(self, instance: Instance) -> dict[str, Any]:
        found = super().summary_data(instance)
        return {name: found[name] for name in found if name != instance.model.summary[-1]}


@fault("clear-absent-clears-all", violates="VOSS-TAG-03", kind="only-sometimes")
class _ClearAbsentClearsAll(Voss):
    """__CLEAR_TAG__ with a tag that is not there removes all tags."""

    def clear(self, instance: Instance, name: str) -> None:
        if name in instance.tags:
            super().clear(instance, name)
        else:
            instance.tags = ()


@fault("clear-drops-additions", violates="VOSS-TAG-03", kind="only-sometimes")
class _ClearDropsAdditions(Voss):
    """Beside a __CLEAR_TAG__ no tag is added."""

    def tag_values(self, call: Call) -> list[str]:
        values = super().tag_values(call)
        clears = [one for one in values if one.startswith(CLEAR)]
        return clears or values


@fault("cached-false-of-another", violates="VOSS-CACHED-01", kind="wrong-value")
class _CachedFalseOfAnother(Voss):
    """With cached=false a resource has the data of another one."""

    def device_data(self, instance: Instance) -> dict[str, Any]:
        others = list(self.store.table(instance.model).values())
        return super().device_data(others[others.index(instance) - 1])


@fault("version-tag-drops-data", violates="VOSS-VTAG-01", kind="wrong-value")
class _VersionTagDropsData(Voss):
    """+tag_version takes the company of a contact away."""

    def tag_version(self, instance: Instance, value: str) -> None:
        super().tag_version(instance, value)
        instance.data = {name: one for name, one in instance.data.items() if name != "company"}
