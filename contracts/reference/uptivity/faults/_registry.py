"""Where the faults enter themselves, and what several of them need."""

from __future__ import annotations

import re

from contracts.reference.seeding import Fault, seeded

FAULTS: dict[str, Fault] = {}
fault = seeded(FAULTS, Fault)

_PLAIN = re.compile(r"[1-9][0-9]{0,9}")
_LARGEST = 2**31 - 1


def is_plain(request_id: str | None) -> bool:
    """Whether a REQUESTID is an ordinary number: positive, below 2**31, no leading zero."""
    text = request_id or ""
    return _PLAIN.fullmatch(text) is not None and int(text) <= _LARGEST
