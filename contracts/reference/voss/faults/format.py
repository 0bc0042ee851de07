"""Faults in formats, and in who may call: VOSS-FORMAT-01 and -02, VOSS-AUTH-01 and -02."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.server import Voss


@fault(
    "json-as-python",
    violates="VOSS-FORMAT-01",
    kind="wrong-value",
    related=(
        "VOSS-listDevices-BODY VOSS-listResources-BODY VOSS-listTransactions-BODY "
        "VOSS-createResource-BODY VOSS-getAddForm-BODY VOSS-LIST-01"
    ),
)
class _JsonAsPython(Voss):
    """Answers are written as Python writes them: single quotes, None, True."""

    def encode(self, value: Any) -> bytes:
        return repr(value).encode()
