"""The seeded faults, by area. Each violates one requirement, as narrowly as it can."""

from contracts.reference.voss.faults import (
    conditions,
    format,  # noqa: A004 - named like the section of the document
    forms,
    hierarchy,
    instances,
    limits,
    offsets,
    operations,
    ordering,
    ranges,
    schemas,
    sets,
    shapes,
    subscribers,
    tags,
    texts,
    totals,
    transactions,
    versions,
    waiting,
)
from contracts.reference.voss.faults._registry import FAULTS

__all__ = [
    "FAULTS",
    "conditions",
    "format",
    "forms",
    "hierarchy",
    "instances",
    "limits",
    "offsets",
    "operations",
    "ordering",
    "ranges",
    "schemas",
    "sets",
    "shapes",
    "subscribers",
    "tags",
    "texts",
    "totals",
    "transactions",
    "versions",
    "waiting",
]
