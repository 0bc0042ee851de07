"""What the document leaves open, done the other way."""

from contracts.reference.cisco_uds.liberties import changing, form, http, searching
from contracts.reference.cisco_uds.liberties._registry import LIBERTIES

__all__ = ["LIBERTIES", "changing", "form", "http", "searching"]
