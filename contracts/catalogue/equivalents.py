"""Reading `equivalents.yaml`: mutants that no requirement can tell apart, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec

from contracts.catalogue.positions import line_of
from contracts.catalogue.validate import placed, read_validated
from contracts.model import SpecError


class Excuse(StrEnum):
    """Why a mutant may live: the document leaves it open, nobody can see it, or it says nothing."""

    OPEN = "open"
    UNOBSERVABLE = "unobservable"
    BEYOND_SCOPE = "beyond-scope"


class Equivalent(msgspec.Struct, frozen=True):
    """A row: patterns of the names of mutants, why they may live, and where that is written.

    `ambiguity` is the entry of the ledger that leaves them open.
    """

    patterns: tuple[str, ...]
    excuse: Excuse
    reason: str
    where: str
    ambiguity: str = ""

    def matches(self, mutant: str) -> bool:
        """Whether a mutant is meant, by its name."""
        return any(fnmatchcase(mutant, one) for one in self.patterns)

    @property
    def text(self) -> str:
        """The excuse in a line."""
        named = f" ({self.ambiguity})" if self.ambiguity else ""
        return f"{self.excuse}{named}: {self.reason}"


def read_equivalents(path: Path, ambiguities: Iterable[str] = ()) -> tuple[Equivalent, ...]:
    """The rows of a file; none where there is no such file.

    `ambiguities` are the entries of the ledger. Raises SpecError naming file, line and field.
    """
    if not path.exists():
        return ()
    data, lines = read_validated(path, "equivalents.schema.json")
    known, found, wrong = set(ambiguities), [], []
    for number, row in enumerate(data["equivalents"]):
        at = ("equivalents", number)
        named = row.get("ambiguity", "")
        if named and named not in known:
            wrong.append(placed(path, lines, (*at, "ambiguity"), f"{named!r} is not in the ledger"))
        patterns = row["mutants"]
        found.append(
            Equivalent(
                (patterns,) if isinstance(patterns, str) else tuple(patterns),
                Excuse(row["kind"]),
                row["reason"],
                f"{path}:{line_of(lines, at)}",
                named,
            )
        )
    if wrong:
        raise SpecError(*wrong)
    return tuple(found)


def stale(rows: Iterable[Equivalent], alive: Iterable[str]) -> Iterator[str]:
    """A line for each pattern that none of the mutants needs which live in a whole run."""
    names = tuple(alive)
    for row in rows:
        for one in row.patterns:
            if not any(fnmatchcase(name, one) for name in names):
                yield f"{row.where}: {one!r} matches no mutant that lives; remove it"
