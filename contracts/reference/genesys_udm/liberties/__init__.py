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
