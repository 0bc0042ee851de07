"""The seeded faults, by area. Each violates one requirement, as narrowly as it can."""

from contracts.reference.cisco_uds.faults import (
    access,
    adding,
    apart,
    clients,
    conflicts,
    drilling,
    errors,
    filtering,
    format,  # noqa: A004 - the faults in the format
    items,
    json_bodies,
    passwords,
    past,
    rules,
    searching,
    settings,
    statuses,
    updating,
    without_effect,
)
from contracts.reference.cisco_uds.faults._registry import FAULTS
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.seeding import Fault
from contracts.reference.table import enter_rows

enter_rows(FAULTS, Fault, __file__, Uds)

__all__ = [
    "FAULTS",
    "access",
    "adding",
    "apart",
    "clients",
    "conflicts",
    "drilling",
    "errors",
    "filtering",
    "format",
    "items",
    "json_bodies",
    "passwords",
    "past",
    "rules",
    "searching",
    "settings",
    "statuses",
    "updating",
    "without_effect",
]
