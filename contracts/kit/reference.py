"""The public face of the suite for reference servers: what a kit's own server is made of.

A reference server is an ASGI application whose `REFERENCE` is a `ReferenceApi`. Its faults and
liberties are mixins, declared with `seeded`, or rows of tables, read by `enter_rows`. It is served
by `uc-contracts serve`, judged by a run without a target, and what the proof of a kit changes. An
`HttpServer` or `JsonServer` reads requests and sends replies; the liberties that HTTP itself leaves
open come with it, if the registry of liberties begins with `http_liberties()`.
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
from contracts.reference.http import (
    HttpCall,
    HttpServer,
    JsonServer,
    Media,
    MoreHeaders,
    QueryCall,
    Refused,
    Reply,
    Routes,
    WithoutHeaders,
    basic,
    bearer,
    cookie,
    http_liberties,
    refuse,
)
from contracts.reference.rows import Rows
from contracts.reference.seeds import Data, InvalidData, Seeds
from contracts.reference.table import KINDS, enter_rows

__all__ = [
    "KINDS",
    "Clock",
    "Data",
    "Fault",
    "HttpCall",
    "HttpServer",
    "InvalidData",
    "JsonServer",
    "Liberty",
    "ManualClock",
    "Media",
    "MoreHeaders",
    "QueryCall",
    "ReferenceApi",
    "Refused",
    "Reply",
    "Routes",
    "Rows",
    "Seeds",
    "Serving",
    "SystemClock",
    "WithoutHeaders",
    "basic",
    "bearer",
    "cookie",
    "enter_rows",
    "http_liberties",
    "refuse",
    "seeded",
]
