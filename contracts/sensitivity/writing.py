"""`sensitivity.json` and `sensitivity.html` in the folder of a run."""

from __future__ import annotations

from pathlib import Path

import msgspec

from contracts.model import EvidenceError
from contracts.report import json_bytes
from contracts.sensitivity.page import sensitivity_html
from contracts.sensitivity.results import Sensitivity

JSON, PAGE = "sensitivity.json", "sensitivity.html"


def write(directory: Path, found: Sensitivity) -> None:
    """Write both files."""
    (directory / JSON).write_bytes(json_bytes(found))
    (directory / PAGE).write_bytes(b"".join(sensitivity_html(found)))


def read(directory: Path) -> Sensitivity | None:
    """What was written to the folder of a run; None where nothing was.

    Raises EvidenceError for a file of another shape.
    """
    path = directory / JSON
    if not path.is_file():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=Sensitivity)
    except msgspec.DecodeError as error:
        msg = f"{path} is not a sensitivity.json of this suite ({error}); look at it again"
        raise EvidenceError(msg) from error
