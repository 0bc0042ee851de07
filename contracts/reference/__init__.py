"""Conforming servers of the five documents, their liberties and their seeded faults.

Each API is a sub-package whose `REFERENCE` describes it; nothing is listed by hand.
This package imports nothing of the judging side (`wire`, `apis`, `oracles`).
"""

from contracts.reference._registry import available, find
from contracts.reference._surround import SURROUNDINGS, read_choices
from contracts.reference.clock import Clock, ManualClock, SystemClock
from contracts.reference.seeding import Fault, Liberty, ReferenceApi, seeded
from contracts.reference.serving import Serving

__all__ = [
    "SURROUNDINGS",
    "Clock",
    "Fault",
    "Liberty",
    "ManualClock",
    "ReferenceApi",
    "Serving",
    "SystemClock",
    "available",
    "find",
    "read_choices",
    "seeded",
]
