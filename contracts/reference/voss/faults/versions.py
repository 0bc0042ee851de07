"""Faults with versions: VOSS-VERSION-01 to -03, VOSS-APIVERSION."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.metadata import SCHEMA_VERSIONS
from contracts.reference.voss.server import Voss

_ROWS = " ".join(f"VOSS-APIVERSION-{one.replace('.', '')}" for one in SCHEMA_VERSIONS)


@fault("version-as-asked", violates="VOSS-APIVERSION-1061", kind="wrong-value", related=_ROWS)
class _VersionAsAsked(Voss):
    """schema_version is the beginning of api_version, whatever the table says."""

    def cucm_version(self, api_version: str) -> Any:
        given = super().cucm_version(api_version)
        return float(api_version.rpartition(".")[0]) if api_version else given
