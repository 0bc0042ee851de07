"""The seeded faults, by area. Each violates one requirement, as narrowly as it can."""

from contracts.reference.cisco_uds.faults import (
    access,
    changing,
    drilling,
    filtering,
    format,  # noqa: A004 - the faults in the format
    items,
    representations,
    searching,
    statuses,
)
from contracts.reference.cisco_uds.faults._registry import FAULTS

__all__ = [
    "FAULTS",
    "access",
    "changing",
    "drilling",
    "filtering",
    "format",
    "items",
    "representations",
    "searching",
    "statuses",
]
