"""Simulated conditions: device ids that stand for a result code, like test card numbers.

CALLSTART or RECORDSTART with DEVICEID 99nn comes to code nn, without any effect: 9902 is a
full disk (2), 9947 a full command queue (47), and so on for each of the 59 codes. So a client
can be shown every code of the table, also those for which a piece of the installation would
have to break. 9919 is an invalid device (8), since there is no code 19.

Codes that are not errors come with the sub node CALL, as CALLSTART has it.
"""

from __future__ import annotations

from contracts.reference.uptivity.codes import LABELS, NON_ERRORS
from contracts.reference.uptivity.result import Outcome

PREFIX = "99"
_LENGTH = 4


def simulated(device_id: str) -> Outcome | None:
    """The outcome that `device_id` stands for; None for every other device."""
    number = device_id.removeprefix(PREFIX)
    if len(device_id) != _LENGTH or number == device_id:
        return None
    if not (number.isascii() and number.isdigit()) or int(number) not in LABELS:
        return None
    code = int(number)
    if code not in NON_ERRORS:
        return Outcome(code, f"simulated with device {device_id}")
    return Outcome(code, node=("CALL", [("DEVICEID", device_id), ("SIMULATED", "TRUE")]))
