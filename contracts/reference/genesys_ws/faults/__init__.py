"""What a server can do wrong, by area."""

from contracts.reference.genesys_ws.faults import (
    access,
    codes,
    envelope,
    me,
    operations,
    queries,
    version,
)
from contracts.reference.genesys_ws.faults._registry import FAULTS

__all__ = [
    "FAULTS",
    "access",
    "codes",
    "envelope",
    "me",
    "operations",
    "queries",
    "version",
]
