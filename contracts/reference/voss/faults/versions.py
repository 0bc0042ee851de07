"""Faults with versions: VOSS-VERSION-01 to -03, VOSS-APIVERSION."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import Rewritten, fault
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.metadata import SCHEMA_VERSIONS
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply, refuse
from contracts.reference.voss.server import Voss

_ROWS = " ".join(f"VOSS-APIVERSION-{one.replace('.', '')}" for one in SCHEMA_VERSIONS)
_NONE = f"VOSS-VERSION-02 {_ROWS}"


class _SchemaVersion(Rewritten):
    """The meta of lists, forms and resources has no schema_version."""

    def applies(self, call: Call) -> bool:
        raise NotImplementedError

    def rewritten(self, call: Call, value: dict[str, Any]) -> Any:
        if "meta" not in value or not self.applies(call):
            return value
        meta = {name: one for name, one in value["meta"].items() if name != "schema_version"}
        return {**value, "meta": meta}


@fault("schema-version-omitted", violates="VOSS-VERSION-01", kind="omitted", related=_NONE)
class _SchemaVersionOmitted(_SchemaVersion):
    """The meta of a schema has no schema_version."""

    def applies(self, call: Call) -> bool:  # noqa: ARG002
        return True


@fault("schema-version-empty", violates="VOSS-VERSION-01", kind="wrong-value", related=_NONE)
class _SchemaVersionEmpty(Voss):
    """Every schema_version is an empty text."""

    def schema_version(self, call: Call, model: Model) -> Any:  # noqa: ARG002
        return ""


@fault(
    "schema-version-omitted-with-rules",
    violates="VOSS-VERSION-01",
    kind="only-sometimes",
    related=_NONE,
)
class _SchemaVersionOmittedWithRules(_SchemaVersion):
    """With schema_rules=true meta has no schema_version."""

    def applies(self, call: Call) -> bool:
        return bool(call.one("schema_rules"))


class _Latest(Voss):
    value = 0.0

    def latest_version(self) -> float:
        return self.value


@fault("version-default-first", violates="VOSS-VERSION-02", kind="wrong-default")
class _VersionDefaultFirst(_Latest):
    """Without api_version schema_version is that of the first row."""

    value = 10.0


@fault("version-default-middle", violates="VOSS-VERSION-02", kind="wrong-default")
class _VersionDefaultMiddle(_Latest):
    """Without api_version schema_version is 10.5."""

    value = 10.5


@fault("version-default-1", violates="VOSS-VERSION-02", kind="wrong-default")
class _VersionDefault1(_Latest):
    """Without api_version schema_version is 1.0."""

    value = 1.0


@fault("version-refused-on-lists", violates="VOSS-VERSION-03", kind="wrong-reason", related=_ROWS)
class _VersionRefusedOnLists(Voss):
    """A list with api_version is refused."""

    def list_reply(self, call: Call, model: Model) -> Reply:
        if call.one("api_version"):
            refuse(400, "api_version is for resources only")
        return super().list_reply(call, model)


@fault("version-for-devices-only", violates="VOSS-VERSION-03", kind="only-sometimes")
class _VersionForDevicesOnly(Voss):
    """A list with api_version is refused, unless it is of a Unified CM model."""

    def list_reply(self, call: Call, model: Model) -> Reply:
        if call.one("api_version") and not model.is_cucm:
            refuse(400, "api_version is for Unified CM models only")
        return super().list_reply(call, model)


@fault("version-empties-lists", violates="VOSS-VERSION-03", kind="wrong-value")
class _VersionEmptiesLists(Voss):
    """A list with api_version is empty."""

    def listing(self, call: Call, model: Model) -> Listing:
        listing = super().listing(call, model)
        if call.one("api_version"):
            listing.skip = 10**6
        return listing


@fault("version-latest-only", violates="VOSS-VERSION-03", kind="only-sometimes", related=_ROWS)
class _VersionLatestOnly(Voss):
    """Of the versions in the table only the last is taken on lists."""

    def api_version(self, call: Call) -> str:
        given = super().api_version(call)
        return given if given in {"", "11.5.3"} else refuse(400, f"{given} is too old")


class _Row(Voss):
    """One row of the mapping is wrong."""

    row = ""
    value = 0.0

    def versions(self) -> dict[str, float]:
        return {**super().versions(), self.row: self.value}


@fault("version-10-1-2", violates="VOSS-APIVERSION-1012", kind="wrong-value")
class _Row1012(_Row):
    """10.1.2 is mapped to 10.1."""

    row, value = "10.1.2", 10.1


@fault("version-10-6-1", violates="VOSS-APIVERSION-1061", kind="wrong-value")
class _Row1061(_Row):
    """10.6.1 is mapped to 10.6."""

    row, value = "10.6.1", 10.6


@fault("version-10-6-2", violates="VOSS-APIVERSION-1062", kind="wrong-value")
class _Row1062(_Row):
    """10.6.2 is mapped to 10.0."""

    row, value = "10.6.2", 10.0


@fault("version-10-6-3", violates="VOSS-APIVERSION-1063", kind="wrong-value")
class _Row1063(_Row):
    """10.6.3 is mapped to 11.5."""

    row, value = "10.6.3", 11.5


@fault("version-11-5-1", violates="VOSS-APIVERSION-1151", kind="wrong-value")
class _Row1151(_Row):
    """11.5.1 is mapped to 11.0."""

    row, value = "11.5.1", 11.0


@fault("version-11-5-2", violates="VOSS-APIVERSION-1152", kind="wrong-value")
class _Row1152(_Row):
    """11.5.2 is mapped to 10.5."""

    row, value = "11.5.2", 10.5


@fault("version-11-5-3", violates="VOSS-APIVERSION-1153", kind="wrong-value")
class _Row1153(_Row):
    """11.5.3 is mapped to 11.51."""

    row, value = "11.5.3", 11.51


@fault("version-as-asked", violates="VOSS-APIVERSION-1061", kind="wrong-value", related=_ROWS)
class _VersionAsAsked(Voss):
    """schema_version is the beginning of api_version, whatever the table says."""

    def cucm_version(self, api_version: str) -> Any:
        given = super().cucm_version(api_version)
        return float(api_version.rpartition(".")[0]) if api_version else given
