"""What a server can do wrong."""

from contracts.reference.genesys_ws.faults._registry import FAULTS

__all__ = ["FAULTS"]
