"""The public face of the suite for reference servers: what a kit's own server is made of.

A reference server is an ASGI application whose `REFERENCE` is a `ReferenceApi`. Its faults and
liberties are mixins, declared with `seeded`. It is served by `uc-contracts serve`, judged by a run
without a target, and what the proof of a kit changes.
"""

from __future__ import annotations

from contracts.reference import (
    Clock,
    Fault,
    Liberty,
    ManualClock,
    ReferenceApi,
    Serving,
    SystemClock,
    seeded,
)
from contracts.reference.rows import Rows
from contracts.reference.seeds import Data, InvalidData, Seeds

__all__ = [
    "Clock",
    "Data",
    "Fault",
    "InvalidData",
    "Liberty",
    "ManualClock",
    "ReferenceApi",
    "Rows",
    "Seeds",
    "Serving",
    "SystemClock",
    "seeded",
]
