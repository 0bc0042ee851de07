"""Faults of what is easily overlooked: a value, a caller, a second request, a new resource."""

from __future__ import annotations

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply, refuse
from contracts.reference.voss.seed import rows
from contracts.reference.voss.server import Voss


@fault("instance-new-missing", violates="VOSS-INST-01", kind="only-sometimes")
class _InstanceNewMissing(Voss):
    """What was just made is listed, and is not given by its pkid."""

    def instance_reply(self, call: Call, model: Model, pkid: str) -> Reply:
        seeded = {row.pkid for row in rows().get(model.name, ())}
        if seeded and pkid in self.store.table(model) and pkid not in seeded:
            refuse(404, "there is no such resource")
        return super().instance_reply(call, model, pkid)


@fault("version-sticks", violates="VOSS-VERSION-02", kind="only-sometimes")
class _VersionSticks(Voss):
    """Without api_version the version is the one that was asked for last."""

    last = ""

    def api_version(self, call: Call) -> str:
        self.last = super().api_version(call) or self.last
        return self.last
