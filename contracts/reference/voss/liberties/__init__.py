"""What the document leaves open, done the other way."""

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
