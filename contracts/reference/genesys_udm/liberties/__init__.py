"""The liberties: what the document leaves open, done the other way."""

from contracts.reference.genesys_udm.liberties import (
    answers,
    files,
    http,
    jobs,
    late,
    lists,
    refusing,
    values,
)
from contracts.reference.genesys_udm.liberties._registry import LIBERTIES
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.seeding import Liberty
from contracts.reference.table import enter_rows

enter_rows(LIBERTIES, Liberty, __file__, Udm)

__all__ = [
    "LIBERTIES",
    "answers",
    "files",
    "http",
    "jobs",
    "late",
    "lists",
    "refusing",
    "values",
]
