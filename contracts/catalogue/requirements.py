"""Reading `requirements.yaml`: requirements by hand, and one for each row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from contracts.catalogue.positions import Position, line_of
from contracts.catalogue.tables import read_table
from contracts.catalogue.validate import nearest, placed, read_validated
from contracts.model import Basis, Level, Requirement, Source, SpecError


class RequirementFile:
    """A validated `requirements.yaml`: its `features` and `requirements`.

    `prefix` begins every id, `document` is the document that is the authority; `features` may
    also be among those of the kit that is extended. Raises SpecError with a line for each entry
    that is wrong.
    """

    def __init__(
        self, path: Path, prefix: str, document: str, features: Mapping[str, str] | None = None
    ) -> None:
        data, self._lines = read_validated(path, "requirements.schema.json")
        self._path = path
        self.document = document
        self.prefix = prefix
        self.features: dict[str, str] = {**(features or {}), **data["features"]}
        self.needs: dict[str, list[str]] = data.get("needs", {})
        self.requirements: dict[str, Requirement] = {}
        self._places: dict[str, Position] = {}
        wrong: list[str] = []
        for index, row in enumerate(data["requirements"]):
            try:
                self._enter(row, ("requirements", index))
            except SpecError as trouble:
                wrong += trouble.lines
        if wrong:
            raise SpecError(*wrong)
        for index, table in enumerate(data.get("tables", ())):
            at = ("tables", index)
            for row in self._rows(table, at):
                self._enter(row, at)

    def _rows(self, table: dict[str, Any], at: Position) -> Iterator[dict[str, Any]]:
        """What each row of a table's file makes of the table's entry."""
        rows = read_table(self._path.parent / table["file"])
        overrides = dict(table.get("overrides", {}))
        for values in rows:
            if table["key"] not in values:
                text = f"{table['file']} has no column {table['key']!r}"
                self.refuse((*at, "key"), text + nearest(table["key"], values))
            row = {
                field: self._filled(value, values, (*at, field))
                if isinstance(value, str)
                else [self._filled(one, values, (*at, field)) for one in value]
                for field, value in table.items()
                if field not in {"file", "key", "overrides"}
            }
            yield row | overrides.pop(values[table["key"]], {})
        for key in overrides:
            self.refuse((*at, "overrides", key), f"{table['file']} has no row {key!r}")

    def _filled(self, template: str, values: Mapping[str, str], at: Position) -> str:
        try:
            return template.format(**values)
        except (KeyError, IndexError) as trouble:
            name = str(trouble.args[0]) if isinstance(trouble, KeyError) else ""
            self.refuse(
                at, f"no column {name!r} for a place in {template!r}{nearest(name, values)}"
            )
        except (ValueError, AttributeError, TypeError) as trouble:
            self.refuse(at, f"{template!r} cannot be filled in ({trouble})")

    def _enter(self, row: dict[str, Any], at: Position) -> None:
        identifier = row["id"]
        if not re.fullmatch(rf"{self.prefix}(-[A-Za-z0-9]+)+", identifier):
            text = f"{identifier!r} is not letters and digits behind {self.prefix}-"
            if not identifier.startswith(f"{self.prefix}-"):
                text = f"{identifier!r} does not begin with {self.prefix}-"
            self.refuse((*at, "id"), text)
        if identifier in self.requirements:
            self.refuse((*at, "id"), f"{identifier!r} stands here twice")
        if row["feature"] not in self.features:
            text = f"unknown feature {row['feature']!r}{nearest(row['feature'], self.features)}"
            self.refuse((*at, "feature"), text)
        if row["basis"] == Basis.PUBLIC_DOCS and row["level"] == Level.MUST:
            self.refuse(
                (*at, "level"), f"{identifier} rests on public-docs and is at most a should"
            )
        self._places[identifier] = at
        self.requirements[identifier] = Requirement(
            id=identifier,
            level=Level(row["level"]),
            statement=row["statement"],
            source=Source(row.get("document", self.document), row["section"], row.get("lines")),
            basis=Basis(row["basis"]),
            feature=row["feature"],
            ambiguity=row.get("ambiguity"),
            not_tested=row.get("not_tested"),
            fix=row.get("fix"),
            needs=tuple(row.get("needs", ())),
        )

    def position(self, identifier: str) -> Position:
        """Where a requirement, or the row that makes it, stands in the file."""
        return self._places[identifier]

    def placed(self, at: Position, text: str) -> str:
        """`text` with file, line and field of the value at `at`."""
        return placed(self._path, self._lines, at, text)

    def line(self, identifier: str) -> int:
        """The line on which a requirement begins; of a row of a table, the table's entry."""
        return line_of(self._lines, self._places[identifier])

    def refuse(self, at: Position, text: str) -> NoReturn:
        """Raise SpecError for the value at `at`."""
        raise SpecError(self.placed(at, text))

    def check_names(self, ambiguities: Mapping[str, Any], documents: Mapping[str, Any]) -> None:
        """Raise SpecError where requirements name ambiguities or documents that are missing."""
        wrong: list[tuple[Position, str]] = []
        for one in self.requirements.values():
            at = (*self._places[one.id], "document")
            if one.source.document not in documents:
                hint = nearest(one.source.document, documents)
                wrong.append((at, f"{one.source.document!r} is not in document.yaml{hint}"))
            at = (*self._places[one.id], "ambiguity")
            if one.ambiguity and one.ambiguity not in ambiguities:
                hint = nearest(one.ambiguity, ambiguities)
                text = f"{one.id} names {one.ambiguity!r}, which the ledger lacks{hint}"
                wrong.append((at, text))
            if one.basis is Basis.AMBIGUOUS and not one.ambiguity:
                wrong.append((at, f"{one.id} is ambiguous and names no ledger entry"))
        if wrong:
            raise SpecError(*(self.placed(at, text) for at, text in wrong))
