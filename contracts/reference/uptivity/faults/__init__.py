"""The seeded faults, by area. Each violates one requirement, as narrowly as it can."""

from contracts.reference.seeding import Fault
from contracts.reference.table import enter_rows
from contracts.reference.uptivity.faults import (
    answered,
    commands,
    errors,
    form,
    http,
    request_id,
    socket,
    table,
    xml_request,
)
from contracts.reference.uptivity.faults._registry import FAULTS
from contracts.reference.uptivity.server import Uptivity

enter_rows(FAULTS, Fault, __file__, Uptivity)

__all__ = [
    "FAULTS",
    "answered",
    "commands",
    "errors",
    "form",
    "http",
    "request_id",
    "socket",
    "table",
    "xml_request",
]
