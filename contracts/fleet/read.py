"""Reading a fleet file: its targets from files, patterns and tables, with shared defaults.

[fleet]
files = ["customers/*.toml"]

[defaults.target]
allow = "read"

[groups]
north = ["north-*"]

[targets]
north-07.target = {api = "uptivity", base_url = "http://north-07.example:2012"}
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contracts import apis
from contracts.catalogue import problems
from contracts.catalogue.positions import Position, line_of
from contracts.catalogue.validate import schema
from contracts.fleet.documents import as_elsewhere, merged
from contracts.fleet.files import Found, files_of
from contracts.fleet.model import Fleet, Row
from contracts.fleet.options import option_values
from contracts.fleet.picking import groups_of
from contracts.model import ConfigurationError, Target
from contracts.targets.make import dotted, made
from contracts.targets.mistakes import Mistakes
from contracts.targets.read import read_document, with_kit

_PASSWORD = "holds a password, which a file must not; set UC_CONTRACTS_STORE to the address"


def read_fleet(path: Path) -> Fleet:
    """The fleet that a TOML file describes.

    Raises ConfigurationError with a line for each mistake of the file and of all target files:
    the file, its line, the key and the nearest valid one. Nothing is sent, no secret is read.
    """
    data, lines = read_document(path, "fleet file")
    mistakes = Mistakes(
        lambda at: f"{path}:{line_of(lines, at)}: {dotted(at)}", lambda at: line_of(lines, at)
    )
    for at, text in problems(data, schema("fleet.schema.json")):
        mistakes.add(at, text)
    facts = _table(data, "fleet")
    if mistakes.sound(("fleet", "store")) and _has_password(str(facts.get("store", ""))):
        mistakes.add(("fleet", "store"), _PASSWORD)
    options, baseline = option_values(_table(data, "run"), mistakes, path.parent)
    reader = _Reader(path, data, lines, mistakes)
    rows = reader.rows()
    if not rows and reader.is_sound():
        mistakes.add((), "has no target; name files in fleet.files, or add [targets.LABEL]")
    groups = groups_of(_table(data, "groups"), list(reader.labels), mistakes)
    reader.settle()
    chosen = {
        name: facts[name]
        for name in (
            *("store", "scheduler", "workers", "evidence"),
            *("lease_s", "attempts", "patience_s"),
        )
        if name in facts
    }
    return Fleet(
        path=path,
        name=facts.get("name", path.stem),
        rows=tuple(
            Row(
                one.label,
                one.api,
                one.name,
                one.base_url,
                groups.get(one.label, ()),
                one.document,
                one.folder,
            )
            for one in rows
        ),
        options=options,
        baseline=baseline,
        reports=Path(facts.get("reports", "reports")),
        **chosen,
    )


class _Reader:
    """The targets of a fleet file, and the mistakes in them by file and line.

    `labels` are those of all targets, each with the place where it stands.
    """

    def __init__(
        self, path: Path, data: Mapping[str, Any], lines: Mapping[Position, int], mistakes: Mistakes
    ) -> None:
        self._path = path
        self._data = data
        self._lines = lines
        self._mistakes = mistakes
        self._defaults = _table(data, "defaults")
        self._texts: list[str] = []
        self.labels: dict[str, str] = {}

    def is_sound(self) -> bool:
        """Whether nothing is wrong so far."""
        return not self._texts and self._mistakes.sound(())

    def settle(self) -> None:
        """Raise ConfigurationError for all mistakes together."""
        lines: list[str] = []
        try:
            self._mistakes.settle()
        except ConfigurationError as trouble:
            lines.extend(trouble.lines)
        lines += self._texts
        if lines:
            raise ConfigurationError(*dict.fromkeys(lines))

    def rows(self) -> list[Row]:
        """Every target, in the order of the file; those with mistakes are left out."""
        found: list[Row] = []
        names: dict[tuple[str, str], str] = {}
        for one in self._documents():
            where = f"{one.path}:{line_of(one.lines, one.at)}"
            if one.label in self.labels:
                first = self.labels[one.label]
                self._texts.append(
                    f"{where}: a target is called {one.label!r} already ({first}); "
                    "give the files or tables different names"
                )
                continue
            self.labels[one.label] = where
            row = self._row(one)
            if row is None:
                continue
            namesake = names.setdefault((row.api, row.name), one.label)
            if namesake != one.label:
                self._texts.append(
                    f"{where}: target.name: {row.name!r} is the name of {namesake}, too; "
                    "give each target of an API a name of its own"
                )
            found.append(row)
        return found

    def _documents(self) -> list[Found]:
        patterns = _table(self._data, "fleet").get("files", ())
        found: list[Found] = []
        for at, text in files_of(patterns if isinstance(patterns, list) else (), self._path):
            if isinstance(text, str):
                self._mistakes.add(at, text)
                continue
            try:
                data, lines = read_document(text)
            except ConfigurationError as trouble:
                self._texts.extend(trouble.lines)
            else:
                found.append(Found(text.stem, text, data, lines, ()))
        for label, data in _table(self._data, "targets").items():
            if isinstance(data, Mapping) and self._mistakes.sound(("targets", label)):
                found.append(Found(label, self._path, data, self._lines, ("targets", label)))
        return found

    def _row(self, one: Found) -> Row | None:
        document = merged(one.data, self._defaults)
        mistakes = Mistakes(lambda at: self._place(one, at), lambda at: self._order(one, at))
        folder = one.path.parent
        try:
            checked = with_kit(as_elsewhere(document), mistakes, folder)
            target = made(checked, mistakes, folder, one.label)
            mistakes.attempt(("target", "base_url"), lambda: _hold_reachable(target), None)
            mistakes.settle()
        except ConfigurationError as trouble:
            self._texts.extend(trouble.lines)
            return None
        return Row(
            one.label,
            target.api,
            target.name,
            target.base_url,
            (),
            document,
            folder.absolute(),
        )

    def _place(self, one: Found, at: Position) -> str:
        """Where a value of a target stands: in its own file or table, or in the defaults."""
        if not _holds(one.data, at) and _holds(self._defaults, at):
            full = ("defaults", *at)
            return f"{self._path}:{line_of(self._lines, full)}: {dotted(full)}"
        return f"{one.path}:{line_of(one.lines, (*one.at, *at))}: {dotted((*one.at, *at))}"

    def _order(self, one: Found, at: Position) -> int:
        return line_of(one.lines, (*one.at, *at))


def _hold_reachable(target: Target) -> None:
    apis.find(target.api).hold_reachable(target)


def _holds(data: Any, at: Position) -> bool:
    for part in at:
        if not isinstance(data, Mapping) or part not in data:
            return False
        data = data[part]
    return bool(at)


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = data.get(name, {})
    return found if isinstance(found, Mapping) else {}


def _has_password(address: str) -> bool:
    userinfo = address.partition("://")[2].partition("/")[0].rpartition("@")[0]
    return ":" in userinfo
