"""Faults with single resources: VOSS-INST-01 to -03, VOSS-CACHED-01 and -02."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.model_list import SUBSCRIBER, USER
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance


class _Another(Voss):
    """A GET shows the data of another resource."""

    def another(self, instance: Instance, rows: list[Instance]) -> Instance:
        raise NotImplementedError

    def instance_data(self, instance: Instance) -> dict[str, Any]:
        rows = list(self.store.table(instance.model).values())
        return super().instance_data(self.another(instance, rows))


@fault(
    "instance-first",
    violates="VOSS-INST-01",
    kind="wrong-value",
    related="VOSS-CACHED-01 VOSS-INST-04",
)
class _InstanceFirst(_Another):
    """Every resource of a model has the data of the first one."""

    def another(self, instance: Instance, rows: list[Instance]) -> Instance:
        return instance if instance.model.name != "data/User" else rows[0]


@fault("instance-beyond-ascii", violates="VOSS-INST-01", kind="only-sometimes")
class _InstanceBeyondAscii(Voss):
    """A GET of a subscriber whose last name is not ASCII gives the one before it."""

    def instance(self, call: Call, model: Model, pkid: str) -> Instance:
        found = super().instance(call, model, pkid)
        if model is not SUBSCRIBER or str(found.data.get("lastname", "")).isascii():
            return found
        rows = list(self.store.table(model).values())
        return rows[rows.index(found) - 1]


@fault(
    "instance-neighbour",
    violates="VOSS-INST-01",
    kind="wrong-value",
    related="VOSS-CACHED-01 VOSS-INST-04 VOSS-SUMMARY-01",
)
class _InstanceNeighbour(_Another):
    """Of users, the data of the next one is shown."""

    def another(self, instance: Instance, rows: list[Instance]) -> Instance:
        if instance.model.name != "data/User":
            return instance
        return rows[(rows.index(instance) + 1) % len(rows)]


@fault("unknown-pkid-first", violates="VOSS-INST-02", kind="wrong-value")
class _UnknownPkidFirst(Voss):
    """A pkid that no resource has gives the first resource of the model."""

    def unknown_instance(self, model: Model, pkid: str) -> Instance:
        rows = self.store.table(model)
        return next(iter(rows.values())) if rows else super().unknown_instance(model, pkid)


@fault("unknown-pkid-echoed", violates="VOSS-INST-02", kind="wrong-value")
class _UnknownPkidEchoed(Voss):
    """A pkid that no resource has gives a resource made up for it."""

    def unknown_instance(self, model: Model, pkid: str) -> Instance:
        return Instance(pkid, model, self.store.root, dict.fromkeys(model.summary, "unknown"))


@fault("unknown-model-users", violates="VOSS-INST-03", kind="wrong-value")
class _UnknownModelUsers(Voss):
    """A model that does not exist is taken for data/User."""

    def unknown_model(self, path: str) -> Model:
        return USER if path.startswith("/api/data/") else super().unknown_model(path)


@fault("unknown-model-any", violates="VOSS-INST-03", kind="wrong-value")
class _UnknownModelAny(Voss):
    """A model type and name that do not exist are taken for data/User."""

    def unknown_model(self, path: str) -> Model:  # noqa: ARG002
        return USER
