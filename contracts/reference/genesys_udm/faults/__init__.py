"""The seeded faults, by area. Each violates one requirement, as narrowly as it can."""

from contracts.reference.genesys_udm.faults import (
    bulk,
    changing,
    choices,
    creating,
    deleting,
    files,
    history,
    keeping,
    lists,
    partly,
    refused,
    running,
    versions,
)
from contracts.reference.genesys_udm.faults._registry import FAULTS
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.seeding import Fault
from contracts.reference.table import enter_rows

enter_rows(FAULTS, Fault, __file__, Udm)

__all__ = [
    "FAULTS",
    "bulk",
    "changing",
    "choices",
    "creating",
    "deleting",
    "files",
    "history",
    "keeping",
    "lists",
    "partly",
    "refused",
    "running",
    "versions",
]
