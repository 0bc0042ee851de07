"""The seeded faults, by area. Each violates one requirement, as narrowly as it can."""

from contracts.reference.uptivity.faults import (
    answered,
    codes,
    commands,
    elements,
    errors,
    form,
    http,
    operations,
    request_id,
    socket,
    success,
    table,
    xml_request,
)
from contracts.reference.uptivity.faults._registry import FAULTS

__all__ = [
    "FAULTS",
    "answered",
    "codes",
    "commands",
    "elements",
    "errors",
    "form",
    "http",
    "operations",
    "request_id",
    "socket",
    "success",
    "table",
    "xml_request",
]
