"""Conforming servers of the five documents, their liberties and their seeded faults.

Each API is a sub-package whose `REFERENCE` describes it; nothing is listed by hand.
This package imports nothing of the judging side (`wire`, `apis`, `oracles`).
"""

from contracts.reference._mock import (
    Admin,
    Entry,
    MockServer,
    data_taken,
    made_certificate,
    with_data,
)
from contracts.reference._registry import available, find
from contracts.reference._surround import SURROUNDINGS, read_choices
from contracts.reference.clock import Clock, ManualClock, SystemClock
from contracts.reference.seeding import Fault, Liberty, ReferenceApi, seeded
from contracts.reference.serving import Serving

__all__ = [
    "SURROUNDINGS",
    "Admin",
    "Clock",
    "Entry",
    "Fault",
    "Liberty",
    "ManualClock",
    "MockServer",
    "ReferenceApi",
    "Serving",
    "SystemClock",
    "available",
    "data_taken",
    "find",
    "made_certificate",
    "read_choices",
    "seeded",
    "with_data",
]
