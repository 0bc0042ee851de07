"""Rows bound to the class of a server, as mixins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any, TypeVar

from contracts.catalogue import nearest
from contracts.reference.table.change import CHANGE, PLACE, CellError
from contracts.reference.table.edge import edge, observed
from contracts.reference.table.kinds import KINDS
from contracts.reference.table.operators import value_of
from contracts.reference.table.reading import ID, Line, Row, rows_of
from contracts.reference.table.seam import seam, signature_of

KIND, SUMMARY = "kind", "summary"
CALL = "__call__"
Seed = TypeVar("Seed")


def enter_rows(
    registry: MutableMapping[str, Seed], make: Callable[..., Seed], beside: str, server: type
) -> None:
    """Enter the rows of the tables beside a module into `registry`.

    Beside `faults/__init__.py` these are all files `*.tsv`, beside `faults.py` it is `faults.tsv`.
    `make` is Fault or Liberty; the columns of a table are its fields, and those of the change.
    Raises ConfigurationError, which names file, line and column, for what cannot be read, for a
    method that `server` does not have, and for an id that is there already.
    """
    facts = [name for name in make.__annotations__ if name != "mixin"]
    columns = [*(name for name in facts if name != "summary"), *CHANGE, "summary"]
    module = Path(beside)
    tables = module.parent.glob("*.tsv") if module.stem == "__init__" else [module]
    for path in sorted(one.with_suffix(".tsv") for one in tables):
        for row in rows_of(path, columns):
            cells = row.line.cells
            if row.id in registry:
                raise row.line.wrong(ID, f"{row.id!r} is there already")
            if not cells["summary"]:
                raise row.line.wrong(SUMMARY, f"{row.id} has none")
            if "kind" in facts and cells["kind"] not in KINDS:
                raise row.line.wrong(
                    KIND, f"{cells['kind']!r} is none{nearest(cells['kind'], KINDS)}"
                )
            registry[row.id] = make(mixin=_mixin(row, path, server), **_said(cells, facts))


def _said(cells: Mapping[str, str], facts: list[str]) -> dict[str, str]:
    """The facts that a row says; what it leaves empty keeps its default."""
    return {name: cells[name] for name in facts if cells[name]}


def _mixin(row: Row, path: Path, server: type) -> type:
    """A class that makes the changes of a row; several, one around the other."""
    made = server  # As mixins of code: what stands before the server stays before it.
    for number, (line, step) in enumerate(row.steps):
        key = f"{row.id} {number}"
        space: dict[str, Any] = {"__module__": f"{server.__module__}.{path.stem}"}
        if number == len(row.steps) - 1:
            space["__doc__"] = row.line.cells["summary"]
        made = type(_camel(row.id), (made,), space)
        try:
            if step.at_edge:
                setattr(made, CALL, edge(step, key, _above(made, CALL)))
            elif step.side == "attribute":
                _attribute(made, line, server, step.name, value_of(step.argument))
            else:
                signature = signature_of(server, step)
                setattr(made, step.name, seam(step, key, _above(made, step.name), signature))
                if step.when.needs("asked"):
                    setattr(made, CALL, observed(_above(made, CALL)))
        except CellError as trouble:
            raise line.wrong(trouble.column, trouble.why) from trouble
    return made


def _attribute(made: type, line: Line, server: type, name: str, value: Any) -> None:
    if not hasattr(server, name) or callable(getattr(server, name)):
        raise line.wrong(PLACE, f"{server.__name__} has no attribute {name!r}")
    setattr(made, name, value)


def _above(made: type, name: str) -> Callable[[Any], Any]:
    """What gives a server's own method, or that of the mixins further up."""

    def above(self: Any) -> Any:
        return getattr(super(made, self), name)

    return above


def _camel(identifier: str) -> str:
    return "".join(part.capitalize() for part in identifier.split("-"))
