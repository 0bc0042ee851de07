"""The seeded faults, by area."""

from contracts.reference.cisco_uds.faults._registry import FAULTS

__all__ = ["FAULTS"]
