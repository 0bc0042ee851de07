"""Reading `ambiguities.yaml`."""

from __future__ import annotations

from pathlib import Path

from contracts.catalogue.validate import placed, read_validated
from contracts.model import Ambiguity, Reading, SpecError


def read_ledger(path: Path) -> dict[str, Ambiguity]:
    """The ledger's entries by id. Raises SpecError naming file, line and field."""
    data, lines = read_validated(path, "ambiguities.schema.json")
    ledger: dict[str, Ambiguity] = {}
    for index, row in enumerate(data["ambiguities"]):
        readings = tuple(Reading(**reading) for reading in row["readings"])
        at = ("ambiguities", index)
        if row["id"] in ledger:
            raise SpecError(placed(path, lines, (*at, "id"), f"{row['id']!r} stands here twice"))
        if row["chosen"] not in {reading.name for reading in readings}:
            text = f"{row['chosen']!r} is not one of the readings"
            raise SpecError(placed(path, lines, (*at, "chosen"), text))
        ledger[row["id"]] = Ambiguity(**{**row, "readings": readings})
    return ledger
