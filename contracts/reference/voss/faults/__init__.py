"""The seeded faults, by area. Each violates one requirement, as narrowly as it can."""

from contracts.reference.seeding import Fault
from contracts.reference.table import enter_rows
from contracts.reference.voss.faults import (
    conditions,
    corners,
    elsewhere,
    format,  # noqa: A004 - named like the section of the document
    forms,
    gaps,
    hierarchy,
    instances,
    later,
    offsets,
    ordering,
    oversights,
    ranges,
    sets,
    shapes,
    tags,
    texts,
    together,
    totals,
    versions,
    waiting,
    walks,
)
from contracts.reference.voss.faults._registry import FAULTS
from contracts.reference.voss.server import Voss

enter_rows(FAULTS, Fault, __file__, Voss)

__all__ = [
    "FAULTS",
    "conditions",
    "corners",
    "elsewhere",
    "format",
    "forms",
    "gaps",
    "hierarchy",
    "instances",
    "later",
    "offsets",
    "ordering",
    "oversights",
    "ranges",
    "sets",
    "shapes",
    "tags",
    "texts",
    "together",
    "totals",
    "versions",
    "waiting",
    "walks",
]
