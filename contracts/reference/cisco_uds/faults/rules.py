"""Faults in the rules for fields with a value, empty and absent fields."""

from __future__ import annotations

from contracts.reference.cisco_uds.bodies import Fields
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Dial, Person


@fault("label-cut", violates="UDS-PUT-02", kind="wrong-value")
class _LabelCut(Uds):
    """A label that is set is cut to six characters."""

    def set_to(self, field: str, value: str) -> str:
        found = super().set_to(field, value)
        return found[:6] if field == "label" else found


@fault("plus-lost", violates="UDS-PUT-02", kind="wrong-value")
class _PlusLost(Uds):
    """A number that is set loses its plus sign."""

    def change_dial(self, dial: Dial, sent: Fields) -> None:
        super().change_dial(dial, sent)
        dial.number = dial.number.removeprefix("+")


@fault("empty-ignored", violates="UDS-PUT-03", kind="omitted")
class _EmptyIgnored(Uds):
    """An empty label leaves the label as it is."""

    def change_dial(self, dial: Dial, sent: Fields) -> None:
        super().change_dial(dial, {name: text for name, text in sent.items() if text})


@fault("absent-cleared", violates="UDS-PUT-04", kind="wrong-value")
class _AbsentCleared(Uds):
    """A change without a label clears the label."""

    def change_dial(self, dial: Dial, sent: Fields) -> None:
        super().change_dial(dial, {"label": "", **sent})


@fault("forwarding-absent-reset", violates="UDS-PUT-05", kind="wrong-value")
class _ForwardingAbsentReset(Uds):
    """Fields of call forwarding that are absent are reset."""

    def forward(self, person: Person, sent: Fields) -> None:
        super().forward(person, {"sendToVoiceMailPilotNumber": "", "destination": "", **sent})


@fault("forwarding-empty-ignored", violates="UDS-PUT-05", kind="omitted")
class _ForwardingEmptyIgnored(Uds):
    """Fields of call forwarding that are empty are left as they are."""

    def forward(self, person: Person, sent: Fields) -> None:
        super().forward(person, {name: text for name, text in sent.items() if text})


@fault("forwarding-half-set", violates="UDS-PUT-05", kind="omitted")
class _ForwardingHalfSet(Uds):
    """sendToVoiceMailPilotNumber is never set."""

    def forward(self, person: Person, sent: Fields) -> None:
        super().forward(person, {n: t for n, t in sent.items() if n == "destination"})
