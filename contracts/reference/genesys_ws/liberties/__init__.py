"""What the document leaves open, done the other way."""

from contracts.reference.genesys_ws.liberties import answers, csrf, http, operations
from contracts.reference.genesys_ws.liberties._registry import LIBERTIES

__all__ = ["LIBERTIES", "answers", "csrf", "http", "operations"]
