"""The catalogue of requirements and the ledger of ambiguities."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec


class Level(StrEnum):
    """RFC 2119 strength of a requirement."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Basis(StrEnum):
    """Where a requirement rests. `public-docs` is at most a should."""

    STATED = "stated"
    IMPLIED = "implied"
    AMBIGUOUS = "ambiguous"
    PUBLIC_DOCS = "public-docs"


class Source(msgspec.Struct, frozen=True):
    """The document and the section of it that a requirement comes from."""

    document: str
    section: str

    def __str__(self) -> str:
        return f"{self.document}, {self.section}"


class Requirement(msgspec.Struct, frozen=True):
    """One testable statement of a document (or one that no test can reach, with the reason)."""

    id: str
    level: Level
    statement: str
    source: Source
    basis: Basis
    feature: str
    ambiguity: str | None = None
    not_tested: str | None = None
    mend: str | None = None
    derived: bool = False


class Reading(msgspec.Struct, frozen=True):
    """One way to take an ambiguous place; `effect` is what it does to verdicts."""

    name: str
    effect: str


class Ambiguity(msgspec.Struct, frozen=True):
    """An unclear, contradictory or mistyped place of a document. `chosen` names a reading."""

    id: str
    where: str
    problem: str
    readings: tuple[Reading, ...]
    chosen: str


class Place(msgspec.Struct, frozen=True):
    """Where a requirement is written: a file below `specs/` (`voss/requirements.yaml`), a line."""

    file: str
    line: int


class Catalogue(msgspec.Struct, frozen=True):
    """All that `specs/<api>/` says of one API. `digest` is `sha256:…` over its files.

    `places` says of each requirement where it is written.
    """

    api: str
    title: str
    digest: str
    requirements: Mapping[str, Requirement]
    ambiguities: Mapping[str, Ambiguity]
    features: Mapping[str, str]
    places: Mapping[str, Place] = {}
