"""The seeded faults, by area. Each violates one requirement, as narrowly as it can."""

from contracts.reference.genesys_udm.faults import (
    changing,
    choices,
    creating,
    deleting,
    files,
    filters,
    history,
    keeping,
    lists,
    operations,
    refusals,
    versions,
)
from contracts.reference.genesys_udm.faults._registry import FAULTS

__all__ = [
    "FAULTS",
    "changing",
    "choices",
    "creating",
    "deleting",
    "files",
    "filters",
    "history",
    "keeping",
    "lists",
    "operations",
    "refusals",
    "versions",
]
