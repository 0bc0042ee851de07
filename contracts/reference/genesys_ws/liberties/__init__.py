"""What the document leaves open, done the other way."""

from contracts.reference.genesys_ws.liberties._registry import LIBERTIES

__all__ = ["LIBERTIES"]
