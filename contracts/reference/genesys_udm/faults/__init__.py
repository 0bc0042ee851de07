"""The seeded faults, by area. Each violates one requirement, as narrowly as it can."""

from contracts.reference.genesys_udm.faults import (
    bulk,
    changing,
    choices,
    creating,
    deleting,
    files,
    filters,
    forms,
    history,
    keeping,
    lists,
    operations,
    partly,
    refusals,
    refused,
    running,
    versions,
)
from contracts.reference.genesys_udm.faults._registry import FAULTS

__all__ = [
    "FAULTS",
    "bulk",
    "changing",
    "choices",
    "creating",
    "deleting",
    "files",
    "filters",
    "forms",
    "history",
    "keeping",
    "lists",
    "operations",
    "partly",
    "refusals",
    "refused",
    "running",
    "versions",
]
