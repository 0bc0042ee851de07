"""Reading `requirements.yaml`: requirements by hand, and one for each row of a table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from contracts.catalogue.tables import read_table
from contracts.catalogue.validate import placed, read_validated
from contracts.model import Basis, Level, Requirement, Source, SpecError


class RequirementFile:
    """A validated `requirements.yaml`: `api`, `prefix`, `title`, `features`, `requirements`."""

    def __init__(self, path: Path) -> None:
        data, self._lines = read_validated(path, "requirements.schema.json")
        self._path = path
        self._document: str = data["document"]
        self.api: str = data["api"]
        self.prefix: str = data["prefix"]
        self.title: str = data["title"]
        self.features: dict[str, str] = data["features"]
        self.requirements: dict[str, Requirement] = {}
        for index, row in enumerate(data["requirements"]):
            self._enter(row, ("requirements", index))
        for index, table in enumerate(data.get("tables", ())):
            for row in self._rows(table):
                self._enter(row, ("tables", index))

    def _rows(self, table: dict[str, Any]) -> Iterator[dict[str, Any]]:
        overrides = table.get("overrides", {})
        for values in read_table(self._path.parent / table["file"]):
            row = {
                key: value.format(**values) if isinstance(value, str) else value
                for key, value in table.items()
                if key not in {"file", "key", "overrides"}
            }
            yield row | overrides.get(values[table["key"]], {})

    def _enter(self, row: dict[str, Any], at: tuple[str | int, ...]) -> None:
        identifier = row["id"]
        if not identifier.startswith(f"{self.prefix}-"):
            self._refuse(at, "id", f"{identifier!r} does not begin with {self.prefix}-")
        if identifier in self.requirements:
            self._refuse(at, "id", f"{identifier!r} stands here twice")
        if row["feature"] not in self.features:
            self._refuse(at, "feature", f"{row['feature']!r} is not among the features above")
        self.requirements[identifier] = Requirement(
            id=identifier,
            level=Level(row["level"]),
            statement=row["statement"],
            source=Source(row.get("document", self._document), row["section"]),
            basis=Basis(row["basis"]),
            feature=row["feature"],
            ambiguity=row.get("ambiguity"),
            not_tested=row.get("not_tested"),
            mend=row.get("mend"),
        )

    def _refuse(self, at: tuple[str | int, ...], field: str, text: str) -> None:
        raise SpecError(placed(self._path, self._lines, (*at, field), text))

    def hold_to(self, ambiguities: dict[str, Any]) -> None:
        """Raise SpecError where a requirement names an ambiguity that the ledger lacks."""
        for index, requirement in enumerate(self.requirements.values()):
            if requirement.ambiguity and requirement.ambiguity not in ambiguities:
                text = f"{requirement.id} names {requirement.ambiguity!r}, which the ledger lacks"
                self._refuse(("requirements", index), "ambiguity", text)
            if requirement.basis is Basis.AMBIGUOUS and not requirement.ambiguity:
                text = f"{requirement.id} is ambiguous and names no ledger entry"
                self._refuse(("requirements", index), "ambiguity", text)
