"""What a server can do wrong, by area."""

from contracts.reference.genesys_ws.faults import (
    access,
    codes,
    me,
    operations,
    queries,
)
from contracts.reference.genesys_ws.faults._registry import FAULTS
from contracts.reference.genesys_ws.server import GenesysWs
from contracts.reference.seeding import Fault
from contracts.reference.table import enter_rows

enter_rows(FAULTS, Fault, __file__, GenesysWs)

__all__ = [
    "FAULTS",
    "access",
    "codes",
    "me",
    "operations",
    "queries",
]
