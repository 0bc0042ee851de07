"""What the document leaves open, done the other way."""

from contracts.reference.uptivity.liberties import codes, form, http, request_id, socket
from contracts.reference.uptivity.liberties._registry import LIBERTIES

__all__ = ["LIBERTIES", "codes", "form", "http", "request_id", "socket"]
