"""What the document leaves open, done the other way."""

from contracts.reference.seeding import Liberty
from contracts.reference.table import enter_rows
from contracts.reference.uptivity.liberties import codes, form, http, request_id, socket
from contracts.reference.uptivity.liberties._registry import LIBERTIES
from contracts.reference.uptivity.server import Uptivity

enter_rows(LIBERTIES, Liberty, __file__, Uptivity)

__all__ = ["LIBERTIES", "codes", "form", "http", "request_id", "socket"]
