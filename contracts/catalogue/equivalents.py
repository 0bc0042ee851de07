"""Reading `equivalents.yaml`: mutants that nothing observable tells apart, each with its reason."""

from __future__ import annotations

from pathlib import Path

from contracts.catalogue.validate import read_validated


def read_equivalents(path: Path) -> dict[str, str]:
    """The reasons by mutant, whose names may have wildcards; none where there is no such file.

    Raises SpecError naming file, line and field.
    """
    if not path.exists():
        return {}
    data, _ = read_validated(path, "equivalents.schema.json")
    return {row["mutant"]: row["reason"] for row in data["equivalents"]}
