"""Reading `ambiguities.yaml`."""

from __future__ import annotations

from pathlib import Path

from contracts.catalogue.validate import nearest, placed, read_validated
from contracts.model import Ambiguity, Reading, SpecError


def read_ledger(path: Path) -> dict[str, Ambiguity]:
    """The entries of the ledger by id; none where there is no such file.

    Raises SpecError naming file, line and field.
    """
    if not path.exists():
        return {}
    data, lines = read_validated(path, "ambiguities.schema.json")
    ledger: dict[str, Ambiguity] = {}
    for index, row in enumerate(data["ambiguities"]):
        readings = tuple(Reading(**reading) for reading in row["readings"])
        at = ("ambiguities", index)
        if row["id"] in ledger:
            raise SpecError(placed(path, lines, (*at, "id"), f"{row['id']!r} stands here twice"))
        names = [reading.name for reading in readings]
        if len(set(names)) < len(names):
            text = "two readings have the same name"
            raise SpecError(placed(path, lines, (*at, "readings"), text))
        if row["chosen"] not in names:
            text = f"{row['chosen']!r} is not one of the readings{nearest(row['chosen'], names)}"
            raise SpecError(placed(path, lines, (*at, "chosen"), text))
        ledger[row["id"]] = Ambiguity(**{**row, "readings": readings})
    return ledger
