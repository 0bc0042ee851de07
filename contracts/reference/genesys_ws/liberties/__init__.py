"""What the document leaves open, done the other way."""

from contracts.reference.genesys_ws.liberties import answers, csrf, http, operations
from contracts.reference.genesys_ws.liberties._registry import LIBERTIES
from contracts.reference.genesys_ws.server import GenesysWs
from contracts.reference.seeding import Liberty
from contracts.reference.table import enter_rows

enter_rows(LIBERTIES, Liberty, __file__, GenesysWs)

__all__ = ["LIBERTIES", "answers", "csrf", "http", "operations"]
