"""Faults in the rules for fields with a value, empty and absent fields."""

from __future__ import annotations

from contracts.reference.cisco_uds.bodies import Fields
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Person


@fault("forwarding-empty-ignored", violates="UDS-PUT-05", kind="omitted")
class _ForwardingEmptyIgnored(Uds):
    """Fields of call forwarding that are empty are left as they are."""

    def forward(self, person: Person, sent: Fields) -> None:
        super().forward(person, {name: text for name, text in sent.items() if text})
