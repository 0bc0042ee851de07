"""What the document leaves open, done the other way."""

from contracts.reference.cisco_uds.liberties import changing, form, http, searching
from contracts.reference.cisco_uds.liberties._registry import LIBERTIES
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.seeding import Liberty
from contracts.reference.table import enter_rows

enter_rows(LIBERTIES, Liberty, __file__, Uds)

__all__ = ["LIBERTIES", "changing", "form", "http", "searching"]
