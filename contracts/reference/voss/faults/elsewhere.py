"""Faults on some models alone, or with many filter sets alone."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.model_list import HIERARCHY_NODE
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss


@fault("device-schema-of-nodes", violates="VOSS-SCHEMA-01", kind="wrong-value")
class _DeviceSchemaOfNodes(Voss):
    """The schema of device models is that of hierarchy nodes."""

    def schema(self, call: Call, model: Model) -> dict[str, Any]:
        other = HIERARCHY_NODE if model.name.startswith("device/") else model
        return super().schema(call, other)
