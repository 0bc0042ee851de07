"""What the document leaves open, done the other way."""

from contracts.reference.seeding import Liberty
from contracts.reference.table import enter_rows
from contracts.reference.voss.liberties import (
    answers,
    changes,
    errors,
    filtering,
    http,
    ordering,
    paging,
    places,
    schemas,
)
from contracts.reference.voss.liberties._registry import LIBERTIES
from contracts.reference.voss.server import Voss

enter_rows(LIBERTIES, Liberty, __file__, Voss)

__all__ = [
    "LIBERTIES",
    "answers",
    "changes",
    "errors",
    "filtering",
    "http",
    "ordering",
    "paging",
    "places",
    "schemas",
]
